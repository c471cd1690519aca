import type { Compiled } from "../compile/compile-corpus.ts";
import type { Day } from "../date-bound.ts";
import type { Finding } from "../finding.ts";
import type { TextStore } from "../texts/text-store.ts";
import { applyExceptions, readExceptions } from "./exceptions.ts";
import type { Linter, LintInput } from "./linter.ts";
import { alternatives } from "./linters/alternatives.ts";
import { anchors } from "./linters/anchors.ts";
import { conflict } from "./linters/conflict.ts";
import { copiedReading } from "./linters/copied-reading.ts";
import { coverage } from "./linters/coverage.ts";
import { dates } from "./linters/dates.ts";
import { deadRule } from "./linters/dead-rule.ts";
import { exceptionCircle } from "./linters/exception-circle.ts";
import { kindFields } from "./linters/kind-fields.ts";
import { references } from "./linters/references.ts";
import { registryWords } from "./linters/registry-words.ts";
import { ruleId } from "./linters/rule-id.ts";
import { sharedName } from "./linters/shared-name.ts";
import { sources } from "./linters/sources.ts";

/** All linters, in the order of their messages. */
export const linters: readonly Linter[] = [
  ruleId,
  sharedName,
  kindFields,
  references,
  dates,
  sources,
  anchors,
  copiedReading,
  deadRule,
  conflict,
  coverage,
  exceptionCircle,
  alternatives,
  registryWords,
];

export interface LintOptions {
  readonly texts: TextStore | null;
  readonly today: Day;
  /** The text of `exceptions.json`, where there is one. */
  readonly exceptions?: string | undefined;
}

export interface LintReport {
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/**
 * Checks a compiled corpus with every linter, and adds the mistakes that compiling found. A file with such a mistake is left out of
 * the other checks: they would only complain of what it lacks.
 */
export function lintCorpus(compiled: Compiled, options: LintOptions): LintReport {
  const { exceptions, findings: listMistakes } = readExceptions(options.exceptions);
  const mistakes = [...compiled.findings, ...listMistakes];
  if (mistakes.some(({ file }) => file.startsWith("registry/")))
    return { findings: inOrder(mistakes), notes: [] };
  const input = lintInput(compiled, options);
  const checked = linters.map((linter) => linter.check(input));
  const all = checked.flatMap(({ findings }) => findings);
  return {
    findings: inOrder([...mistakes, ...applyExceptions(all, exceptions, options.exceptions ?? "")]),
    notes: checked.flatMap(({ note }) => note ?? []),
  };
}

/** What linters look at, without the files that have mistakes of their own. */
export function lintInput(
  { corpus, authored, findings }: Compiled,
  options: Omit<LintOptions, "exceptions">,
): LintInput {
  const broken = new Set(findings.map(({ file }) => file));
  return {
    corpus,
    authored: { ...authored, entries: authored.entries.filter(({ file }) => !broken.has(file.path)) },
    broken: new Set([...broken].map((file) => file.replaceAll(/^.*\/|\.[a-z]+$/gu, ""))),
    texts: options.texts,
    today: options.today,
  };
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}
