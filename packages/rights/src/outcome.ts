import type { Verdict, WorldVerdict } from "./decision.ts";

/**
 * Outcomes of one world, and sets of them as bit masks. The bits stand in the order of the join
 * `allowed < conditional < silent < silent where the record is complete < forbidden`, so the join of two outcomes is the higher bit.
 */
export type Outcomes = number;
export const ALLOWED: Outcomes = 1;
export const CONDITIONAL: Outcomes = 2;
export const SILENT: Outcomes = 4;
/** Silent, and a reviewer declared the reading of all terms complete: a no. */
export const REFUSED: Outcomes = 8;
export const FORBIDDEN: Outcomes = 16;

/** All joins of one outcome of each set: a join-semilattice, so order and repetition cannot matter (L4). */
export function join(left: Outcomes, right: Outcomes): Outcomes {
  const floor = Math.max(left & -left, right & -right);
  return (left | right) & ~(floor - 1);
}

export function isSingle(outcomes: Outcomes): boolean {
  return (outcomes & (outcomes - 1)) === 0;
}

/** The verdict of a set of worlds: never a yes unless every world says yes. */
export function verdictOf(outcomes: Outcomes): Verdict {
  if (outcomes === ALLOWED) return "allowed";
  if ((outcomes & ~(ALLOWED | CONDITIONAL)) === 0) return "conditional";
  if ((outcomes & ~(FORBIDDEN | REFUSED)) === 0) return "forbidden";
  return "unknown";
}

export function listOutcomes(outcomes: Outcomes): readonly WorldVerdict[] {
  const list: WorldVerdict[] = [];
  if (outcomes & ALLOWED) list.push("allowed");
  if (outcomes & CONDITIONAL) list.push("conditional");
  if (outcomes & SILENT) list.push("silent");
  if (outcomes & (FORBIDDEN | REFUSED)) list.push("forbidden");
  return list;
}
