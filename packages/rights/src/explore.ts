import { Evaluation, type Group, type Worlds } from "./evaluate.ts";
import { openVariables } from "./open-variables.ts";
import { ALLOWED, isSingle, join, type Outcomes } from "./outcome.ts";
import type { Slice } from "./slice.ts";

/** How many sets of worlds are evaluated for one answer before it stays with Kleene's wider one. */
export const EVALUATION_LIMIT = 20_000;

export interface Explored {
  readonly outcomes: Outcomes;
  /** The limit was reached: the set may hold outcomes that cannot occur, never fewer than can. */
  readonly bounded: boolean;
}

/** All worlds, or only those in which everything that a person can vouch for leaves nothing to object to. */
export function worldsOf(slice: Slice, only: "all" | "clear"): Worlds {
  return {
    slice,
    chosen: new Int16Array(slice.variables.length).fill(-1),
    domains: slice.variables.map(({ cells, clear }) =>
      only === "clear" && clear !== null && clear.length > 0 ? clear : cells.map((_, index) => index),
    ),
  };
}

/** The join over the groups, as far as one evaluation can tell. */
export function joinOutcomes(evaluation: Evaluation, groups: readonly Group[]): Outcomes {
  let outcomes = ALLOWED;
  for (const group of groups) outcomes = join(outcomes, evaluation.outcomes(group));
  return outcomes;
}

/**
 * The exact set of outcomes over the worlds: Kleene first, and where that is undecided, the cells of a variable that
 * matters are tried one by one.
 */
export function explore(worlds: Worlds, groups: readonly Group[]): Explored {
  let found: Outcomes = 0;
  let spent = 0;
  let bounded = false;
  const visit = (): void => {
    const evaluation = new Evaluation(worlds);
    const outcomes = joinOutcomes(evaluation, groups);
    spent += 1;
    if ((outcomes & ~found) === 0) return;
    const pivot = isSingle(outcomes) ? undefined : openVariables(evaluation, groups)[0];
    if (pivot === undefined || spent > EVALUATION_LIMIT) {
      bounded ||= pivot !== undefined;
      found |= outcomes;
      return;
    }
    for (const cell of worlds.domains[pivot] ?? []) {
      worlds.chosen[pivot] = cell;
      visit();
    }
    worlds.chosen[pivot] = -1;
  };
  visit();
  return { outcomes: found, bounded };
}
