import type { Corpus } from "@cleartitle/corpus";
import { answerLine, compile, tableAnswer } from "@cleartitle/rights";
import { partyChain, partyQuestion, type Chain } from "@cleartitle/title";

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

/** Answers such questions in one line each: what the party's rules alone imply; `not on record` for words the corpus does not know. */
export function tableAnswerer(corpus: Corpus): (question: TableQuestion) => string {
  const engine = compile(corpus);
  const chains = new Map<string, Chain>();
  return ({ party: id, plan, use, on }) => {
    const party = Object.hasOwn(corpus.parties, id) ? corpus.parties[id] : undefined;
    if (party === undefined || !Object.hasOwn(corpus.registry.uses, use)) return "not on record";
    const key = JSON.stringify([id, plan, on]);
    const chain = chains.get(key) ?? partyChain(corpus, party, plan, on);
    chains.set(key, chain);
    const question = { ...partyQuestion(party, use, on), known: null };
    return answerLine(tableAnswer(engine.decide(chain, question, { fixes: false })));
  };
}
