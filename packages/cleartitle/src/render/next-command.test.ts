import { expect, test } from "vitest";

import { judgement, names } from "../testing/decisions.ts";
import { nextCommand } from "./next-command.ts";

test("a file whose name looks like an option can be named in the next command", () => {
  const decision = judgement({
    verdict: "unknown",
    unknown: [
      {
        kind: "missing-fact",
        layer: "source",
        party: "acme",
        fact: "holder.kind",
        question: "Who holds it?",
        values: ["individual", "company"],
      },
    ] as never,
  });
  const typed = { name: "cleartitle", options: [] };
  expect(nextCommand(names, decision, typed, "-a.png")).toMatch(/^cleartitle check \.\/-a\.png --fact/);
  expect(nextCommand(names, decision, typed, "a.png")).toMatch(/^cleartitle check a\.png --fact/);
});
