import type { FactValue, Registry } from "../registry.ts";
import type { Test } from "../rule.ts";

type Range = Extract<Test, { kind: "range" }>;

/**
 * Whether some question meets all tests at once. Tests compare one fact with constants, so each fact can be looked at alone.
 * `plans` are the values that the fact `plan` can have.
 */
export function satisfiable(tests: readonly Test[], registry: Registry, plans: readonly string[]): boolean {
  const facts = new Set(tests.map(({ fact }) => fact));
  return [...facts].every((fact) => {
    const own = tests.filter((test) => test.fact === fact);
    const definition = registry.facts[fact];
    const closed = fact === "plan" ? plans : definition?.closed === true ? definition.values : null;
    return oneFact(own, closed);
  });
}

function oneFact(tests: readonly Test[], closed: readonly FactValue[] | null): boolean {
  const ranges = tests.filter((test) => test.kind === "range");
  const refused = tests.flatMap((test) => (test.kind === "not-in" ? test.values : []));
  const lists = tests.filter((test) => test.kind === "in").map(({ values }) => values);
  const [first, ...others] = lists.length > 0 ? lists : closed === null ? [] : [[...closed, "none"]];
  if (first !== undefined) {
    return first.some(
      (value) =>
        others.every((values) => values.includes(value)) &&
        !refused.includes(value) &&
        ranges.every((range) => typeof value === "number" && inRange(range, value)),
    );
  }
  return ranges.length === 0 || someNumber(ranges, refused);
}

function inRange(range: Range, value: number): boolean {
  return (
    (range.over === undefined || value > range.over) &&
    (range.atLeast === undefined || value >= range.atLeast) &&
    (range.under === undefined || value < range.under) &&
    (range.atMost === undefined || value <= range.atMost)
  );
}

/** Whether a number lies in all ranges: one of the limits themselves, or one between or beyond two neighbouring limits. */
function someNumber(ranges: readonly Range[], refused: readonly FactValue[]): boolean {
  const limits = ranges
    .flatMap(({ over, atLeast, under, atMost }) => [over, atLeast, under, atMost])
    .concat(refused.map((value) => (typeof value === "number" ? value : undefined)))
    .filter((limit) => limit !== undefined)
    .toSorted((a, b) => a - b);
  const between = limits.map((limit, index) => (limit + (limits[index + 1] ?? limit + 2)) / 2);
  return [(limits[0] ?? 0) - 1, ...limits, ...between].some(
    (value) => !refused.includes(value) && ranges.every((range) => inRange(range, value)),
  );
}

/** Whether a question that meets `given` surely meets `test`. */
export function implies(
  given: readonly Test[],
  test: Test,
  registry: Registry,
  plans: readonly string[],
): boolean {
  return negations(test).every((negation) => !satisfiable([...given, negation], registry, plans));
}

/** Tests of which at least one holds exactly where `test` does not. */
function negations(test: Test): readonly Test[] {
  const { fact } = test;
  switch (test.kind) {
    case "in":
      return [{ fact, kind: "not-in", values: test.values }];
    case "not-in":
      return [{ fact, kind: "in", values: test.values }];
    case "range":
      return [
        { fact, kind: "in", values: ["none"] },
        ...(test.over === undefined ? [] : [{ fact, kind: "range" as const, atMost: test.over }]),
        ...(test.atLeast === undefined ? [] : [{ fact, kind: "range" as const, under: test.atLeast }]),
        ...(test.under === undefined ? [] : [{ fact, kind: "range" as const, atLeast: test.under }]),
        ...(test.atMost === undefined ? [] : [{ fact, kind: "range" as const, over: test.atMost }]),
      ];
    default:
      return test satisfies never;
  }
}
