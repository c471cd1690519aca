import type { Corpus } from "../corpus.ts";
import { holdsOn, type Day } from "../date-bound.ts";
import type { Document, Party } from "../party.ts";
import type { Rule } from "../rule.ts";

/** A document that should be read again. */
export interface DueSource {
  readonly party: string;
  readonly document: string;
  readonly title: string;
  readonly url: string | null;
  /** The last day on which somebody read it; null where nobody did. */
  readonly seen: Day | null;
  /** Days since then; null where nobody read it. */
  readonly age: number | null;
  /** Days after which the best grade among its rules asks for a reading. */
  readonly term: number;
  /** Rules in force that rest on it. */
  readonly rules: readonly string[];
}

/**
 * Documents behind rules in force that were not read within their term, the longest waiting first. What came with a copy of weights
 * keeps its text and is never due. `term` in days goes before the terms of the grades.
 */
export function dueSources(corpus: Corpus, today: Day, term?: number): readonly DueSource[] {
  return Object.values(corpus.parties)
    .flatMap((party) =>
      Object.values(party.documents).flatMap((document) => dueSource(corpus, party, document, today, term)),
    )
    .toSorted((a, b) => compare(a.seen ?? "", b.seen ?? "") || compare(a.party, b.party));
}

function dueSource(
  corpus: Corpus,
  party: Party,
  document: Document,
  today: Day,
  term: number | undefined,
): readonly DueSource[] {
  if (document.governs === "copy") return [];
  const rules = party.rules.filter((rule) => rule.source.document === document.id && isCurrent(rule, today));
  if (rules.length === 0) return [];
  const terms = rules.flatMap(({ grade }) => corpus.registry.grades[grade]?.staleDays ?? []);
  const allowed = term ?? Math.min(...terms);
  const seen = lastSeen(document, rules);
  const age = seen === null ? null : daysBetween(seen, today);
  if (age !== null && age <= allowed) return [];
  const { title, url } = document;
  return [
    {
      party: party.id,
      document: document.id,
      title,
      url,
      seen,
      age,
      term: allowed,
      rules: rules.map(({ id }) => id),
    },
  ];
}

function isCurrent(rule: Rule, today: Day): boolean {
  return rule.withdrawn === undefined && rule.known.until === null && holdsOn(rule.inForce, today) !== "no";
}

function lastSeen(document: Document, rules: readonly Rule[]): Day | null {
  const days = [
    ...document.versions.flatMap(({ seen }) => seen?.last ?? []),
    ...rules.flatMap(({ source }) => source.seen ?? []),
  ];
  return days.toSorted().at(-1) ?? null;
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
