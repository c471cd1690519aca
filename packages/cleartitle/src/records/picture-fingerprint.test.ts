import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

import { lookAt } from "./picture-fingerprint.ts";

test("a file too large for the memory is one that was not looked at, and no failure", async () => {
  const folder = mkdtempSync(join(tmpdir(), "look-"));
  const path = join(folder, "large.png");
  writeFileSync(path, "");
  truncateSync(path, 3 * 2 ** 30);
  expect(await lookAt(path)).toEqual({ kind: "not-decoded", why: "the file is larger than 160 MB" });
  rmSync(folder, { recursive: true });
});

test("a file that was changed, or is none any more, since it was hashed is not looked at", async () => {
  const folder = mkdtempSync(join(tmpdir(), "look-"));
  const example = join(import.meta.dirname, "../../../../examples/a1111-sdxl.png");
  const sha256 = createHash("sha256").update(readFileSync(example)).digest("hex");
  const { kind } = await lookAt(example);
  expect((await lookAt(example, sha256)).kind).toBe(kind);
  expect(await lookAt(example, "a".repeat(64))).toEqual({
    kind: "not-decoded",
    why: "the file was changed meanwhile",
  });
  expect(await lookAt(folder, sha256)).toEqual({ kind: "not-decoded", why: "it is no file" });
  rmSync(folder, { recursive: true });
});
