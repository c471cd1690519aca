import { findRule, type FactValue, type Test } from "@cleartitle/corpus";
import { groundOf, touches } from "@cleartitle/title";

import type { Told } from "./explain.ts";
import { makingPeriods } from "./making-periods.ts";
import { valueText } from "./test-text.ts";

/** An answer to try: in words, and the value that stands for it. */
export interface PossibleAnswer {
  readonly answer: string;
  readonly value: FactValue;
  /** Other answers that no rule tells from this one. */
  readonly alike?: readonly string[];
  /** For the day of making: the days it stands for. */
  readonly period?: Period;
}

/** From a day, up to but without another; null where it is open. */
export interface Period {
  readonly from: string | null;
  readonly before: string | null;
}

/** Stands for every place that no rule and no law names. */
const elsewhere = "elsewhere";
const anythingElse = "(anything else)";

const isPlace = (fact: string): boolean => fact === "use.territory" || fact === "holder.country";

/** The places on record, as the fact writes them. */
function placesOf({ corpus }: Told, fact: string): ReadonlySet<FactValue> {
  const places = groundOf(corpus).places.filter((place) => place !== elsewhere);
  if (fact === "use.territory") return new Set(places);
  return new Set(places.map((place) => (place === "uk" ? "GB" : place.toUpperCase())));
}

/**
 * One answer for each way in which the rules can tell answers apart: all values of a fact that has few; for a number each stretch between
 * the limits that rules set.
 */
export function possibleAnswers(
  told: Told,
  fact: string,
  asking: readonly string[],
): readonly PossibleAnswer[] {
  const { corpus, judgement } = told;
  if (fact === "made.on") return makingPeriods(told);
  const listed = judgement.unknown.find((gap) => gap.fact === fact)?.values ?? [];
  const registered = corpus.registry.facts[fact];
  const written = (value: FactValue): PossibleAnswer => ({ answer: answerText(told, fact, value), value });
  if (listed.length > 0) return listed.map(written);
  const tests = testsOf(told, fact, asking);
  if (registered?.type === "number") return stretches(told, fact, tests);
  if (registered?.values) return registered.values.map(written);
  const named = isPlace(fact)
    ? placesOf(told, fact)
    : new Set(tests.flatMap((test) => (test.kind === "range" ? [] : test.values)));
  const other = {
    answer: isPlace(fact) ? "anywhere else" : "anything else",
    value: isPlace(fact) ? elsewhere : anythingElse,
  };
  const cells = cellsOf(told, fact, tests, [...named]);
  return [
    ...cells.map(([value, ...alike]) => ({
      ...written(value),
      alike: alike.map((each) => answerText(told, fact, each)),
    })),
    ...(registered?.type === "text" ? [other] : []),
  ];
}

/** Values in groups that no test and no law's territory tells apart: one of each group is enough to try. */
function cellsOf(
  { corpus }: Told,
  fact: string,
  tests: readonly Test[],
  values: readonly FactValue[],
): readonly (readonly [FactValue, ...FactValue[]])[] {
  const places = isPlace(fact) ? Object.values(corpus.parties).filter(({ kind }) => kind === "law") : [];
  const cells = new Map<string, [FactValue, ...FactValue[]]>();
  for (const value of values) {
    const passed = tests.map((test) => test.kind !== "range" && test.values.includes(value));
    const laws = places.map(({ territory }) => territory.some((place) => touches(place, String(value))));
    const key = [...passed, ...laws].map(Number).join("");
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [value]);
    else cell.push(value);
  }
  return [...cells.values()];
}

function answerText({ corpus }: Told, fact: string, value: FactValue): string {
  if (fact === "market") return corpus.parties[String(value)]?.name ?? String(value);
  if (fact === "use") return corpus.registry.uses[String(value)]?.label ?? String(value);
  return valueText(corpus.registry.facts[fact], value);
}

/** The tests on a fact by the rules that ask for it and all others of the chain's parties. */
function testsOf({ corpus, chain }: Told, fact: string, asking: readonly string[]): readonly Test[] {
  const parties = new Set(chain.links.flatMap(({ terms }) => terms.map(({ party }) => party)));
  const rules = [
    ...asking.flatMap((id) => findRule(corpus, id)?.rule ?? []),
    ...[...parties].flatMap((party) => corpus.parties[party]?.rules ?? []),
  ];
  return rules.flatMap(({ when }) => when.filter((test) => test.fact === fact));
}

/** A limit between two stretches of numbers; it belongs to the stretch above it, or to the one below. */
interface Limit {
  readonly at: number;
  readonly belongs: "above" | "below";
}

/** The stretches between the limits that rules set, each with a number that lies in it; and that there is none. */
function stretches({ corpus }: Told, fact: string, tests: readonly Test[]): readonly PossibleAnswer[] {
  const limits = limitsOf(tests);
  const say = (value: number): string => valueText(corpus.registry.facts[fact], value);
  const none = { answer: "none", value: "none" };
  const [first] = limits;
  if (first === undefined) return [none];
  const lowest = { answer: upTo(first, say), value: first.belongs === "below" ? first.at : first.at - 1 };
  const above = limits.map((limit, index): PossibleAnswer => {
    const next = limits[index + 1];
    const from = limit.belongs === "above" ? `${say(limit.at)} or more` : `above ${say(limit.at)}`;
    return {
      answer: next === undefined ? from : `${from} and ${upTo(next, say)}`,
      value:
        limit.belongs === "above" ? limit.at : next === undefined ? limit.at + 1 : (limit.at + next.at) / 2,
    };
  });
  return [none, lowest, ...above];
}

function limitsOf(tests: readonly Test[]): readonly Limit[] {
  const limits = new Map<string, Limit>();
  const add = (at: number | undefined, belongs: Limit["belongs"]): void => {
    if (at !== undefined) limits.set(`${at} ${belongs}`, { at, belongs });
  };
  for (const test of tests) {
    if (test.kind !== "range") continue;
    add(test.over, "below");
    add(test.atMost, "below");
    add(test.atLeast, "above");
    add(test.under, "above");
  }
  return [...limits.values()].toSorted((a, b) => a.at - b.at || (a.belongs < b.belongs ? -1 : 1));
}

function upTo({ at, belongs }: Limit, say: (value: number) => string): string {
  return belongs === "below" ? `up to ${say(at)}` : `below ${say(at)}`;
}
