import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The texts of the files in a folder whose names end so, by name; empty where there is no folder. One after the other, for there may be thousands. */
export async function readTexts(folder: string, ending: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const texts: string[] = [];
  for (const name of names.filter((each) => each.endsWith(ending)).toSorted())
    texts.push(await readFile(join(folder, name), "utf8").catch(() => ""));
  return texts;
}
