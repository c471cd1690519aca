import * as fc from "fast-check";
import type { Fact, Party, Test } from "@cleartitle/corpus";
import { fact, ruleSeed, scene, toParty, type RuleSeed, type Scene } from "./random-corpus.ts";

/** Places of the random world: a country, a part of it, another country, and places that only rules name. */
export const TERRITORIES = ["us", "us-ny", "kr", "jp"] as const;
const LAWS: Readonly<Record<string, readonly string[]>> = {
  law_a: ["us"],
  law_b: ["us-ny"],
  law_c: ["kr", "us"],
};

const placeTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({
    fact: fc.constant("use.territory"),
    kind: fc.constantFrom("in" as const, "not-in" as const),
    values: fc.subarray(["us", "kr", "jp"], { minLength: 1 }),
  }),
  fc.record({
    fact: fc.constant("holder.country"),
    kind: fc.constantFrom("in" as const, "not-in" as const),
    values: fc.subarray(["US", "KR"], { minLength: 1 }),
  }),
);

const FACTS: readonly Fact[] = [
  fact("use.territory", { type: "text", values: null, closed: false, subject: "use" }),
  fact("holder.country", { type: "text", values: null, closed: false, subject: "holder" }),
];

/**
 * A scene with laws of places, and with rules of licensors and laws that test places themselves. The places are left out of its question.
 */
export const placedScene: fc.Arbitrary<Scene> = fc
  .record({
    given: scene,
    laws: fc.tuple(...Object.keys(LAWS).map(() => fc.array(ruleSeed(true), { maxLength: 2 }))),
    tests: fc.array(fc.option(placeTest, { nil: null, freq: 2 }), { minLength: 12, maxLength: 12 }),
  })
  .map(({ given, laws, tests }): Scene => {
    let at = 0;
    const withPlaceTest = (party: Party): Party => ({
      ...party,
      rules: party.rules.map((rule) => {
        const test = tests[at++] ?? null;
        return test === null ? rule : { ...rule, when: [...rule.when, test] };
      }),
    });
    const parties: Record<string, Party> = {};
    for (const [id, party] of Object.entries(given.corpus.parties)) parties[id] = withPlaceTest(party);
    Object.entries(LAWS).forEach(([id, territory], index) => {
      parties[id] = withPlaceTest(lawOf(id, territory, laws[index] ?? []));
    });
    const facts = {
      ...given.corpus.registry.facts,
      ...Object.fromEntries(FACTS.map((each) => [each.code, each])),
    };
    return {
      ...given,
      corpus: { ...given.corpus, parties, registry: { ...given.corpus.registry, facts } },
    };
  });

function lawOf(id: string, territory: readonly string[], seeds: readonly RuleSeed[]): Party {
  const party = toParty(id, seeds);
  const rules = party.rules.map((rule) => ({ ...rule, source: { ...rule.source, governs: "use" as const } }));
  return { ...party, kind: "law", stance: "objection", plans: {}, territory, rules };
}
