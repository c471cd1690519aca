import type { Corpus } from "@cleartitle/corpus";
import { partyAnswer } from "./party-answer.ts";
import { partyChain } from "./party-chain.ts";
import { answerLine } from "./table-answer.ts";

/** One question of the fixed set that two versions of the corpus are compared by. */
export interface TableQuestion {
  readonly party: string;
  readonly plan: string | null;
  readonly use: string;
  readonly on: string;
}

/** Every party that both corpora know × each plan × each use, for an image made and used on one day. */
export function tableQuestions(before: Corpus, after: Corpus, on: string): readonly TableQuestion[] {
  return Object.values(after.parties)
    .filter(({ id }) => Object.hasOwn(before.parties, id))
    .flatMap((party) => {
      const plans = Object.keys(party.plans);
      return (plans.length === 0 ? [null] : plans).flatMap((plan) =>
        Object.keys(after.registry.uses).map((use) => ({ party: party.id, plan, use, on })),
      );
    });
}

/** The answer of a corpus to such a question in one line; `no such party` where it does not know the party. */
export function answerQuestion(corpus: Corpus, { party: id, plan, use, on }: TableQuestion): string {
  const party = Object.hasOwn(corpus.parties, id) ? corpus.parties[id] : undefined;
  if (party === undefined || !Object.hasOwn(corpus.registry.uses, use)) return "not on record";
  return answerLine(partyAnswer(corpus, party, partyChain(corpus, party, plan, on), use, on));
}
