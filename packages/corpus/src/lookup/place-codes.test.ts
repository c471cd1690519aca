import { join } from "node:path";
import { expect, test } from "vitest";
import { loadCorpus } from "../node/load-corpus.ts";

const corpus = await loadCorpus(join(import.meta.dirname, "../../../../corpus"));

const TERRITORY = /^(?:world|eu|[a-z]{2}(?:-[a-z]{2,3})?)$/u;
const COUNTRY = /^(?:EU|[A-Z]{2}(?:-[A-Z]{2,3})?)$/u;
/** A code of two letters that the platform knows as a country. */
const isCountry = (code: string): boolean =>
  new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(code.slice(0, 2).toUpperCase()) !==
  undefined;

test("laws name places in lower case: a country, a part of one, the Union or the world", () => {
  const wrong = Object.values(corpus.parties).flatMap(({ id, territory }) =>
    territory
      .filter((code) => !TERRITORY.test(code) || !(code === "world" || isCountry(code)))
      .map((code) => `${id}: ${code}`),
  );
  expect(wrong).toEqual([]);
});

test("rules name territories in lower case and countries in capitals, or they would never hold", () => {
  const wrong: string[] = [];
  for (const { rules } of Object.values(corpus.parties)) {
    for (const { id, when } of rules) {
      for (const test of when) {
        if (test.kind === "range" || !(test.fact === "use.territory" || test.fact === "holder.country"))
          continue;
        const form = test.fact === "use.territory" ? TERRITORY : COUNTRY;
        for (const value of test.values) {
          const code = String(value);
          if (code === "none" || code === "elsewhere") continue;
          if (!form.test(code) || (code !== "world" && !isCountry(code))) wrong.push(`${id}: ${code}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});
