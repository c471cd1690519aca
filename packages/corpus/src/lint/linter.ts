import { findingAt, type Authored, type AuthoredEntry } from "../authored/authored.ts";
import type { Corpus } from "../corpus.ts";
import type { Day } from "../date-bound.ts";
import type { Finding } from "../finding.ts";
import type { Party } from "../party.ts";
import type { TextStore } from "../texts/text-store.ts";
import { own } from "../own.ts";

/** What linters look at. */
export interface LintInput {
  readonly corpus: Corpus;
  readonly authored: Authored;
  /** Ids of parties whose files have mistakes of their own: not in `authored`, perhaps not in `corpus`. */
  readonly broken: ReadonlySet<string>;
  /** Stored texts of documents; null where none are at hand. */
  readonly texts: TextStore | null;
  readonly today: Day;
}

export interface Checked {
  readonly findings: readonly Finding[];
  /** How much was checked, where that says something: `checked 812 of 840 rules`. */
  readonly note?: string;
}

/** One check of the authored corpus: one file of `linters/`. */
export interface Linter {
  /** Code of all its findings. */
  readonly code: string;
  readonly description: string;
  readonly check: (input: LintInput) => Checked;
  /** Mends one file where a machine can, without changing any answer; the new text, or the same one. */
  readonly fix?: (entry: AuthoredEntry, input: LintInput) => string;
}

/** Each authored party with its compiled form. */
export function eachParty({
  authored,
  corpus,
}: LintInput): readonly { readonly entry: AuthoredEntry; readonly party: Party }[] {
  return authored.entries.flatMap((entry) => {
    const party = own(corpus.parties, entry.party.id);
    return party === undefined ? [] : [{ entry, party }];
  });
}

/** Collects the findings of one linter. */
export function collector(
  code: string,
  input: LintInput,
): { readonly findings: Finding[]; readonly report: Report } {
  const findings: Finding[] = [];
  return {
    findings,
    report: (entry, path, message) =>
      findings.push(findingAt(input.authored, entry.file, path, code, message)),
  };
}

export type Report = (entry: AuthoredEntry, path: readonly PropertyKey[], message: string) => void;
