/**
 * `node tools/corpus/lint.ts [FOLDER…]`: checks the corpus, or folders of own terms laid over it. One finding a line, `file:line: code:
 * message`; exit status 1 where there is any.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { formatFinding } from "@cleartitle/corpus";
import { compileCorpus, extendCorpus } from "@cleartitle/corpus/compile";
import { lintCorpus } from "@cleartitle/corpus/lint";
import { CorpusError, readFolder, storedTexts, versionOf } from "@cleartitle/corpus/node";

const root = join(import.meta.dirname, "../..");
const corpusFolder = join(root, "corpus");
const texts = storedTexts(["terms-texts", "licence-texts"].map((name) => join(root, "../shared", name)));
const today = new Date().toISOString().slice(0, 10);

try {
  const base = compileCorpus(readFolder(corpusFolder), { version: versionOf(corpusFolder) });
  const own = process.argv.slice(2).map((folder) => resolve(folder));
  const compiled =
    own.length === 0
      ? [{ folder: corpusFolder, ...base }]
      : own.map((folder) => ({ folder, ...extendCorpus(base.corpus, readFolder(folder)) }));
  for (const { folder, ...each } of compiled) {
    const file = join(folder, "exceptions.json");
    const exceptions = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    const { findings, notes } = lintCorpus(each, { texts, today, exceptions });
    for (const finding of findings) {
      console.log(formatFinding({ ...finding, file: relative(process.cwd(), join(folder, finding.file)) }));
    }
    for (const note of notes) console.log(note);
    if (texts === null) console.log("no stored texts at hand: anchors and copied words were not compared");
    const parties = each.authored.entries.length;
    const rules = each.authored.entries.reduce(
      (sum, { party }) => sum + Object.keys(party.rules ?? {}).length,
      0,
    );
    console.log(
      `${parties} parties, ${rules} rules, ${findings.length === 0 ? "no findings" : `${findings.length} findings`}`,
    );
    if (findings.length > 0) process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof CorpusError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
