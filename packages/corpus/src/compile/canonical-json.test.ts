import { expect, test } from "vitest";
import * as fc from "fast-check";
import { canonicalJson } from "./canonical-json.ts";

/** The value with the keys of every object in another order, as far as the language lets one choose. */
function shuffled(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(shuffled);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, field]) => [key, shuffled(field)]),
  );
}

test("keys are sorted at every depth, index-like ones as text, undefined left out", () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined, a: null }], a: "é" })).toBe(
    `{"a":"é","b":[{"a":null,"d":1}]}`,
  );
  expect(canonicalJson({ 9: 1, 10: 2 })).toBe(`{"10":2,"9":1}`);
});

test("the order of keys does not matter, and nothing is lost", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = canonicalJson(value);
      expect(canonicalJson(shuffled(value))).toBe(json);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { seed: 8, numRuns: 500 },
  );
});
