/**
 * `node tools/corpus/changes.ts OLD [NEW]`: what changed between two versions of the corpus, in two parts, and which answers flip. OLD and NEW
 * are files (a corpus.json) or git revisions; NEW is the corpus of the checkout where it is left out.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { answerFlips, corpusChanges, type Corpus, type Flip, type RuleChange } from "@cleartitle/corpus";
import { CorpusError, loadCorpus } from "@cleartitle/corpus/node";
import { asOf } from "./pages/words.ts";
import { answerQuestion, tableQuestions, type TableQuestion } from "./table-questions.ts";

const root = join(import.meta.dirname, "../..");

function readVersion(name: string): Corpus {
  if (existsSync(name)) return JSON.parse(readFileSync(name, "utf8")) as Corpus;
  const text = execFileSync("git", ["show", `${name}:corpus/corpus.json`], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(text) as Corpus;
}

function section(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log([`## ${title}`, "", ...lines.map((line) => `- ${line}`), ""].join("\n"));
}

const changeLine = ({ party, rule, what, on, reading }: RuleChange): string =>
  `${on} ${party}, ${rule} ${what}: ${reading}`;

/** Flips of one party that are alike in one line, with all their plans and uses. */
function flipLines(flips: readonly Flip<TableQuestion, string>[]): readonly string[] {
  const alike = new Map<string, { readonly plans: Set<string>; readonly uses: Set<string> }>();
  for (const { question, before: was, after: is } of flips) {
    const key = `${question.party}\n${was} → ${is}`;
    const group = alike.get(key) ?? { plans: new Set(), uses: new Set() };
    if (question.plan !== null) group.plans.add(question.plan);
    group.uses.add(question.use);
    alike.set(key, group);
  }
  return [...alike].map(([key, { plans, uses }]) => {
    const [party = "", change = ""] = key.split("\n");
    return `${party}${plans.size === 0 ? "" : ` (${[...plans].join(", ")})`}, ${[...uses].join(", ")}: ${change}`;
  });
}

const [old, next] = process.argv.slice(2);
if (old === undefined) {
  console.error(
    "Name the older version: a corpus.json or a git revision that has one. node tools/corpus/changes.ts OLD [NEW]",
  );
  process.exitCode = 2;
} else {
  try {
    const before = readVersion(old);
    const after = next === undefined ? await loadCorpus(join(root, "corpus")) : readVersion(next);
    const changes = corpusChanges(before, after);
    section("Parties", [
      ...changes.partiesAdded.map((id) => `new: ${id}`),
      ...changes.partiesRemoved.map((id) => `gone: ${id}`),
    ]);
    section("Terms changed", changes.termsChanged.map(changeLine));
    section("Readings corrected", changes.readingsCorrected.map(changeLine));
    const flips = answerFlips(before, after, tableQuestions(before, after, asOf(after)), answerQuestion);
    section("Answers that flip", flipLines(flips));
    if (before.digest === after.digest) console.log("No difference.");
  } catch (error) {
    console.error(
      error instanceof CorpusError
        ? error.message
        : `There is no corpus.json in ${old}${next === undefined ? "" : ` or ${next}`}: name a file, or a git revision that has corpus/corpus.json.`,
    );
    process.exitCode = 2;
  }
}
