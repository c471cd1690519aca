import type { Corpus } from "../corpus.ts";
import type { DateBound } from "../date-bound.ts";
import type { Document, LicencePeriod, Party, Version } from "../party.ts";
import type { Rule } from "../rule.ts";
import { own } from "../own.ts";

export type PartyEvent =
  | {
      readonly kind: "version";
      readonly when: DateBound;
      readonly document: Document;
      readonly version: Version;
    }
  | { readonly kind: "licence"; readonly when: DateBound; readonly licence: LicencePeriod }
  | {
      readonly kind: "rules";
      readonly when: DateBound;
      readonly begin: readonly Rule[];
      readonly end: readonly Rule[];
    }
  /** What we knew changed, not the terms. */
  | { readonly kind: "correction"; readonly when: DateBound; readonly rule: Rule }
  | { readonly kind: "withdrawal"; readonly rule: Rule };

/**
 * What happened to the terms of a party, oldest first: new versions, new licences, rules that begin and end in one change; last, the
 * rules that were withdrawn. Empty where there is no such party.
 */
export function partyHistory(corpus: Corpus, id: string): readonly PartyEvent[] {
  const party = own(corpus.parties, id);
  if (party === undefined) return [];
  const dated = [
    ...versionEvents(party),
    ...licenceEvents(party),
    ...ruleEvents(party),
    ...correctionEvents(party),
  ];
  const withdrawn = party.rules.filter((rule) => rule.withdrawn !== undefined);
  return [
    ...dated.toSorted(
      (a, b) => compare(a.when.latest, b.when.latest) || compare(a.when.earliest, b.when.earliest),
    ),
    ...withdrawn.map((rule): PartyEvent => ({ kind: "withdrawal", rule })),
  ];
}

type DatedEvent = Exclude<PartyEvent, { kind: "withdrawal" }>;

function versionEvents(party: Party): readonly DatedEvent[] {
  return Object.values(party.documents).flatMap((document) =>
    document.versions.map((version): DatedEvent => ({
      kind: "version",
      when: version.from,
      document,
      version,
    })),
  );
}

function licenceEvents(party: Party): readonly DatedEvent[] {
  return party.licence.map((licence): DatedEvent => ({ kind: "licence", when: licence.from, licence }));
}

/** Rules that begin or end in the same date bound belong to one change. */
function ruleEvents(party: Party): readonly DatedEvent[] {
  const changes = new Map<
    string,
    { readonly when: DateBound; readonly begin: Rule[]; readonly end: Rule[] }
  >();
  const at = (when: DateBound): { readonly begin: Rule[]; readonly end: Rule[] } => {
    const key = `${when.earliest} ${when.latest}`;
    const change = changes.get(key) ?? { when, begin: [], end: [] };
    changes.set(key, change);
    return change;
  };
  for (const rule of party.rules) {
    if (rule.withdrawn !== undefined || rule.known.until !== null) continue;
    at(rule.inForce.from).begin.push(rule);
    if (rule.inForce.until !== null) at(rule.inForce.until).end.push(rule);
  }
  return [...changes.values()].map(({ when, begin, end }): DatedEvent => ({
    kind: "rules",
    when,
    begin,
    end,
  }));
}

function correctionEvents(party: Party): readonly DatedEvent[] {
  return party.rules.flatMap((rule): readonly DatedEvent[] => {
    const { until } = rule.known;
    return until === null ? [] : [{ kind: "correction", when: { earliest: until, latest: until }, rule }];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
