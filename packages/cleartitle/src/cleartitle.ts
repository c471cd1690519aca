import { existsSync } from "node:fs";
import { join } from "node:path";

import { findParty, type Corpus } from "@cleartitle/corpus";
import { loadCorpus } from "@cleartitle/corpus/node";
import { compile, type Engine } from "@cleartitle/rights";
import {
  alternativeChains,
  buildUndatedChain,
  dateChain,
  identify,
  makingFromEvidence,
  modelSpec,
  specsFromQuestion,
  withEveryModel,
  type AlternativeChain,
  type Asked,
  type Making,
  type UndatedChain,
} from "@cleartitle/title";
import type { Evidence, ModelClaim } from "@cleartitle/evidence";
import { createCredentialReader, type ClosableCredentialReader } from "@cleartitle/evidence/node";

import type { Answer, Inspection, Judgement, RecognisedModel } from "./answer.ts";
import { checkFacts } from "./ask/check-facts.ts";
import { findUse } from "./ask/find-use.ts";
import { dayOf, parseDay } from "./ask/parse-day.ts";
import type { Question } from "./ask/question.ts";
import { readImage, type ImageSource } from "./files/read-image.ts";
import { Recent } from "./recent.ts";

const mostKept = 64;
const mostShared = 20;

/** A chain of title, and the other chains that might do instead, built when they are asked for. */
interface Prepared {
  readonly undated: UndatedChain;
  readonly alternatives: () => readonly AlternativeChain[];
}

export interface OpenOptions {
  /** Folder of the corpus; the one that comes with Cleartitle where left out. */
  readonly corpus?: string;
  /** Folders with your own terms, merged over the public ones. */
  readonly own?: readonly string[];
  /** The clock; the system's where left out. Only the default of "today" is taken from it. */
  readonly now?: () => Date;
}

/**
 * Answers whether you may use an AI-made image, why, and what to do first. Information, never legal advice.
 *
 * @example
 * const cleartitle = await Cleartitle.open();
 * const { decision } = await cleartitle.check("picture.png", { use: "stock-licensing", market: "adobe-stock" });
 * console.log(decision?.verdict); // "allowed", "conditional", "forbidden" or "unknown"
 */
export class Cleartitle {
  readonly corpus: Corpus;
  readonly #now: () => Date;
  readonly #prepared = new Recent<Prepared>(mostKept);
  /** The chains with every other model do not hang on the model used, so that images of many models share them. */
  readonly #withModels = new Recent<readonly AlternativeChain[]>(mostShared);
  readonly #engine: Engine;
  readonly #credentials: ClosableCredentialReader;

  private constructor(corpus: Corpus, now: () => Date) {
    this.corpus = corpus;
    this.#now = now;
    this.#engine = compile(corpus);
    this.#credentials = createCredentialReader({ now });
  }

  /** Loads the terms once; every answer is made from them. Fails where the corpus is missing or has a mistake. */
  static async open({ corpus, own, now }: OpenOptions = {}): Promise<Cleartitle> {
    const loaded = await loadCorpus(corpus ?? ownCorpus(), own === undefined ? {} : { own });
    return new Cleartitle(loaded, now ?? ((): Date => new Date()));
  }

  /** What a file says about how it was made. Nothing in it is a decision. A path, bytes or a `Blob`. */
  async inspect(source: ImageSource): Promise<Inspection> {
    const evidence = await readImage(source, this.#credentials.read);
    return this.#inspection(typeof source === "string" ? source : "", evidence);
  }

  /** Reads an image and decides one use of it. `question.made` is what you declare beside what the file says, and has the last word. */
  async check(source: ImageSource, question: Question): Promise<Answer> {
    const evidence = await readImage(source, this.#credentials.read);
    const inspection = this.#inspection(typeof source === "string" ? source : "", evidence);
    return { file: inspection.file, evidence: inspection, decision: this.decide(evidence, question) };
  }

  /** Decides about evidence that was read before; null where it is not of an image. */
  decide(evidence: Evidence, question: Question): Judgement | null {
    if (evidence.format === "unknown") return null;
    const declared = { specs: specsFromQuestion(question.made?.chain ?? []), madeOn: madeOn(question) };
    return this.#judge(makingFromEvidence(evidence, declared), question);
  }

  /** Decides a question without a file: `question.made` is all that is known about the making. */
  judge(question: Question): Judgement {
    const specs = specsFromQuestion(question.made?.chain ?? []);
    return this.#judge(
      { specs, madeOn: madeOn(question), silence: "the question does not say how it was made" },
      question,
    );
  }

  /** Ends the worker that reads Content Credentials. Left alone it does not keep the process alive. */
  async close(): Promise<void> {
    await this.#credentials.close();
  }

  #judge(making: Making, question: Question): Judgement {
    const { corpus } = this;
    const facts = question.facts ?? {};
    checkFacts(corpus.registry, facts);
    const market = question.market ?? null;
    const asked: Asked = {
      use: findUse(corpus, question.use),
      market: market === null ? null : (findParty(corpus, "market", market)?.id ?? market),
      on: question.on === undefined ? dayOf(this.#now()) : parseDay(question.on, "on"),
      facts,
    };
    const known =
      question.known === undefined || question.known === null ? null : parseDay(question.known, "known");
    const { undated, alternatives } = this.#prepare(making, asked);
    const chain = dateChain(undated, making.madeOn, asked.on);
    const decision = this.#engine.decide(
      chain,
      { ...asked, known },
      {
        alternatives: () =>
          alternatives().map((other) => ({
            ...other,
            chain: dateChain(other.chain, making.madeOn, asked.on),
          })),
      },
    );
    return { ...decision, problems: chain.problems };
  }

  /** The links hang on little of the question, so that the questions of one account about one market share them. */
  #prepare({ specs, silence }: Making, asked: Asked): Prepared {
    const { plan, "use.territory": territory, "holder.country": country } = asked.facts;
    const about = [silence, asked.use, asked.market, asked.on, plan, territory, country];
    return this.#prepared.get(JSON.stringify([specs, ...about]), () => {
      const making = { specs, silence };
      const undated = buildUndatedChain(this.corpus, making, asked);
      const withModels = (kept: Omit<Making, "madeOn">): readonly AlternativeChain[] =>
        this.#withModels.get(JSON.stringify([kept.specs, ...about]), () =>
          withEveryModel(this.corpus, kept, asked),
        );
      let others: readonly AlternativeChain[] | undefined;
      return {
        undated,
        alternatives: () => (others ??= alternativeChains(this.corpus, making, asked, withModels)),
      };
    });
  }

  #inspection(file: string, evidence: Evidence): Inspection {
    const recognise =
      (kind: "model" | "adapter") =>
      (claim: ModelClaim): RecognisedModel => ({
        ...claim,
        party: identify(this.corpus, modelSpec(claim, kind)).party?.id ?? null,
      });
    return {
      file,
      ...evidence,
      models: evidence.models.map(recognise("model")),
      adapters: evidence.adapters.map(recognise("adapter")),
    };
  }
}

/** A making date may be declared as such or, in answer to the question that asks for it, as a fact. */
function madeOn({ made, facts }: Question): string | null {
  const fact = facts?.["made.on"];
  return made?.on ?? (typeof fact === "string" ? fact : null);
}

/** Beside the built code lies the compiled corpus; in a checkout the authored one lies at the root. */
function ownCorpus(): string {
  const built = join(import.meta.dirname, "corpus");
  return existsSync(built) ? built : join(import.meta.dirname, "../../../corpus");
}
