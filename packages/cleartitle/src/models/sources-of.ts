import { holdsOn, rulesOn, type Corpus, type Party } from "@cleartitle/corpus";

import type { LicensingSource } from "./model.ts";

/** The texts behind the rules that hold on a day, with the best grade and the latest reading of each. */
export function sourcesOf(corpus: Corpus, parties: readonly Party[], on: string): readonly LicensingSource[] {
  return parties.flatMap((party) => {
    const rules = rulesOn(party, on).map(({ item }) => item);
    return Object.values(party.documents).flatMap((document): readonly LicensingSource[] => {
      const behind = rules.filter(({ source }) => source.document === document.id);
      if (behind.length === 0) return [];
      const rank = (grade: string): number => corpus.registry.grades[grade]?.rank ?? Number.MAX_SAFE_INTEGER;
      const [best = ""] = behind.map(({ grade }) => grade).toSorted((a, b) => rank(a) - rank(b));
      const version = document.versions.findLast((each) => holdsOn(each, on) !== "no");
      const seen = behind.flatMap(({ source }) => source.seen ?? []).toSorted();
      return [
        {
          party: party.id,
          title: document.title,
          url: version?.url ?? document.url,
          seen: seen.at(-1) ?? null,
          grade: best,
          own: behind.every(({ own }) => own),
        },
      ];
    });
  });
}
