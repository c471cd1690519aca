import type { DateBound, Period } from "../date-bound.ts";

/** Puts dated things in order and ends each where the next begins, unless it says otherwise. */
export function inSequence<Item extends { readonly from: DateBound; readonly until?: DateBound | undefined }>(
  items: readonly Item[],
): readonly (Item & Period)[] {
  const sorted = items.toSorted(
    (a, b) => compare(a.from.latest, b.from.latest) || compare(a.from.earliest, b.from.earliest),
  );
  return sorted.map((item, index) => ({ ...item, until: item.until ?? sorted[index + 1]?.from ?? null }));
}

/**
 * Whether there may be a day on which both hold. A period that ends exactly as another begins belongs to one change with it: inside
 * the change window either may hold, never both.
 */
export function mayOverlap(a: Period, b: Period): boolean {
  return !endsBefore(a, b) && !endsBefore(b, a);
}

function endsBefore({ until }: Period, { from }: Period): boolean {
  if (until === null) return false;
  return until.latest <= from.earliest || (until.earliest === from.earliest && until.latest === from.latest);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
