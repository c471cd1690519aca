import type { Corpus } from "../corpus.ts";
import type { Day } from "../date-bound.ts";
import type { Rule } from "../rule.ts";

/** What became of a rule between two corpora. */
export interface RuleChange {
  readonly party: string;
  readonly rule: string;
  readonly what: "added" | "ended" | "reworded" | "corrected" | "withdrawn" | "removed";
  readonly reading: string;
  /** The day on which the terms changed, or on which we learned better. */
  readonly on: Day;
}

/** A changelog in two parts, as the time zone database keeps it: the world changed, or we understood it better. */
export interface CorpusChanges {
  readonly partiesAdded: readonly string[];
  readonly partiesRemoved: readonly string[];
  readonly termsChanged: readonly RuleChange[];
  readonly readingsCorrected: readonly RuleChange[];
}

/**
 * What changed from one corpus to another. A rule that came into force, or ended, after the older corpus was made (`since`, the day
 * of its last knowledge where left out) is a change of terms; everything else that differs is a better reading of old terms.
 */
export function corpusChanges(before: Corpus, after: Corpus, since: Day = lastKnown(before)): CorpusChanges {
  const older = rulesOf(before);
  const newer = rulesOf(after);
  const termsChanged: RuleChange[] = [];
  const readingsCorrected: RuleChange[] = [];
  for (const [id, rule] of newer) {
    const old = older.get(id);
    const change = old === undefined ? added(rule) : changed(old, rule);
    if (change !== undefined)
      (change.on > since && isOfTerms(change) ? termsChanged : readingsCorrected).push(change);
  }
  for (const [id, rule] of older)
    if (!newer.has(id)) readingsCorrected.push({ ...named(rule), what: "removed", on: rule.known.from });
  return {
    partiesAdded: Object.keys(after.parties).filter((id) => !Object.hasOwn(before.parties, id)),
    partiesRemoved: Object.keys(before.parties).filter((id) => !Object.hasOwn(after.parties, id)),
    termsChanged: inOrder(termsChanged),
    readingsCorrected: inOrder(readingsCorrected),
  };
}

function isOfTerms({ what }: RuleChange): boolean {
  return what === "added" || what === "ended";
}

function named({ party, id, reading }: Rule): Pick<RuleChange, "party" | "rule" | "reading"> {
  return { party, rule: id, reading };
}

function added(rule: Rule): RuleChange {
  return { ...named(rule), what: "added", on: rule.inForce.from.latest };
}

function changed(old: Rule, rule: Rule): RuleChange | undefined {
  if (JSON.stringify(old) === JSON.stringify(rule)) return undefined;
  const { until } = rule.inForce;
  if (old.withdrawn === undefined && rule.withdrawn !== undefined)
    return { ...named(rule), what: "withdrawn", on: rule.known.from };
  if (old.known.until === null && rule.known.until !== null)
    return { ...named(rule), what: "corrected", on: rule.known.until };
  if (old.inForce.until === null && until !== null)
    return { ...named(rule), what: "ended", on: until.latest };
  return decides(old) === decides(rule)
    ? undefined
    : { ...named(rule), what: "reworded", on: rule.known.from };
}

/** All of a rule that an answer can depend on or show, but for the day of the last reading. */
function decides({ source, note: _note, ...rule }: Rule): string {
  return JSON.stringify({ ...rule, source: { ...source, seen: null } });
}

function rulesOf(corpus: Corpus): ReadonlyMap<string, Rule> {
  return new Map(
    Object.values(corpus.parties).flatMap(({ rules }) =>
      rules.map((rule): [string, Rule] => [rule.id, rule]),
    ),
  );
}

function lastKnown(corpus: Corpus): Day {
  return [...rulesOf(corpus).values()].reduce(
    (last, { known }) => (known.from > last ? known.from : last),
    "",
  );
}

function inOrder(changes: readonly RuleChange[]): readonly RuleChange[] {
  return changes.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.rule < b.rule ? -1 : 1));
}
