import type { FactValue, Test } from "@cleartitle/corpus";
import { isPlaceFact, wholesOf } from "./places/place-facts.ts";

/**
 * Whether a known value passes a test. A range never holds for `"none"` or any other value that is not a number. A test that names a place
 * names its parts too.
 */
export function testHolds(test: Test, value: FactValue): boolean {
  switch (test.kind) {
    case "in":
      return names(test, value);
    case "not-in":
      return !names(test, value);
    case "range":
      if (typeof value !== "number") return false;
      return (
        (test.over === undefined || value > test.over) &&
        (test.atLeast === undefined || value >= test.atLeast) &&
        (test.under === undefined || value < test.under) &&
        (test.atMost === undefined || value <= test.atMost)
      );
  }
}

function names({ fact, values }: Exclude<Test, { kind: "range" }>, value: FactValue): boolean {
  if (values.includes(value)) return true;
  if (typeof value !== "string" || !value.includes("-") || !isPlaceFact(fact)) return false;
  return wholesOf(value).some((whole) => values.includes(whole));
}
