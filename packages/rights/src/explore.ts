import { Evaluation, type Group, type Worlds } from "./evaluate.ts";
import { componentsOf, type Component } from "./components.ts";
import { ALLOWED, isSingle, join, type Outcomes } from "./outcome.ts";
import type { Slice } from "./slice.ts";

/**
 * How many tests of cells are made for one answer before what is left of it stays with Kleene's wider sets: a part of a second.
 * Six missing facts of any domain need a fraction of it; it ends what many undated links with nothing known about them begin.
 */
export const EFFORT_LIMIT = 1_000_000;

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
 * matters are tried one by one, for each component by itself.
 */
export function explore(worlds: Worlds, groups: readonly Group[]): Explored {
  const { effort } = worlds.slice;
  let bounded = false;

  const visit = (asked: readonly Group[]): Outcomes => {
    const evaluation = new Evaluation(worlds);
    effort.spent += asked.length;
    const undecided = asked.filter((group) => !isSingle(evaluation.outcomes(group)));
    let outcomes = joinOutcomes(
      evaluation,
      asked.filter((group) => !undecided.includes(group)),
    );
    for (const component of componentsOf(evaluation, undecided)) {
      outcomes = join(outcomes, split(component, joinOutcomes(evaluation, component.groups)));
    }
    return outcomes;
  };

  const split = ({ groups: held, variables }: Component, kleene: Outcomes): Outcomes => {
    const [pivot] = variables;
    if (pivot === undefined) return kleene;
    if (effort.spent > EFFORT_LIMIT) {
      bounded = true;
      return kleene;
    }
    let found: Outcomes = 0;
    for (const cell of worlds.domains[pivot] ?? []) {
      worlds.chosen[pivot] = cell;
      found |= visit(held);
      if (found === kleene || effort.spent > EFFORT_LIMIT) break;
    }
    worlds.chosen[pivot] = -1;
    if (effort.spent > EFFORT_LIMIT && found !== kleene) bounded = true;
    return effort.spent > EFFORT_LIMIT ? kleene : found;
  };

  return { outcomes: visit(groups), bounded };
}
