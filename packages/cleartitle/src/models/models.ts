import { findParty, nearest, type Corpus, type Party } from "@cleartitle/corpus";
import { NOTICE, type Engine } from "@cleartitle/rights";

import { wrong } from "../ask/given-items.ts";
import { parseDay } from "../ask/parse-day.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { licensingOf } from "./licensing-of.ts";
import type { Model } from "./model.ts";

/** The models on record, as `cleartitle.models`. */
export class Models {
  readonly #corpus: Corpus;
  readonly #engine: Engine;
  readonly #today: () => string;

  constructor(corpus: Corpus, engine: Engine, today: () => string) {
    this.#corpus = corpus;
    this.#engine = engine;
    this.#today = today;
  }

  /**
   * What may be done with a model and its images, worked out from the terms for one day: a copy of the model made then, an image
   * made with it then, used then. Models are found by id, name, alias or the name people give its file; so are services that run their own.
   *
   * @param id for example `flux-dev`, `FLUX.1 [dev]`, `sdxl-1.0`, `midjourney`
   * @param options.on an ISO day; today where left out
   * @throws CleartitleError `unknown-party` with the nearest name, `bad-date`
   * @example
   * const cleartitle = await Cleartitle.open();
   * const { licensing } = await cleartitle.models.get("flux-dev", { on: "2026-11-22" });
   * console.log(licensing.commercial, licensing.attribution, licensing.modelUse.commercial, licensing.outputs.commercial.verdict);
   * // false None forbidden unknown
   */
  async get(id: string, options: { readonly on?: string } = {}): Promise<Model> {
    if (typeof id !== "string") throw wrong("models.get", "the id or name of a model as text", id);
    const { readModelOptions } = await import("../ask/library-inputs.ts");
    const { on } = readModelOptions(options);
    const party = this.#find(id);
    const day = on === undefined ? this.#today() : parseDay(on, "on");
    return {
      id: party.id,
      kind: party.kind === "service" ? "service" : "model",
      name: party.name,
      aliases: party.aliases,
      operator: party.operator,
      home: party.home,
      own: party.own,
      on: day,
      licensing: licensingOf(this.#corpus, this.#engine, party, day),
      notice: NOTICE,
    };
  }

  #find(id: string): Party {
    const found = findParty(this.#corpus, "model", id) ?? findParty(this.#corpus, "service", id);
    if (found !== undefined) return found;
    const parties = Object.values(this.#corpus.parties).filter(
      ({ kind }) => kind === "model" || kind === "service",
    );
    const near = nearest(
      id,
      parties.flatMap(({ id: known, name, aliases }) => [known, name, ...aliases]),
    );
    throw new CleartitleError(
      "unknown-party",
      `No model on record is called "${id}".${near === undefined ? " `cleartitle terms list --kind model` lists all." : ` Did you mean "${near}"?`}`,
    );
  }
}
