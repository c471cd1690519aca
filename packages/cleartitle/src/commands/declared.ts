import { resolve } from "node:path";

import type { Corpus } from "@cleartitle/corpus";
import { servicesOf } from "@cleartitle/title";

import type { Inspection } from "../answer.ts";
import { dayOf } from "../ask/parse-day.ts";
import type { CheckedQuestion } from "../ask/question.ts";
import { requirePlanOf } from "../ask/require-plan-of.ts";
import { nothingOnRecord, type StandingFacts } from "../attested/attested.ts";
import { applyDeclarations, type DeclaredCase } from "../declarations/apply-declarations.ts";
import { loadDeclarations, type LoadedDeclarations } from "../declarations/load-declarations.ts";
import type { Surroundings } from "../surroundings.ts";
import { safeText } from "../terminal/safe-text.ts";

export interface DeclaredOptions {
  /** commander's form of `--no-declarations`. */
  readonly declarations?: boolean;
}

/** What is declared in the files that hold here, for the commands that answer. */
export class Declared {
  readonly files: readonly LoadedDeclarations[];
  readonly #corpus: Corpus;
  readonly #around: Surroundings;
  readonly #told = new Set<string>();

  private constructor(files: readonly LoadedDeclarations[], corpus: Corpus, around: Surroundings) {
    this.files = files;
    this.#corpus = corpus;
    this.#around = around;
  }

  /** Loads the declarations and says on standard error which they are: an answer must not hang on a file that nobody thinks of. */
  static async open(options: DeclaredOptions, corpus: Corpus, around: Surroundings): Promise<Declared> {
    const { environment } = around;
    const files =
      options.declarations === false
        ? []
        : await loadDeclarations(corpus, environment, resolve("."), dayOf(around.now()));
    const declared = new Declared(files, corpus, around);
    for (const { path } of files)
      declared.#tell(`Declarations used: ${path} (--no-declarations leaves them out).`);
    return declared;
  }

  /** The options, with use and market as declared where neither is given. */
  withDefaults<Options extends { readonly for?: string; readonly market?: string }>(
    options: Options,
  ): Options {
    if (options.for !== undefined || options.market !== undefined) return options;
    const { use, market } =
      this.files.findLast(({ declarations }) => declarations.defaults !== undefined)?.declarations.defaults ??
      {};
    return {
      ...options,
      ...(use === undefined ? {} : { for: use }),
      ...(market === undefined ? {} : { market }),
    };
  }

  /** A question about a file, or about none, with what is declared and what is on record; what could not be taken is told once. */
  apply<Evidence extends Inspection | null>(
    question: CheckedQuestion,
    inspection: Evidence,
    standing: StandingFacts = nothingOnRecord,
  ): DeclaredCase<Evidence> {
    const today = dayOf(this.#around.now());
    if (inspection !== null) this.#refusePlan(question, inspection);
    const declared = applyDeclarations(this.#corpus, this.files, { question, inspection, today, standing });
    for (const each of declared.open) this.#tell(`Not taken from the declarations: ${each}`);
    return declared;
  }

  /** A plan that was typed for a service that the file names: it could not be held against it before. */
  #refusePlan({ facts, made }: CheckedQuestion, inspection: Inspection): void {
    const { plan } = facts;
    if (typeof plan !== "string" || plan === "none") return;
    if (made.chain.some(({ service, gateway }) => service !== undefined || gateway !== undefined)) return;
    const hosts = [
      ...servicesOf(inspection),
      ...(inspection.gateway === null ? [] : [inspection.gateway.id]),
    ];
    requirePlanOf(
      hosts.flatMap((id) => this.#corpus.parties[id] ?? []),
      plan,
    );
  }

  #tell(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#around.stderr.write(`${safeText(text)}\n`);
  }
}
