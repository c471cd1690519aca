import type { Answer } from "../answer.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import { layerNames } from "../render/layer-names.ts";
import { openDuties } from "../render/todo.ts";
import { decidingReasons } from "../render/why.ts";
import type { Output } from "../terminal/output.ts";
import type { Report, RunFacts } from "./report.ts";

const columns = [
  "file",
  "sha256",
  "verdict",
  ...Object.keys(layerNames),
  "reasons",
  "sources",
  "duties",
  "confirm",
  "questions",
  "gaps",
  "fix",
  "problem",
  "use",
  "market",
  "on",
  "corpus",
  "digest",
  "notice",
];

/**
 * One line a file as RFC 4180 has it: comma, CRLF, quotes doubled. Values are what they are, also where one begins with `=`, `+`, `-` or `@` and a
 * spreadsheet might take it for a formula; `onFormula` hears of the first such value.
 */
export class CsvReport implements Report {
  readonly #output: Output;
  readonly #run: RunFacts;
  readonly #onFormula: () => void;
  #begun = false;
  #warned = false;

  constructor(output: Output, run: RunFacts, onFormula: () => void) {
    this.#output = output;
    this.#run = run;
    this.#onFormula = onFormula;
  }

  async add({ file, evidence, decision }: Answer): Promise<void> {
    await this.#begin();
    const { use, market, on, corpus } = this.#run;
    const unknown = decision?.unknown ?? [];
    const reasons = decision === null ? [] : decidingReasons(decision);
    await this.#line([
      file,
      evidence.sha256 ?? "",
      decision?.verdict ?? "",
      ...Object.keys(layerNames).map((layer) => decision?.layers[layer as keyof typeof layerNames] ?? ""),
      list(reasons.map(({ rule }) => rule)),
      list(reasons.flatMap(({ source }) => source.url ?? [])),
      list(decision === null ? [] : openDuties(decision).map(({ code }) => code)),
      list((decision?.duties ?? []).flatMap(({ fact, met }) => (fact === undefined || met ? [] : [fact]))),
      list(
        unknown.flatMap(({ kind, fact }) => (kind === "missing-fact" && fact !== undefined ? [fact] : [])),
      ),
      list(unknown.flatMap(({ kind, text }) => (kind === "missing-fact" ? [] : [text]))),
      decision?.fixes[0]?.text ?? "",
      list(
        decision === null
          ? evidence.problems.map(({ message }) => message)
          : deniedFacts(decision).map(({ code, message }) => `${code}: ${message}`),
      ),
      use,
      market ?? "",
      on,
      corpus.version,
      corpus.digest,
      decision?.notice ?? "",
    ]);
  }

  async end(): Promise<void> {
    await this.#begin();
  }

  async #begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.#line(columns);
  }

  async #line(values: readonly string[]): Promise<void> {
    if (!this.#warned && values.some((value) => /^[=+\-@\t\r]/.test(value))) {
      this.#warned = true;
      this.#onFormula();
    }
    await this.#output.write(`${values.map(field).join(",")}\r\n`);
  }
}

const list = (values: readonly string[]): string => [...new Set(values)].join("; ");

const field = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
