import { expect, test } from "vitest";
import * as fc from "fast-check";
import { compileSmall } from "../fixture/small-corpus.ts";
import type { FactValue } from "../registry.ts";
import type { Test } from "../rule.ts";
import { implies, satisfiable } from "./satisfiable.ts";

const { registry } = compileSmall().corpus;
const PLANS = ["free", "pro"];

const range = fc
  .record(
    {
      over: fc.integer({ min: 0, max: 4 }),
      atLeast: fc.integer({ min: 0, max: 4 }),
      under: fc.integer({ min: 0, max: 4 }),
      atMost: fc.integer({ min: 0, max: 4 }),
    },
    { requiredKeys: [] },
  )
  .filter((limits) => Object.keys(limits).length > 0)
  .map((limits): Test => ({ fact: "holder.revenue-usd", kind: "range", ...limits }));
const values = (fact: string, all: readonly FactValue[]) =>
  fc
    .tuple(fc.constantFrom("in" as const, "not-in" as const), fc.subarray([...all], { minLength: 1 }))
    .map(([kind, list]): Test => ({ fact, kind, values: list }));
const anyTest = fc.oneof(
  range,
  values("holder.revenue-usd", [0, 1, 2, "none"]),
  values("plan", ["free", "pro", "none"]),
  values("content.real-person", [true, false, "none"]),
);

/** All values that make a difference, halves between the whole numbers included. */
const DOMAIN: Readonly<Record<string, readonly FactValue[]>> = {
  "holder.revenue-usd": [-1, ...Array.from({ length: 11 }, (_, index) => index / 2), "none"],
  plan: [...PLANS, "none"],
  "content.real-person": [true, false, "none"],
};

function holds(check: Test, value: FactValue): boolean {
  switch (check.kind) {
    case "in":
      return check.values.includes(value);
    case "not-in":
      return !check.values.includes(value);
    default:
      return (
        typeof value === "number" &&
        value > (check.over ?? -Infinity) &&
        value >= (check.atLeast ?? -Infinity) &&
        value < (check.under ?? Infinity) &&
        value <= (check.atMost ?? Infinity)
      );
  }
}

function byTrying(tests: readonly Test[]): boolean {
  return Object.entries(DOMAIN).every(([fact, domain]) =>
    domain.some((value) => tests.filter((each) => each.fact === fact).every((each) => holds(each, value))),
  );
}

test("tests can hold together exactly where some value of each fact meets them", () => {
  fc.assert(
    fc.property(fc.array(anyTest, { maxLength: 5 }), (tests) => {
      expect(satisfiable(tests, registry, PLANS)).toBe(byTrying(tests));
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test("a test is implied exactly where no value meets the others and not it", () => {
  fc.assert(
    fc.property(fc.array(anyTest, { maxLength: 3 }), anyTest, (given, test) => {
      const counter = DOMAIN[test.fact]?.some(
        (value) =>
          !holds(test, value) &&
          given.filter(({ fact }) => fact === test.fact).every((each) => holds(each, value)),
      );
      expect(implies(given, test, registry, PLANS)).toBe(!(counter === true && byTrying(given)));
    }),
    { numRuns: 3000, seed: 2 },
  );
});
