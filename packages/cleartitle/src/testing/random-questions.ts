import type { Corpus, Fact, FactValue, Party } from "@cleartitle/corpus";
import { groundOf } from "@cleartitle/title";

import type { Question } from "../ask/question.ts";

/** A random question that the corpus can be asked, and every way to name one fact that it leaves out. */
export interface RandomQuestion {
  readonly question: Question;
  readonly namings: () => Iterable<Question>;
}

const days = [
  "2021-03-01",
  "2022-09-15",
  "2023-06-01",
  "2024-05-05",
  "2025-07-01",
  "2026-07-10",
  "2025",
  "2024-11",
];
const amounts = ["none", 0, 40_000, 1_500_000, 60_000_000];

/** Questions about the corpus as it is: the same ones for the same seed. */
export function* randomQuestions(corpus: Corpus, seed: number): Generator<RandomQuestion> {
  const below = randomNumbers(seed);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const ofKind = (kind: Party["kind"]): readonly Party[] =>
    Object.values(corpus.parties).filter((party) => party.kind === kind);
  const [services, models, gateways, markets] = [
    ofKind("service"),
    ofKind("model").filter(({ licence }) => licence.length > 0),
    ofKind("gateway"),
    ofKind("market"),
  ] as const;
  const uses = Object.keys(corpus.registry.uses);
  const asked = Object.values(corpus.registry.facts).filter(
    ({ derived, scope, code }) => !derived && scope === "question" && !placeFacts.includes(code),
  );
  const places = groundOf(corpus).places;
  for (;;) {
    const party = below(2) === 0 ? pick(services) : pick(models);
    const plans = Object.keys(party.plans);
    const withPlan = plans.length > 0 && below(2) === 0;
    const chain = [
      ...(party.kind === "model" && below(4) === 0 ? [{ gateway: pick(gateways).id }] : []),
      { [party.kind]: party.id, ...(withPlan ? { plan: pick(plans) } : {}) },
    ];
    // Mostly nothing to object to: of questions about the worst of pictures hardly one is a yes.
    const share = 1 + below(5);
    const clear = below(4) > 0;
    const facts: Record<string, FactValue> = {};
    for (const fact of asked) {
      if (below(5) >= share) continue;
      const values = clear && fact.clear !== null ? fact.clear : valuesOf(fact);
      if (values.length > 0) facts[fact.code] = pick(values);
    }
    if (below(3) > 0) for (const duty of Object.keys(corpus.registry.duties)) facts[`met.${duty}`] = true;
    if (below(4) === 0) facts["use.territory"] = pick(places);
    if (below(4) === 0) facts["holder.country"] = countryOf(pick(places));
    const question: Question = {
      made: { chain, ...(below(2) === 0 ? { on: pick(days.slice(2, 6)) } : {}) },
      use: below(3) === 0 ? pick(["personal-save", "personal-project", "personal-print"]) : pick(uses),
      on: "2026-11-30",
      facts,
      ...(below(4) === 0 ? { market: pick(markets).id } : {}),
    };
    yield { question, namings: () => namingsOf(corpus, question, party, asked, places) };
  }
}

const placeFacts: readonly string[] = ["use.territory", "holder.country"];

function* namingsOf(
  corpus: Corpus,
  question: Question,
  party: Party,
  asked: readonly Fact[],
  places: readonly string[],
): Generator<Question> {
  const facts = question.facts ?? {};
  const { registry } = corpus;
  const named = (fact: string, value: FactValue): Question => ({
    ...question,
    facts: { ...facts, [fact]: value },
  });
  for (const fact of asked)
    if (facts[fact.code] === undefined && registry.facts[fact.code]?.default === undefined)
      for (const value of valuesOf(fact)) yield named(fact.code, value);
  if (facts["use.territory"] === undefined)
    for (const place of [...places, "world", "de,us"]) yield named("use.territory", place);
  if (facts["holder.country"] === undefined)
    for (const place of places) yield named("holder.country", countryOf(place));
  // A day on which the party did not exist contradicts the rest of the question.
  const since = party.since ?? "9999";
  if (question.made?.on === undefined)
    for (const on of days.filter((day) => day >= since))
      yield { ...question, made: { ...question.made, on } };
  if (!JSON.stringify(question.made?.chain).includes('"plan"'))
    for (const plan of Object.keys(party.plans)) yield named("plan", plan);
}

function valuesOf({ type, values }: Fact): readonly FactValue[] {
  return type === "number" ? amounts : (values ?? []);
}

function countryOf(place: string): string {
  if (place === "elsewhere") return place;
  return place === "uk" ? "GB" : place.toUpperCase();
}

/** xorshift32: small, fast, and the same everywhere for the same seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}
