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

/** Whether there may be a day on which both hold. */
export function mayOverlap(a: Period, b: Period): boolean {
  return (
    (b.until === null || a.from.earliest < b.until.latest) &&
    (a.until === null || b.from.earliest < a.until.latest)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
