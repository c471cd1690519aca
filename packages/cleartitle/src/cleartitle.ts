import type { Corpus } from "@cleartitle/corpus";
import { CorpusError, loadCorpus } from "@cleartitle/corpus/node";
import { compile, type Engine } from "@cleartitle/rights";
import { identify, modelSpec } from "@cleartitle/title";
import type { Evidence, ModelClaim } from "@cleartitle/evidence";
import { createCredentialReader, type ClosableCredentialReader } from "@cleartitle/evidence/node";
import type { ScanOptions } from "@cleartitle/evidence/node-scan";

import type { Answer, Inspection, Judgement, RecognisedModel } from "./answer.ts";
import type { Attribution } from "./attribution/attribution.ts";
import { attributionOf } from "./attribution/attribution-of.ts";
import type { LedgerAttestations } from "./attested/ledger-attestations.ts";
import { givenItems, givenPathOf, type Items } from "./ask/given-items.ts";
import { checkedBefore, type Inputs } from "./ask/inputs.ts";
import { dayOf } from "./ask/parse-day.ts";
import type { CheckedQuestion, Question } from "./ask/question.ts";
import { applyDeclarations } from "./declarations/apply-declarations.ts";
import { CleartitleError } from "./cleartitle-error.ts";
import { corpusFolder } from "./corpus-folder.ts";
import { namedWords, textsOfFile } from "./content/named-words.ts";
import { explain } from "./explain/explain.ts";
import type { Explanation } from "./explain/explanation.ts";
import { readImage, type ImageSource } from "./files/read-image.ts";
import { Judge } from "./judge/judge.ts";
import { makingOf, wordsFor } from "./judge/making-of.ts";
import { Models } from "./models/models.ts";
import { ComplianceLog } from "./records/compliance-log.ts";
import type { LedgerPlace } from "./records/ledger-place.ts";

export interface OpenOptions {
  /** Folder of the corpus; the one that comes with Cleartitle where left out. */
  readonly corpus?: string;
  /** Folders with your own terms, merged over the public ones. */
  readonly own?: readonly string[];
  /** Folder of the ledger; CLEARTITLE_LEDGER or `.cleartitle/ledger` of the project where left out. It is made when something is recorded. */
  readonly ledger?: string;
  /** Certificates of issuers of Content Credentials to be trusted besides the pinned ones, as PEM: one or many, for example a trust list. */
  readonly anchors?: string;
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
  /** The models on record: `await cleartitle.models.get("flux-dev")`. */
  readonly models: Models;
  /** What was generated and decided, on record: `await cleartitle.complianceLog.save({ … })`. */
  readonly complianceLog: ComplianceLog;
  readonly #now: () => Date;
  readonly #engine: Engine;
  readonly #judge: Judge;
  readonly #inputs: Inputs;
  readonly #credentials: ClosableCredentialReader;
  /** Null where no ledger was named: what a project has on record is then left alone. */
  readonly #attestations: (() => Promise<LedgerAttestations>) | null;

  private constructor(
    corpus: Corpus,
    inputs: Inputs,
    { now, ledger, anchors = "" }: OpenOptions & { readonly now: () => Date },
  ) {
    this.corpus = corpus;
    this.#now = now;
    this.#inputs = inputs;
    this.#engine = compile(corpus);
    this.#judge = new Judge(corpus, this.#engine);
    this.models = new Models(corpus, this.#engine, () => dayOf(now()));
    this.#credentials = createCredentialReader({ now, anchors });
    const place = async (): Promise<LedgerPlace> => {
      const { findLedger } = await import("./records/ledger-place.ts");
      return findLedger(ledger === undefined ? {} : { ledger }, process.env, process.cwd());
    };
    this.complianceLog = new ComplianceLog(this, place, now);
    let attestations: LedgerAttestations | undefined;
    this.#attestations =
      ledger === undefined
        ? null
        : async () => {
            const { LedgerAttestations } = await import("./attested/ledger-attestations.ts");
            return (attestations ??= new LedgerAttestations(corpus, await place(), this.complianceLog));
          };
  }

  /**
   * Loads the terms once; every answer is made from them.
   *
   * @throws CleartitleError `corpus-unreadable` where the corpus is missing or has a mistake, `usage` for an option of the wrong type
   */
  static async open(options: OpenOptions = {}): Promise<Cleartitle> {
    const { libraryInputs, readOpenOptions } = await import("./ask/library-inputs.ts");
    const { now = (): Date => new Date(), ...given } = readOpenOptions(options);
    const corpus = await loadTerms(given, now);
    return new Cleartitle(
      corpus,
      libraryInputs(corpus, () => dayOf(now())),
      { ...given, now },
    );
  }

  /**
   * The same for the command, which checks what it is asked once, and before any file is read: what it hands over is taken as it is. The schema takes
   * longer to load than an answer.
   */
  static async openForCommand(options: OpenOptions & { readonly now: () => Date }): Promise<Cleartitle> {
    return new Cleartitle(await loadTerms(options, options.now), checkedBefore, options);
  }

  /** What a file says about how it was made. Nothing in it is a decision. A path, bytes or a `Blob`. */
  async inspect(source: ImageSource): Promise<Inspection> {
    const evidence = await readImage(source, this.#credentials.read);
    return this.#inspection(typeof source === "string" ? source : "", evidence);
  }

  /**
   * What any number of files say, in the order in which they come: read in threads of their own, with no more of them on the way than memory
   * has room for. A file that hangs or cannot be read has a problem instead; null stands for an item that has no path. Leave the loop, and the
   * threads end.
   *
   * @example
   * for await (const { item, inspection } of cleartitle.inspectMany(paths, (path) => path)) console.log(item, inspection?.tool?.id);
   */
  async *inspectMany<Item>(
    items: Items<Item>,
    pathOf: (item: Item) => string | null,
    options: Omit<ScanOptions, "credentials"> = {},
  ): AsyncGenerator<{ readonly item: Item; readonly inspection: Inspection | null }> {
    const source = givenItems(items);
    const place = givenPathOf(pathOf);
    const given = this.#inputs.scanOptions(options);
    const { scanFiles } = await import("@cleartitle/evidence/node-scan");
    const scanned = scanFiles(source, place, { ...given, credentials: this.#credentials.read });
    for await (const { item, evidence } of scanned) {
      yield { item, inspection: evidence === null ? null : this.#inspection(place(item) ?? "", evidence) };
    }
  }

  /**
   * Reads an image and decides one use of it. `question.made` is what you declare beside what the file says, and has the last word. What people
   * vouch for in the ledger that Cleartitle was opened with counts too, below what the question says.
   */
  async check(source: ImageSource, question: Question): Promise<Answer> {
    const asked = this.#inputs.question(question);
    const evidence = await readImage(source, this.#credentials.read);
    const inspection = this.#inspection(typeof source === "string" ? source : "", evidence);
    const whole = await this.#withRecords(inspection, asked);
    return { file: inspection.file, evidence: inspection, decision: this.#decide(inspection, whole) };
  }

  /**
   * The question with what the ledger has on record about a file, or with null about none, for {@link decide}, {@link judge} and {@link explain}.
   * Without a ledger it is the question itself; one that cannot be read adds a remark, and the answer is made without it.
   */
  async withRecords(evidence: Evidence | Inspection | null, question: Question): Promise<Question> {
    return this.#withRecords(evidence, this.#inputs.question(question));
  }

  async #withRecords(
    evidence: Evidence | Inspection | null,
    asked: CheckedQuestion,
  ): Promise<CheckedQuestion> {
    if (this.#attestations === null) return asked;
    const standing = await (await this.#attestations()).about(evidence?.sha256 ?? null, asked);
    const today = dayOf(this.#now());
    return applyDeclarations(this.corpus, [], { question: asked, inspection: null, today, standing })
      .question;
  }

  /** Decides about evidence that was read before; null where it is not of an image. */
  decide(evidence: Evidence | Inspection, question: Question): Judgement | null {
    return this.#decide(this.#inputs.evidence(evidence), this.#inputs.question(question));
  }

  /** Decides a question without a file: `question.made` is all that is known about the making. */
  judge(question: Question): Judgement {
    const asked = this.#inputs.question(question);
    return this.#judge.tell(makingOf(null, asked), asked, wordsFor(null, asked)).judgement;
  }

  /**
   * The whole story of an answer: what each link brings, which rules nearly counted, what the verdict rests on, what each open answer would
   * lead to. `evidence` is what {@link inspect} gave, or null for a question without a file. Null where the evidence is not of an image.
   */
  explain(evidence: Inspection | null, question: Question): Explanation | null {
    return this.#explain(
      evidence === null ? null : this.#inputs.evidence(evidence),
      this.#inputs.question(question),
    );
  }

  #explain(evidence: Inspection | null, question: CheckedQuestion): Explanation | null {
    if (evidence?.format === "unknown") return null;
    const words = wordsFor(evidence, question);
    const told = this.#judge.tell(makingOf(evidence, question), question, words);
    const { facts } = question;
    return explain({
      corpus: this.corpus,
      ...told,
      stated: facts,
      decide: (chain, asked) => this.#judge.decide(chain, asked),
      vary: (change) => {
        const varied = {
          ...question,
          ...change,
          made: { ...question.made, ...change.made },
          facts: { ...facts, ...change.facts },
        };
        return this.#judge.tell(makingOf(evidence, varied), varied, words, false).judgement;
      },
    });
  }

  /**
   * The line that says how an image was made, and whether anybody asks for it, from a decision about it. Throws `no-attribution` where the chain
   * names nothing.
   *
   * @example
   * const { evidence, decision } = await cleartitle.check("picture.png", { use: "marketing" });
   * if (decision !== null) console.log(cleartitle.attribution(decision, evidence).text);
   */
  attribution(decision: Judgement, evidence: Inspection | null = null): Attribution {
    return attributionOf(
      this.corpus,
      this.#inputs.decision(decision),
      evidence === null ? null : this.#inputs.evidence(evidence),
    );
  }

  /** Ends the worker that reads Content Credentials, which left alone does not keep the process alive, and gives the ledger back. */
  async close(): Promise<void> {
    await (await this.#attestations?.())?.close();
    await this.complianceLog.close();
    await this.#credentials.close();
  }

  #decide(evidence: Evidence | Inspection, question: CheckedQuestion): Judgement | null {
    if (evidence.format === "unknown") return null;
    return this.#judge.tell(makingOf(evidence, question), question, wordsFor(evidence, question)).judgement;
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
      content: namedWords(textsOfFile(evidence)).claims,
    };
  }
}

async function loadTerms({ corpus, own = [] }: OpenOptions, now: () => Date): Promise<Corpus> {
  try {
    return await loadCorpus(corpus ?? corpusFolder(), { own, today: dayOf(now()) });
  } catch (error) {
    if (error instanceof CorpusError) throw new CleartitleError("corpus-unreadable", error.message, error);
    throw error;
  }
}
