import type { Corpus, Party } from "@cleartitle/corpus";

/**
 * The parties whose answers may differ between two corpora: those that changed, and those that stand on one that changed (a licence, a base,
 * a component). The answers of all others hang on nothing that differs; where the words themselves changed, everything may.
 */
export function touchedParties(before: Corpus, after: Corpus): ReadonlySet<string> {
  const ids = Object.keys(after.parties);
  if (JSON.stringify(before.registry) !== JSON.stringify(after.registry)) return new Set(ids);
  const touched = new Set(ids.filter((id) => textOf(before, id) !== textOf(after, id)));
  for (let grown = -1; grown < touched.size;) {
    grown = touched.size;
    for (const party of Object.values(after.parties))
      if (standsOn(party).some((id) => touched.has(id))) touched.add(party.id);
  }
  return touched;
}

function textOf({ parties }: Corpus, id: string): string {
  return Object.hasOwn(parties, id) ? JSON.stringify(parties[id]) : "";
}

function standsOn({ licence, base, components }: Party): readonly string[] {
  return [...licence, ...components].map(({ id }) => id).concat(base ?? []);
}
