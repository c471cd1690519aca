import type { Answer } from "../answer.ts";
import { fullAnswer } from "../render/full-answer.ts";
import type { Names } from "../render/names.ts";
import { withoutFacts, type Typed } from "../render/next-command.ts";
import { shortAnswer } from "../render/short-answer.ts";
import { corpusText } from "../render/small-print.ts";
import { overviewText } from "../render/overview-text.ts";
import { ink } from "../render/ink.ts";
import type { Overview } from "../overview/overview.ts";
import type { Output } from "../terminal/output.ts";
import type { Paper } from "../terminal/paper.ts";
import { wrap } from "../terminal/wrap.ts";

export interface TextReportOptions {
  readonly paper: Paper;
  readonly names: Names;
  readonly typed: Typed;
  /** Every file in full. */
  readonly details: boolean;
}

/** Answers for people: one file in full; of many a few lines each, and a summary at the end. */
export class TextReport {
  readonly #output: Output;
  readonly #options: TextReportOptions;
  /** The first answer waits until it is known whether it is the only one. */
  #first: Answer | null = null;
  #last: Answer | null = null;
  #count = 0;

  constructor(output: Output, options: TextReportOptions) {
    this.#output = output;
    this.#options = options;
  }

  async add(answer: Answer): Promise<void> {
    this.#count += 1;
    if (answer.decision !== null) this.#last = answer;
    if (this.#count === 1) {
      this.#first = answer;
      return;
    }
    await this.#writeFirst(this.#options.details);
    await this.#write(answer, this.#options.details);
  }

  async end(overview: Overview): Promise<void> {
    await this.#writeFirst(true);
    if (this.#count < 2) return;
    const { paper, names, typed, details } = this.#options;
    const decision = this.#last?.decision ?? null;
    const denied = overview.denied.facts.map(({ value }) => ({ fact: value }));
    const options = withoutFacts(typed.options, denied);
    const lines = [overviewText(paper, names, overview, decision)];
    if (!details) lines.push(`All about one of them: ${[typed.name, "check", "FILE", ...options].join(" ")}`);
    if (decision !== null)
      lines.push(...wrap(corpusText(decision), paper.width).map((line) => ink(paper, "faint", line)));
    await this.#output.write(`${lines.join("\n")}\n`);
  }

  async #writeFirst(full: boolean): Promise<void> {
    const answer = this.#first;
    this.#first = null;
    if (answer !== null) await this.#write(answer, full);
  }

  async #write(answer: Answer, full: boolean): Promise<void> {
    const { paper, names, typed } = this.#options;
    const alone = this.#count === 1;
    const text = full ? fullAnswer(paper, names, answer, typed) : shortAnswer(paper, names, answer);
    await this.#output.write(alone ? text : `${text}\n`);
  }
}
