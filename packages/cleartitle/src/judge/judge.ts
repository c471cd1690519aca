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
  type Ground,
  type Making,
  type UndatedChain,
} from "@cleartitle/title";

import type { ContentClaim, Judgement } from "../answer.ts";
import { askedAsFacts } from "../ask/asked-as-facts.ts";
import type { CheckedQuestion } from "../ask/question.ts";
import { inferredFacts } from "../content/inferred-facts.ts";
import { contradictions, fixesWithContent, fixWithoutNames, withHints } from "../content/with-content.ts";
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

/** Answers questions about makings with one corpus: builds the chain, has the engine decide, and adds what the prompt and the records say. */
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
  tell(
    making: Making,
    question: CheckedQuestion,
    content: readonly ContentClaim[],
    fixes: boolean = true,
  ): Told {
    const corpus = this.#corpus;
    const { market: answered, others: stated } = askedAsFacts(question.facts);
    const inferred = inferredFacts(corpus.registry, content, stated);
    const market = question.market ?? answered;
    const asked = {
      use: question.use,
      market: market === null ? null : (findParty(corpus, "market", market)?.id ?? market),
      on: question.on,
      facts: content.length === 0 ? stated : { ...inferred, ...stated },
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
    const { facts: attested = [], remarks = [] } = question.onRecord ?? {};
    const recorded = remarks.map((message) => ({ code: "on-record", message }) as const);
    if (content.length === 0) {
      const problems = recorded.length === 0 ? chain.problems : [...chain.problems, ...recorded];
      return { chain, asked, judgement: { ...decision, inferred, attested, problems } };
    }
    const judgement = {
      ...decision,
      attested,
      duties: withHints(decision.duties, content),
      unknown: withHints(decision.unknown, content),
      fixes: fixesWithContent(
        fixes && decision.verdict !== "allowed" && decision.verdict !== "conditional"
          ? fixWithoutNames(decision, content, inferred, (change) =>
              this.decide(bare, { ...asked, facts: { ...asked.facts, ...change } }),
            )
          : decision.fixes,
        content,
        inferred,
      ),
      inferred,
      problems: [...chain.problems, ...contradictions(content, stated, attested), ...recorded],
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
