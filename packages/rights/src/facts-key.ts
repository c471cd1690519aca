import type { Corpus } from "@cleartitle/corpus";
import type { Facts } from "@cleartitle/title";

/**
 * Makes keys of facts that no rule of the corpus can tell apart: a number counts only by the thresholds it lies between.
 */
export function factsKeys(corpus: Corpus): (facts: Facts) => string {
  const thresholds = collectThresholds(corpus);
  return (facts) => {
    let key = "";
    for (const name of Object.keys(facts).sort()) {
      const value = facts[name];
      const bounds = typeof value === "number" ? thresholds.get(name) : undefined;
      key +=
        bounds === undefined
          ? `${name}=${JSON.stringify(value)};`
          : `${name}#${place(bounds, value as number)};`;
    }
    return key;
  };
}

function collectThresholds(corpus: Corpus): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, Set<number>>();
  for (const party of Object.values(corpus.parties)) {
    for (const test of party.rules.flatMap(({ when }) => when)) {
      const numbers =
        test.kind === "range"
          ? [test.over, test.atLeast, test.under, test.atMost]
          : test.values.filter((value) => typeof value === "number");
      const set = found.get(test.fact) ?? new Set<number>();
      for (const each of numbers) if (each !== undefined) set.add(each);
      if (set.size > 0) found.set(test.fact, set);
    }
  }
  return new Map([...found].map(([fact, set]) => [fact, [...set].sort((left, right) => left - right)]));
}

/** Twice the number of thresholds below, one more where the value is one. */
function place(thresholds: readonly number[], value: number): number {
  let at = 0;
  for (const threshold of thresholds) {
    if (value < threshold) return 2 * at;
    if (value === threshold) return 2 * at + 1;
    at += 1;
  }
  return 2 * at;
}
