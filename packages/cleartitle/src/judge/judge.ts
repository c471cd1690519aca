import { findParty, type Corpus } from "@cleartitle/corpus";
import type { Decision, Engine } from "@cleartitle/rights";
import {
  alternativeChains,
  buildUndatedChain,
  dateChain,
  groundOf,
  withEveryModel,
  type AlternativeChain,
  type Asked,
  type Chain,
  type Facts,
  type Ground,
  type Making,
  type UndatedChain,
} from "@cleartitle/title";

import type { Judgement } from "../answer.ts";
import { askedAsFacts } from "../ask/asked-as-facts.ts";
import type { CheckedQuestion } from "../ask/question.ts";
import { fixesWithoutNames } from "../content/fixes-without-names.ts";
import type { Words } from "../content/named-words.ts";
import { settleWords } from "../content/settle-words.ts";
import { withHints } from "../content/with-content.ts";
import { withConditions } from "../explain/rule-condition.ts";
import { Recent } from "./recent.ts";

const mostKept = 64;
const mostShared = 20;

/** A chain of title, and the other chains that might do instead, built when they are asked for. */
interface Prepared {
  readonly undated: UndatedChain;
  readonly alternatives: () => readonly AlternativeChain[];
}

/** An answer and what it was made from. */
export interface Told {
  readonly chain: Chain;
  readonly asked: Asked & { readonly known: string | null };
  readonly judgement: Judgement;
}

/** Answers questions about makings with one corpus: builds the chain, has the engine decide, and adds what the words of the file and the records say. */
export class Judge {
  readonly #corpus: Corpus;
  readonly #engine: Engine;
  readonly #ground: Ground;
  readonly #prepared = new Recent<Prepared>(mostKept);
  /** The chains with every other model do not hang on the model used, so that images of many models share them. */
  readonly #withModels = new Recent<readonly AlternativeChain[]>(mostShared);

  constructor(corpus: Corpus, engine: Engine) {
    this.#corpus = corpus;
    this.#engine = engine;
    this.#ground = groundOf(corpus);
  }

  /** The answer about a making, with the chain that it was made from. `fixes: false` leaves out what would change it. */
  tell(making: Making, question: CheckedQuestion, words: Words, fixes: boolean = true): Told {
    const corpus = this.#corpus;
    const { market: answered, others: stated } = askedAsFacts(question.facts);
    const { facts: vouched = [], remarks = [] } = question.onRecord ?? {};
    const settled = settleWords(corpus.registry, words, stated, vouched);
    const { inferred, held, overruled, attested } = settled;
    const market = question.market ?? answered;
    const asked = {
      use: question.use,
      market: market === null ? null : (findParty(corpus, "market", market)?.id ?? market),
      on: question.on,
      facts: settled.facts,
      known: question.known ?? null,
    };
    const { undated, alternatives } = this.#prepare(making, asked);
    const bare = dateChain(undated, making.madeOn, asked.on);
    const decision = this.#engine.decideEverywhere(this.#ground, bare, asked, {
      fixes,
      alternatives: () =>
        alternatives().map((other) => ({
          ...other,
          chain: dateChain(other.chain, making.madeOn, asked.on),
        })),
    });
    const laws = decision.chain.flatMap(({ kind, party }) =>
      kind === "law" && party !== null ? [party] : [],
    );
    const chain = this.#ground.under(bare, laws);
    const recorded = remarks.map((message) => ({ code: "on-record", message }) as const);
    const reasons = withConditions(corpus, decision);
    const said = { reasons, inferred, attested, overruled };
    const problems = [...settled.problems, ...chain.problems, ...recorded];
    const claims = [...words.file.claims, ...words.asked.claims];
    if (claims.length === 0) return { chain, asked, judgement: { ...decision, ...said, problems } };
    const again = (open: readonly string[]): Decision =>
      this.decide(bare, { ...asked, facts: withoutFacts(asked.facts, open) });
    const judgement = {
      ...decision,
      ...said,
      duties: withHints(decision.duties, claims, held),
      unknown: withHints(decision.unknown, claims, held),
      fixes: fixes
        ? fixesWithoutNames(decision, { registry: corpus.registry, words, settled, again })
        : decision.fixes,
      problems,
    };
    return { chain, asked, judgement };
  }

  /** The answer about a chain in every place that the question means, fixes left out. */
  decide(chain: Chain, asked: Told["asked"]): Decision {
    return this.#engine.decideEverywhere(this.#ground, chain, asked, { fixes: false });
  }

  /** The links hang on little of the question, so that the questions of one account about one market share them. */
  #prepare({ specs, silence }: Making, asked: Asked): Prepared {
    const about = [silence, asked.use, asked.market, asked.on, asked.facts["plan"]];
    return this.#prepared.get(JSON.stringify([specs, ...about]), () => {
      const making = { specs, silence };
      const undated = buildUndatedChain(this.#corpus, making, asked);
      const withModels = (kept: Omit<Making, "madeOn">): readonly AlternativeChain[] =>
        this.#withModels.get(JSON.stringify([kept.specs, ...about]), () =>
          withEveryModel(this.#corpus, kept, asked),
        );
      let others: readonly AlternativeChain[] | undefined;
      return {
        undated,
        alternatives: () => (others ??= alternativeChains(this.#corpus, making, asked, withModels)),
      };
    });
  }
}

const withoutFacts = (facts: Facts, left: readonly string[]): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => !left.includes(name)));
