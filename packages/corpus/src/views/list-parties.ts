import type { Corpus } from "../corpus.ts";
import type { Day } from "../date-bound.ts";
import { normalName } from "../lookup/normal-name.ts";
import type { Party, PartyKind } from "../party.ts";

/** One line of a list of parties. */
export interface PartySummary {
  readonly id: string;
  readonly kind: PartyKind;
  readonly name: string;
  readonly documents: number;
  readonly versions: number;
  /** Rules that are neither withdrawn nor corrected. */
  readonly rules: number;
  /** How many of those rules have each grade. */
  readonly grades: Readonly<Record<string, number>>;
  readonly reviewed: number;
  /** The last day on which somebody read a source of these rules. */
  readonly lastSeen: Day | null;
  readonly own: boolean;
}

export interface PartyFilter {
  readonly kind?: PartyKind | undefined;
  /** Part of an id, a name, an alias or the operator. */
  readonly text?: string | undefined;
  /** Only parties with a rule of this grade. */
  readonly grade?: string | undefined;
  readonly own?: boolean | undefined;
}

/** The parties that a filter lets through, in the order of kinds and ids. */
export function listParties(corpus: Corpus, filter: PartyFilter = {}): readonly PartySummary[] {
  const wanted = filter.text === undefined ? "" : normalName(filter.text);
  return Object.values(corpus.parties)
    .filter((party) => filter.kind === undefined || party.kind === filter.kind)
    .filter((party) => filter.own === undefined || party.own === filter.own)
    .filter((party) => namesOf(party).some((name) => normalName(name).includes(wanted)))
    .map(summarise)
    .filter(({ grades }) => filter.grade === undefined || Object.hasOwn(grades, filter.grade))
    .toSorted((a, b) => (a.kind === b.kind ? (a.id < b.id ? -1 : 1) : a.kind < b.kind ? -1 : 1));
}

function namesOf(party: Party): readonly string[] {
  return [party.id, party.name, ...party.aliases, party.operator ?? ""];
}

function summarise(party: Party): PartySummary {
  const rules = party.rules.filter((rule) => rule.withdrawn === undefined && rule.known.until === null);
  const documents = Object.values(party.documents);
  const grades: Record<string, number> = {};
  for (const { grade } of rules) grades[grade] = (grades[grade] ?? 0) + 1;
  return {
    id: party.id,
    kind: party.kind,
    name: party.name,
    documents: documents.length,
    versions: documents.reduce((sum, { versions }) => sum + versions.length, 0),
    rules: rules.length,
    grades,
    reviewed: rules.filter(({ review }) => review === "reviewed").length,
    lastSeen:
      rules
        .flatMap(({ source }) => source.seen ?? [])
        .toSorted()
        .at(-1) ?? null,
    own: party.own,
  };
}
