import type { Corpus, Party } from "@cleartitle/corpus";
import { decide, tableAnswer, type TableAnswer } from "@cleartitle/rights";
import { partyQuestion, type Chain } from "@cleartitle/title";

/** The answer about one use where only this party speaks (the chain of `partyChain`) and nothing else is known. */
export function partyAnswer(
  corpus: Corpus,
  party: Party,
  chain: Chain,
  use: string,
  on: string,
): TableAnswer {
  const question = { ...partyQuestion(party, use, on), known: null };
  return tableAnswer(decide(corpus, chain, question, { fixes: false }));
}
