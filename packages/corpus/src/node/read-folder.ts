import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isAuthoredPath, type SourceFile } from "../authored/source-file.ts";
import { CorpusError } from "./corpus-error.ts";

/** Paths of all authored files in a corpus folder, relative to it, sorted. Empty where it is not there. */
export function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .flatMap((entry) => readdirSync(join(folder, entry.name)).map((name) => `${entry.name}/${name}`))
      .filter(isAuthoredPath)
      .toSorted();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CorpusError(
      "corpus-missing",
      `The corpus folder ${folder} cannot be read (${reason}). Check the path and its permissions.`,
      [],
      {
        cause: error,
      },
    );
  }
}

/** Reads all authored files of a corpus folder. */
export function readFolder(folder: string): readonly SourceFile[] {
  return listFolder(folder).map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}
