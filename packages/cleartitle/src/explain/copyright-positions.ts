import type { Told } from "./explain.ts";
import type { CopyrightPosition } from "./explanation.ts";
import { sayingsOf } from "./explain-links.ts";

const topic = "copyright";

/**
 * What each country's law on record says about copyright in the image. Whether copyright subsists is another question than whether one may use
 * the image, and every country answers it for itself, so the countries that the question does not name are asked too.
 */
export function copyrightPositions({ corpus, judgement, vary }: Told): readonly CopyrightPosition[] {
  const inChain = new Set(judgement.chain.map(({ party }) => party));
  return Object.values(corpus.parties).flatMap(
    ({ id, kind, territory, rules }): readonly CopyrightPosition[] => {
      const [place] = territory;
      if (kind !== "law" || place === undefined || !rules.some(({ statement }) => statement?.topic === topic))
        return [];
      const asked = inChain.has(id);
      const decision = asked ? judgement : vary({ facts: { "use.territory": place } });
      const says = sayingsOf(corpus, decision).filter(
        (saying) => saying.party === id && saying.topic === topic,
      );
      return says.length === 0 ? [] : [{ party: id, territory, says, asked }];
    },
  );
}
