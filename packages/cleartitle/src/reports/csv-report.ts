import type { Answer } from "../answer.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import { layerNames } from "../render/layer-names.ts";
import { openDuties } from "../render/todo.ts";
import { decidingReasons } from "../render/why.ts";
import { withoutOrders } from "../terminal/guarded-screen.ts";
import type { Output } from "../terminal/output.ts";
import { csvLine, isFormula, type CsvStyle } from "./csv-line.ts";
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
 * One line a file. Values that a spreadsheet might take for formulas are made text, or with the style `csv-raw` left as they are; `onFormula` hears of
 * the first of them.
 */
export class CsvReport implements Report {
  readonly #output: Output;
  readonly #run: RunFacts;
  readonly #style: CsvStyle;
  readonly #onFormula: () => void;
  #begun = false;
  #warned = false;

  constructor(output: Output, run: RunFacts, style: CsvStyle, onFormula: () => void) {
    this.#output = output;
    this.#run = run;
    this.#style = style;
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
    if (!this.#warned && values.some(isFormula)) {
      this.#warned = true;
      this.#onFormula();
    }
    const shown = this.#output.isTerminal ? values.map(withoutOrders) : values;
    await this.#output.write(csvLine(shown, this.#style));
  }
}

const list = (values: readonly string[]): string => [...new Set(values)].join("; ");
