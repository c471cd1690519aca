import { lstat, open, stat } from "node:fs/promises";

import { CleartitleError } from "../cleartitle-error.ts";

/**
 * Makes sure that a page may take its place under a name: that nothing is there yet, or an older page. One slip on the command line
 * (`--html *.png`) must not cost anybody a picture.
 *
 * @throws CleartitleError `usage` where something else is there
 */
export async function requirePagePlace(path: string): Promise<void> {
  const refuse = (why: string): never => {
    throw new CleartitleError("usage", `--html takes the name of a page, such as clearance.html; ${why}.`);
  };
  if (path === "") refuse("it is empty");
  // A link leads elsewhere, also one that leads nowhere yet.
  if ((await lstat(path).catch(() => null))?.isSymbolicLink() === true)
    refuse(`${path} is a link; name the file itself, or take the link away`);
  // What cannot be looked at is explained when it cannot be written.
  const stats = await stat(path).catch(() => null);
  if (stats === null) return;
  if (stats.isDirectory()) refuse(`${path} is a folder`);
  if (!stats.isFile()) refuse(`${path} is no file`);
  if (stats.size > 0 && !(await beginsWithTag(path))) refuse(`${path} is there already and is no page`);
}

async function beginsWithTag(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(64), position: 0 });
    return /^\ufeff?\s*<(?:!doctype html|html)\b/i.test(buffer.toString("utf8", 0, bytesRead));
  } catch {
    return false;
  }
}
