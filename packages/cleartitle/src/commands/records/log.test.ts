import { expect, test } from "vitest";

import { runCommand } from "../../testing/run-command.ts";

test("a kind or a verdict that is mistyped is refused with the nearest one, and is no empty list", async () => {
  const kind = await runCommand(["log", "--kind", "decison"]);
  expect([kind.status, kind.out]).toEqual([2, ""]);
  expect(kind.err).toMatch(/^cleartitle: --kind takes .*, not "decison"\. Did you mean "decision"\?\n$/);
  const verdict = await runCommand(["log", "--verdict", "unknwon"]);
  expect(verdict.err).toContain('not "unknwon". Did you mean "unknown"?');
});
