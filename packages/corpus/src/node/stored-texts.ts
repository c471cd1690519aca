import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { StoredText, TextStore } from "../texts/text-store.ts";

/**
 * Series of stored texts in folders: a series is a folder of texts, or one file. Null where none of the folders is there.
 */
export function storedTexts(folders: readonly string[]): TextStore | null {
  const present = folders.filter((folder) => existsSync(folder));
  if (present.length === 0) return null;
  const known = new Map<string, readonly StoredText[] | undefined>();
  return {
    series(name) {
      if (!known.has(name)) known.set(name, readSeries(present, name));
      return known.get(name);
    },
  };
}

function readSeries(folders: readonly string[], name: string): readonly StoredText[] | undefined {
  if (name.split("/").includes("..")) return undefined;
  for (const folder of folders) {
    const path = join(folder, name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status?.isFile() === true) return [readText(path)];
    if (status?.isDirectory() === true) {
      return readdirSync(path)
        .filter((file) => /\.(?:md|txt)$/u.test(file))
        .toSorted()
        .map((file) => readText(join(path, file)));
    }
  }
  return undefined;
}

function readText(path: string): StoredText {
  const bytes = readFileSync(path);
  return {
    id: basename(path).replace(/\.[a-z]+$/u, ""),
    digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
    text: bytes.toString("utf8"),
  };
}
