import type { Fact, FactValue, Test } from "@cleartitle/corpus";

/** Stands for every value of an open domain that no test mentions. */
export const OTHER = "(any other value)";

/**
 * One representative value of each cell of a fact's domain. A test compares one fact with constants, so all values of a
 * cell pass the same tests and trying one of each is exact.
 *
 * @param choices The values that can occur, where the link itself knows them (the plans of a service); closes the domain.
 */
export function cellsOf(
  fact: Fact | null,
  tests: readonly Test[],
  choices: readonly FactValue[] | null,
): readonly FactValue[] {
  if (choices !== null) return choices;
  if (fact !== null && fact.values !== null && fact.closed) return fact.values;
  if (fact?.type === "number") return ["none", ...numberCells(tests)];
  const constants = new Set<FactValue>(fact?.values ?? []);
  for (const test of tests) if (test.kind !== "range") for (const value of test.values) constants.add(value);
  constants.add(OTHER);
  return [...constants];
}

/** A number below the least threshold, each threshold, one between each two, and one above the greatest. */
function numberCells(tests: readonly Test[]): readonly number[] {
  const thresholds = new Set<number>();
  for (const test of tests) {
    if (test.kind === "range") {
      for (const bound of [test.over, test.atLeast, test.under, test.atMost])
        if (bound !== undefined) thresholds.add(bound);
    } else {
      for (const value of test.values) if (typeof value === "number") thresholds.add(value);
    }
  }
  const sorted = [...thresholds].sort((left, right) => left - right);
  const cells: number[] = [];
  sorted.forEach((threshold, index) => {
    const before = sorted[index - 1];
    cells.push(before === undefined ? threshold - 1 : (before + threshold) / 2, threshold);
  });
  const last = sorted.at(-1);
  cells.push(last === undefined ? 0 : last + 1);
  return cells;
}
