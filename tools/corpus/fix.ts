/**
 * `node tools/corpus/fix.ts [PATH…]`: mends what a machine can mend in the authored files of the corpus without changing an answer;
 * all of them, or only those named. Says which files it wrote.
 */
import { writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fixCorpus } from "@cleartitle/corpus/lint";
import { readFolder, versionOf } from "@cleartitle/corpus/node";

const folder = join(import.meta.dirname, "../../corpus");
const only = new Set(process.argv.slice(2).map((path) => resolve(path)));
const today = new Date().toISOString().slice(0, 10);

for (const file of fixCorpus(readFolder(folder), { version: versionOf(folder), today })) {
  const path = join(folder, file.path);
  if (only.size > 0 && !only.has(path)) continue;
  writeFileSync(path, file.text);
  console.log(`mended ${relative(process.cwd(), path)}`);
}
