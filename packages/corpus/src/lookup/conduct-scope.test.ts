import { join } from "node:path";
import { expect, test } from "vitest";
import { loadCorpus } from "../node/load-corpus.ts";

/** Topics of conduct: what may be shown and how it may be presented. Such clauses bind everybody, unless they name a purpose. */
const CONDUCT: ReadonlySet<string> = new Set([
  "acceptable-use",
  "adult-content",
  "real-people",
  "political-use",
  "label",
]);

/** Rules whose clause itself speaks of commercial use only. */
const NAMES_COMMERCE: ReadonlySet<string> = new Set(["openai-beta-policy"]);

test("rules of services and gateways on conduct are limited to commercial use only where their clause is", async () => {
  const corpus = await loadCorpus(join(import.meta.dirname, "../../../../corpus"));
  const limited = Object.values(corpus.parties)
    .filter(({ kind }) => kind === "service" || kind === "gateway")
    .flatMap(({ rules }) => rules)
    .filter(
      ({ topic, known, effect }) => CONDUCT.has(topic) && known.until === null && effect !== "permission",
    )
    .filter(({ uses }) => uses?.length === 1 && uses[0] === "commercial")
    .map(({ id }) => id);
  expect(limited.filter((id) => !NAMES_COMMERCE.has(id))).toEqual([]);
});
