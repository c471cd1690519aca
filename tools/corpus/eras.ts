import { BEGINNING, type Corpus, type Party, type Period, type Rule } from "@cleartitle/corpus";

/**
 * The days on which the answers about a party may change: every bound of its rules and licences, and of the rules of the parties it
 * stands on. A change window is an era of its own.
 */
export function erasOf(corpus: Corpus, party: Party): readonly string[] {
  const periods = standsOn(corpus, party).flatMap((each): readonly Period[] => [
    ...each.licence,
    ...each.rules.filter(isStanding).map(({ inForce }) => inForce),
  ]);
  const days = periods.flatMap(({ from, until }) => [
    from.earliest,
    from.latest,
    ...(until === null ? [] : [until.earliest, until.latest]),
  ]);
  return [...new Set(days)].filter((day) => day !== BEGINNING).toSorted();
}

function isStanding({ withdrawn, known }: Rule): boolean {
  return withdrawn === undefined && known.until === null;
}

/** The party, and the licences, bases and components that speak for it. */
function standsOn(corpus: Corpus, party: Party, seen: ReadonlySet<string> = new Set()): readonly Party[] {
  if (seen.has(party.id)) return [];
  const ids = [
    ...party.licence.map(({ id }) => id),
    ...(party.base === null ? [] : [party.base]),
    ...party.components.map(({ id }) => id),
  ];
  const below = new Set([...seen, party.id]);
  return [
    party,
    ...ids.flatMap((id) =>
      Object.hasOwn(corpus.parties, id) && corpus.parties[id] !== undefined
        ? standsOn(corpus, corpus.parties[id], below)
        : [],
    ),
  ];
}
