import { CleartitleError } from "../cleartitle-error.ts";
import type { LedgerPlace } from "../records/ledger-place.ts";

/** What is said where a ledger that is there cannot be read: the answer is made without it, and every fact it has is missing. */
export function unreadableLedger({ folder }: LedgerPlace, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  const about = why.startsWith(folder) ? why : `${folder}: ${why}`;
  if (error instanceof CleartitleError && error.code === "other-ledger")
    return `The ledger is not believed. ${about}`;
  return `The ledger cannot be read, so nothing that is on record counts. ${about}`;
}
