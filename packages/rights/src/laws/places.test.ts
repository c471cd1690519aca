import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groundOf, type Facts } from "@cleartitle/title";
import { compile } from "../compile.ts";
import { decide } from "../decide.ts";
import type { Decision, Verdict } from "../decision.ts";
import { acrossVerdicts, PLACE_ASK } from "../places/across-places.ts";
import { asCountry } from "../places/place-facts.ts";
import { dutyKey, worstOf } from "../places/placed.ts";
import { DOMAINS, type Scene } from "../testing/random-corpus.ts";
import { placedScene, TERRITORIES } from "../testing/placed-scene.ts";

const RUNS = {
  numRuns: Number(process.env["CLEARTITLE_LAW_RUNS"] ?? (process.env["CI"] === "true" ? 3_000 : 600)),
  seed: 20_261_130,
};
const ORDER: readonly Verdict[] = ["allowed", "conditional", "unknown", "forbidden"];

/** The engine's answer with more facts stated, in the compiled form. */
function answerer({ corpus, chain, question }: Scene): (facts: Facts) => Decision {
  const engine = compile(corpus);
  const ground = groundOf(corpus);
  return (facts) =>
    engine.decideEverywhere(
      ground,
      chain,
      { ...question, facts: { ...question.facts, ...facts } },
      { fixes: false },
    );
}

/** One pair of places by the plain engine, with the laws of both in the chain: what "as if it had been stated" means. */
function statedPair({ corpus, chain, question }: Scene, territory: string, country: string): Decision {
  const ground = groundOf(corpus);
  const laws = [...new Set([...ground.lawsAt(territory), ...ground.lawsAt(country)])];
  const facts = { ...question.facts, "use.territory": territory, "holder.country": asCountry(country) };
  return decide(corpus, ground.under(chain, laws), { ...question, facts }, { fixes: false });
}

function everyPair(given: Scene): readonly Decision[] {
  const { places } = groundOf(given.corpus);
  return places.flatMap((territory) => places.map((country) => statedPair(given, territory, country)));
}

describe("places that a question leaves out", () => {
  test("L11: are decided, each pair exactly as if it had been stated, in every layer", () => {
    fc.assert(
      fc.property(placedScene, (given) => {
        const pairs = everyPair(given);
        const open = answerer(given)({});
        expect(open.verdict).toBe(acrossVerdicts(pairs.map(({ verdict }) => verdict)));
        for (const [layer, verdict] of Object.entries(open.layers))
          expect(verdict).toBe(
            acrossVerdicts(pairs.map(({ layers }) => layers[layer as keyof typeof layers])),
          );
      }),
      RUNS,
    );
  });

  test("L11: one of the two left out is decided for each of its places, and does not follow from the other", () => {
    fc.assert(
      fc.property(placedScene, fc.constantFrom(...TERRITORIES), (given, place) => {
        const { places } = groundOf(given.corpus);
        const answer = answerer(given);
        const byCountry = places.map((country) => statedPair(given, place, country).verdict);
        expect(answer({ "use.territory": place }).verdict).toBe(acrossVerdicts(byCountry));
        const byTerritory = places.map((territory) => statedPair(given, territory, place).verdict);
        expect(answer({ "holder.country": asCountry(place) }).verdict).toBe(acrossVerdicts(byTerritory));
      }),
      RUNS,
    );
  });

  test("L11: a list of places is the join of its places, and `world` is the list of all", () => {
    const lists = fc.subarray([...TERRITORIES, "elsewhere"], { minLength: 1 });
    fc.assert(
      fc.property(placedScene, lists, fc.constantFrom(...TERRITORIES), (given, list, country) => {
        const { places } = groundOf(given.corpus);
        const answer = answerer(given);
        const worst = (territories: readonly string[], held: string): Verdict =>
          worstOf(territories.map((territory) => statedPair(given, territory, held).verdict));
        const held = { "holder.country": asCountry(country) };
        expect(answer({ ...held, "use.territory": list.join(",") }).verdict).toBe(worst(list, country));
        expect(answer({ ...held, "use.territory": "world" }).verdict).toBe(worst(places, country));
        expect(answer({ "use.territory": list.join(",") }).verdict).toBe(
          acrossVerdicts(places.map((each) => worst(list, each))),
        );
      }),
      RUNS,
    );
  });

  test("L12: naming a fact that was left out and has no default never turns a yes into something weaker", () => {
    fc.assert(
      fc.property(placedScene, (given) => {
        const answer = answerer(given);
        if (answer({}).verdict !== "allowed") return;
        const { places } = groundOf(given.corpus);
        const named: Facts[] = places.flatMap((place) => [
          { "use.territory": place },
          { "holder.country": asCountry(place) },
          { "use.territory": place, "holder.country": "US" },
        ]);
        named.push({ "use.territory": "world" }, { "use.territory": "us,kr" });
        for (const [fact, values] of Object.entries(DOMAINS))
          if (given.question.facts[fact] === undefined)
            named.push(...values.map((value) => ({ [fact]: value })));
        const weaker = named.filter((facts) => answer(facts).verdict !== "allowed");
        expect(weaker).toEqual([]);
      }),
      { ...RUNS, numRuns: RUNS.numRuns * 4 },
    );
  });

  test("what every place asks is owed, what only some ask is one duty, and the places of which more is asked are named", () => {
    fc.assert(
      fc.property(placedScene, (given) => {
        const pairs = everyPair(given);
        const open = answerer(given)({});
        const everywhere = new Set(
          (pairs[0]?.duties ?? [])
            .map(dutyKey)
            .filter((key) => pairs.every(({ duties }) => duties.some((duty) => dutyKey(duty) === key))),
        );
        const more = pairs.some(({ duties }) =>
          duties.some((duty) => !duty.met && !everywhere.has(dutyKey(duty))),
        );
        const owed = open.duties.map(dutyKey);
        for (const key of everywhere) expect(owed).toContain(key);
        expect(owed.includes(PLACE_ASK)).toBe(more);
        const { places } = groundOf(given.corpus);
        expect(open.places.asked).toBe(places.length);
        const least = Math.min(...pairs.map(({ verdict }) => ORDER.indexOf(verdict)));
        for (const place of places) {
          const alone = statedPair(given, place, "elsewhere");
          if (ORDER.indexOf(alone.verdict) > least) expect(open.places.differ).toContain(place);
        }
      }),
      RUNS,
    );
  });

  test("an open answer names the gap, and asks where only if the places differ", () => {
    fc.assert(
      fc.property(placedScene, (given) => {
        const open = answerer(given)({});
        if (open.verdict !== "unknown") return;
        expect(open.unknown.length).toBeGreaterThan(0);
        const asks = open.unknown.some(({ fact }) => fact === "use.territory" || fact === "holder.country");
        expect(asks).toBe(new Set(everyPair(given).map(({ verdict }) => verdict)).size > 1);
      }),
      RUNS,
    );
  });
});
