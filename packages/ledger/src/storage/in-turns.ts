/**
 * Does the work on each item, `atOnce` of them side by side: a process has only so many files that may be open. Waits for those that are under way
 * where one fails: nothing may still be writing when that is handled.
 */
export async function inTurns<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < items.length; at += atOnce) {
    const results = await Promise.allSettled(items.slice(at, at + atOnce).map(work));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }
}
