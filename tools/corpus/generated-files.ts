import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Files that are made from the corpus: their texts by path from the root of the repository. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** Where generated files live, and which of the files there are ours. Whatever is there and is no longer made is stale. */
export interface GeneratedPlace {
  readonly folder: string;
  readonly isGenerated: (path: string) => boolean;
}

/** Paths whose file differs from what would be made, is missing, or is no longer made. */
export function staleFiles(
  root: string,
  files: GeneratedFiles,
  places: readonly GeneratedPlace[],
): readonly string[] {
  const changed = [...files].filter(
    ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text,
  );
  const left = places.flatMap(({ folder, isGenerated }) =>
    filesBelow(root, folder).filter((path) => isGenerated(path) && !files.has(path)),
  );
  return [...changed.map(([path]) => path), ...left].toSorted();
}

/** Writes what changed and takes away what is no longer made; the paths it touched. */
export function writeGenerated(
  root: string,
  files: GeneratedFiles,
  places: readonly GeneratedPlace[],
): readonly string[] {
  const stale = staleFiles(root, files, places);
  for (const path of stale) {
    const text = files.get(path);
    if (text === undefined) {
      rmSync(join(root, path));
    } else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return stale;
}

function filesBelow(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
