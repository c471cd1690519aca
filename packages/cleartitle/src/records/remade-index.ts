import type { LedgerPlace } from "./ledger-place.ts";

/** What is said where the index was not what the log gives: nothing of it was believed. */
export function remadeIndex({ folder }: LedgerPlace, fault: string): string {
  return `${folder}: the index, catalog.sqlite, did not agree with the log: ${fault}. It was made anew from the log, which is what counts.`;
}
