import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mebibytesOf } from "./mebibytes-of.ts";

test("a file of more than 4 GiB has all its mebibytes, so that it gets the time it needs", () => {
  const folder = mkdtempSync(join(tmpdir(), "evidence-size-"));
  const path = join(folder, "large.png");
  writeFileSync(path, "");
  expect(mebibytesOf(path)).toBe(0);
  truncateSync(path, 5 * 2 ** 30 + 5);
  expect(mebibytesOf(path)).toBe(5 * 1024);
  expect(mebibytesOf(join(folder, "gone.png"))).toBe(0);
  rmSync(folder, { recursive: true });
});
