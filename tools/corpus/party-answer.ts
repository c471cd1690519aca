import type { Corpus, Party } from "@cleartitle/corpus";
import { decide } from "@cleartitle/rights";
import type { Chain } from "@cleartitle/title";
import { tableAnswer, type TableAnswer } from "./table-answer.ts";

/**
 * The answer about one use where only this party speaks (the chain of `partyChain`) and nothing else is known; for a law, in the first
 * of its territories.
 */
export function partyAnswer(
  corpus: Corpus,
  party: Party,
  chain: Chain,
  use: string,
  on: string,
): TableAnswer {
  const market = party.kind === "market" ? party.id : null;
  const facts = party.kind === "law" ? { "use.territory": party.territory[0] ?? "none" } : {};
  return tableAnswer(decide(corpus, chain, { use, market, on, known: null, facts }, { fixes: false }));
}
