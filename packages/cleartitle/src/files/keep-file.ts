import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";

import { explainFileError } from "./explain-file-error.ts";

/** Writes a file, and the folder that it lies in where there is none, so that there is at any moment the old one or the whole new one. On disk when this returns. */
export async function keepFile(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(`${path}.part`, "w");
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await rename(`${path}.part`, path);
    const folder = await open(dirname(path), "r");
    // Not every system can sync a folder; those that cannot write names down by themselves.
    await folder.sync().catch(() => {});
    await folder.close();
  } catch (error) {
    throw explainFileError(path, error);
  }
}
