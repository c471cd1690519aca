import { expect, test } from "vitest";

import { conditional, forbidden, judgement, unknown } from "../testing/decisions.ts";
import { changesOf } from "./changes-of.ts";

test("the same answer from another rule, wording or source is no other answer", () => {
  const answer = judgement({});
  const [reason] = answer.reasons;
  if (reason === undefined) throw new Error("has a reason");
  const other = judgement({
    reasons: [{ ...reason, rule: "acme-7", reading: "Said in other words." }],
    corpus: { version: "2.0.0", digest: "sha256:ff" },
    notice: "Another notice.",
  });
  expect(changesOf(answer, other)).toEqual([]);
});

test("what one may do, must do, is told or is asked is", () => {
  expect(changesOf(judgement({}), forbidden)).toEqual(["verdict", "layers"]);
  expect(changesOf(judgement({}), conditional)).toEqual(["verdict", "duties"]);
  expect(changesOf(judgement({}), unknown)).toEqual(["verdict", "layers", "unknown"]);
  const [duty] = conditional.duties;
  if (duty === undefined) throw new Error("has a duty");
  const done = judgement({
    ...conditional,
    duties: conditional.duties.map((each) => ({ ...each, met: true })),
  });
  expect(changesOf(conditional, done)).toEqual(["duties"]);
  const { copyright: _, ...statements } = judgement({}).statements;
  expect(changesOf(judgement({}), judgement({ statements }))).toEqual(["statements"]);
});
