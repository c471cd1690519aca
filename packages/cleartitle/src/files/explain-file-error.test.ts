import { mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { explainFileError } from "./explain-file-error.ts";

const folder = mkdtempSync(join(tmpdir(), "errors-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function explained(name: string): string {
  const path = join(folder, name);
  try {
    statSync(path);
  } catch (error) {
    const { code, message } = explainFileError(path, error);
    return `${code}: ${message.replace(path, name)}`;
  }
  return "nothing";
}

test("a file that is not there, a link to one and a name that cannot be told are three things", () => {
  expect(explained("gone.png")).toContain("file-missing: gone.png does not exist; check the spelling");
  symlinkSync("gone.png", join(folder, "link.png"));
  expect(explained("link.png")).toContain("file-missing: link.png is a link to a file that does not exist");
  expect(explained("n\ufffd.png")).toContain("file-unreadable: n\ufffd.png has a name that is not UTF-8");
});
