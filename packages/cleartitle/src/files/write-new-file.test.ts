import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { writeNewFile } from "./write-new-file.ts";

const root = mkdtempSync(join(tmpdir(), "write-new-file-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a link is never written through, with --force neither, and one that leads nowhere neither", async () => {
  const [aim, link, dangling, nowhere] = ["aim", "link", "dangling", "nowhere"].map((name) =>
    join(root, name),
  );
  writeFileSync(aim!, "kept");
  symlinkSync(aim!, link!);
  symlinkSync(nowhere!, dangling!);
  for (const path of [link!, dangling!])
    for (const force of [false, true])
      await expect(writeNewFile(path, "x", { force })).rejects.toThrow(/is a symbolic link/);
  expect(readFileSync(aim!, "utf8")).toBe("kept");
  expect(existsSync(nowhere!)).toBe(false);
});

test("a file that is there is replaced with --force alone, and a folder never", async () => {
  const path = join(root, "proof.json");
  await writeNewFile(path, "one", { force: false });
  await expect(writeNewFile(path, "two", { force: false })).rejects.toThrow(/is there already.*--force/);
  expect(readFileSync(path, "utf8")).toBe("one");
  await writeNewFile(path, "two", { force: true });
  expect(readFileSync(path, "utf8")).toBe("two");
  await expect(writeNewFile(root, "x", { force: true })).rejects.toThrow(/is no file/);
  expect(readdirSync(root).filter((name) => name.endsWith(".unfinished"))).toEqual([]);
});
