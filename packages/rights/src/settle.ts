import type { Layer } from "@cleartitle/corpus";
import type { Verdict } from "./decision.ts";
import { Evaluation, type Group } from "./evaluate.ts";
import { explore, joinOutcomes, worldsOf } from "./explore.ts";
import { isSingle, verdictOf, type Outcomes } from "./outcome.ts";
import type { Slice } from "./slice.ts";

export const LAYERS: readonly Layer[] = ["source", "inputs", "people-and-marks", "destination", "disclosure"];

export interface Settled {
  readonly verdict: Verdict;
  /** Over every way to fill in what is missing. */
  readonly outcomes: Outcomes;
  /** The verdict rests on the person vouching for what can be seen. */
  readonly vouched: boolean;
  readonly bounded: boolean;
}

export function allGroups(slice: Slice): readonly Group[] {
  return slice.links.flatMap((link) => link.layers.map((layer) => ({ link, layer })));
}

/**
 * The verdict over all worlds. Where that is `unknown` only because of facts that a person can look at and vouch for, it is
 * `conditional` on their doing so; it never becomes `allowed` that way (L2).
 */
export function settle(slice: Slice, groups: readonly Group[], root: Evaluation): Settled {
  const kleene = joinOutcomes(root, groups);
  if (isSingle(kleene))
    return { verdict: verdictOf(kleene), outcomes: kleene, vouched: false, bounded: false };
  const all = explore(worldsOf(slice, "all"), groups);
  const verdict = verdictOf(all.outcomes);
  if (verdict !== "unknown" || !slice.variables.some(({ clear }) => clear !== null)) {
    return { verdict, outcomes: all.outcomes, vouched: false, bounded: all.bounded };
  }
  const clear = explore(worldsOf(slice, "clear"), groups);
  const vouched = verdictOf(clear.outcomes);
  return {
    verdict: vouched === "allowed" || vouched === "conditional" ? "conditional" : "unknown",
    outcomes: all.outcomes,
    vouched: true,
    bounded: all.bounded || clear.bounded,
  };
}

/** The evaluation of a question in which nothing has been chosen yet. */
export function rootEvaluation(slice: Slice, only: "all" | "clear"): Evaluation {
  return new Evaluation(worldsOf(slice, only));
}
