import type { Fix } from "@cleartitle/rights";

import type { Overview } from "../overview/overview.ts";

/** A change that would turn files into a yes. */
export interface BestFix {
  readonly count: number;
  readonly fix: Fix;
  /** How many changes of the same kind free as many. */
  readonly others: number;
}

const mostTried = 200;
/** What frees one file only is said with that file. */
const leastFiles = 2;

/** Of each kind of change (another model, another market, another plan) the one that frees the most files. */
export function bestFixes(overview: Overview, most: number): readonly BestFix[] {
  const kinds = new Map<string, BestFix>();
  for (const { value, count } of overview.fixes(mostTried)) {
    if (count < leastFiles) continue;
    const kind = Object.keys(value.change).toSorted().join();
    const best = kinds.get(kind);
    if (best === undefined) kinds.set(kind, { count, fix: value, others: 0 });
    else if (best.count === count) kinds.set(kind, { ...best, others: best.others + 1 });
  }
  return [...kinds.values()].slice(0, most);
}

/** ` 3 others do the same.` */
export function othersText(others: number): string {
  return others === 0 ? "" : ` ${others} ${others === 1 ? "other does" : "others do"} the same.`;
}
