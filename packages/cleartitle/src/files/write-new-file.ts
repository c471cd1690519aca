import { open, rename, lstat, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { randomUUID } from "node:crypto";

import { CleartitleError } from "../cleartitle-error.ts";
import { explainWriteError } from "./explain-write-error.ts";

/**
 * Writes a file for the person: never through a symbolic link, not even one that leads nowhere, and over another file only where they said so with
 * `--force`. A link that somebody planted must not choose what is overwritten.
 */
export async function writeNewFile(
  path: string,
  content: string,
  { force }: { readonly force: boolean },
): Promise<void> {
  const there = await lstat(path).catch(() => null);
  if (there?.isSymbolicLink() === true)
    throw new CleartitleError(
      "usage",
      `${path} is a symbolic link, which is never written through; nothing was written. Name another file with --output.`,
    );
  if (there !== null && (!force || !there.isFile()))
    throw new CleartitleError(
      "usage",
      there.isFile()
        ? `${path} is there already; nothing was written. Replace it with --force, or name another file with --output.`
        : `${path} is no file; nothing was written. Name another one with --output.`,
    );
  try {
    if (there === null) await writeExclusive(path, content);
    else await replace(path, content);
  } catch (error) {
    throw explainWriteError(path, error);
  }
}

/** A link that came in between is refused by the system. */
async function writeExclusive(path: string, content: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}

/** Renaming replaces a link, never what it leads to. */
async function replace(path: string, content: string): Promise<void> {
  const beside = join(dirname(path), `.${randomUUID()}.unfinished`);
  try {
    await writeExclusive(beside, content);
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}
