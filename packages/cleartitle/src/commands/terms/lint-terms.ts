import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import { formatFinding, type Corpus, type Finding } from "@cleartitle/corpus";
import { loadCorpus, readFolder, readOwnFolder, versionOf } from "@cleartitle/corpus/node";

import { dayOf } from "../../ask/parse-day.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import { corpusFolder } from "../../corpus-folder.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { ownFolders } from "../own-folders.ts";
import { tell, type TermsOptions } from "./terms-options.ts";

interface Linted {
  readonly findings: readonly Finding[];
  readonly parties: number;
}

/**
 * `cleartitle terms lint [DIR]`: checks a folder of own terms, or the public ones of a checkout, with every linter. One finding a line;
 * status 1 where there is any.
 */
export async function lintTerms(
  folder: string | undefined,
  options: TermsOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const below = ownFolders(options, around);
  const folders =
    folder === undefined ? below : [...below.filter((each) => resolve(each) !== resolve(folder)), folder];
  const today = dayOf(around.now());
  const linted = folders.length === 0 ? await lintPublic(today) : await lintOwn(folders, folder, today);
  const { findings, parties } = linted;
  await tell(options, around, linted, () => [
    ...findings.map(formatFinding),
    `${parties} ${parties === 1 ? "party" : "parties"}, ${findings.length === 0 ? "no findings" : `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`}`,
  ]);
  return findings.length === 0 ? 0 : 1;
}

/** Each folder is laid over the ones before; only what was asked about is reported, or all of them where nothing was. */
async function lintOwn(
  folders: readonly string[],
  asked: string | undefined,
  today: string,
): Promise<Linted> {
  const { extendCorpus } = await import("@cleartitle/corpus/compile");
  const { lintCorpus } = await import("@cleartitle/corpus/lint");
  let corpus: Corpus = await loadCorpus(corpusFolder());
  const findings: Finding[] = [];
  let parties = 0;
  for (const folder of folders) {
    const { files, findings: misplaced } = readOwnFolder(resolve(folder));
    const compiled = extendCorpus(corpus, files);
    ({ corpus } = compiled);
    if (asked !== undefined && folder !== asked) continue;
    const report = lintCorpus(compiled, { texts: null, today, exceptions: exceptionsOf(folder) });
    findings.push(...inPlace(folder, [...misplaced, ...report.findings]));
    parties += compiled.authored.entries.length;
  }
  return { findings, parties };
}

async function lintPublic(today: string): Promise<Linted> {
  const folder = corpusFolder();
  if (!existsSync(join(folder, "registry")))
    throw new CleartitleError(
      "usage",
      "The terms that come with Cleartitle were checked before they were published. Name a folder of your own terms.",
    );
  const { compileCorpus } = await import("@cleartitle/corpus/compile");
  const { lintCorpus } = await import("@cleartitle/corpus/lint");
  const compiled = compileCorpus(readFolder(folder), { version: versionOf(folder) });
  const { findings } = lintCorpus(compiled, { texts: null, today, exceptions: exceptionsOf(folder) });
  return { findings: inPlace(folder, findings), parties: compiled.authored.entries.length };
}

function exceptionsOf(folder: string): string | undefined {
  const file = join(folder, "exceptions.json");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Paths as they can be opened from here. */
function inPlace(folder: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({
    ...finding,
    file: relative(process.cwd(), join(folder, finding.file)),
  }));
}
