import type { Corpus } from "@cleartitle/corpus";

const known = new WeakMap<Corpus, ReadonlySet<string>>();

/** Parts of countries that laws on record name, for example `us-ny`. */
export function regionsOf(corpus: Corpus): ReadonlySet<string> {
  let regions = known.get(corpus);
  if (regions === undefined) {
    regions = new Set(
      Object.values(corpus.parties).flatMap(({ territory }) =>
        territory.filter((place) => place.includes("-")),
      ),
    );
    known.set(corpus, regions);
  }
  return regions;
}
