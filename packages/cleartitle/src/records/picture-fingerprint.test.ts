import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

import { lookAt } from "./picture-fingerprint.ts";

test("a file too large for the memory is one that was not looked at, and no failure", async () => {
  const folder = mkdtempSync(join(tmpdir(), "look-"));
  const path = join(folder, "large.png");
  writeFileSync(path, "");
  truncateSync(path, 3 * 2 ** 30);
  expect(await lookAt(path)).toEqual({ kind: "not-decoded", why: "the file is larger than 1 GiB" });
  rmSync(folder, { recursive: true });
});
