import type { FactValue, Test } from "@cleartitle/corpus";

/** Whether a known value passes a test. A range never holds for `"none"` or any other value that is not a number. */
export function testHolds(test: Test, value: FactValue): boolean {
  switch (test.kind) {
    case "in":
      return test.values.includes(value);
    case "not-in":
      return !test.values.includes(value);
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
