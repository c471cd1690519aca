import { setTimeout as pause } from "node:timers/promises";

import { mayPass } from "@cleartitle/ledger";

/** How long a writer waits for another one to finish. */
export const longestWait = 10_000;
const [shortestPause, longestPause] = [20, 400];

export interface Waiting {
  /** Told once, where it has to wait: who writes. */
  readonly onWait?: (why: string) => void;
  /** In milliseconds. */
  readonly longest?: number;
}

/**
 * Opens something that one process may have at a time. Another writer is mostly a command that ends in a moment, so it is waited for; one that goes on is
 * named by the error. What waiting cannot change is thrown at once.
 */
export async function whenFree<T>(
  open: () => Promise<T>,
  { onWait, longest = longestWait }: Waiting = {},
): Promise<T> {
  const begun = performance.now();
  for (let tries = 0; ; tries += 1) {
    try {
      return await open();
    } catch (error) {
      if (!mayPass(error) || performance.now() - begun >= longest) throw error;
      if (tries === 0) onWait?.(error instanceof Error ? error.message : "");
    }
    // Those who wait for one writer must not all come back at the same moment.
    const base = Math.min(longestPause, shortestPause * 2 ** Math.min(tries, 8));
    await pause(base * (0.5 + Math.random()));
  }
}
