import { LedgerError } from "@cleartitle/ledger";

import { CleartitleError } from "../cleartitle-error.ts";
import type { LedgerPlace } from "./ledger-place.ts";

/** What the ledger said, with the place it is about and what to do. Other errors stay as they are. */
export function explainLedgerError(place: LedgerPlace, error: unknown): unknown {
  if (!(error instanceof LedgerError)) return error;
  const remedy = remedyHere(place, error);
  const code = isOtherLog(error) ? "other-ledger" : "ledger";
  return new CleartitleError(code, `${place.folder}: ${error.message}. ${remedy}`, error);
}

/** Whether the log is there and whole, and yet not the one that is known here: somebody may have put forged records into its place. */
export function isOtherLog(error: LedgerError): boolean {
  return error.code === "other-key" || error.code === "other-log";
}

/** Where the command has a better answer than the ledger, which does not know who uses it. */
function remedyHere({ folder, keys }: LedgerPlace, { code, remedy }: LedgerError): string {
  switch (code) {
    case "locked":
      return `${remedy.replace(/\.$/, "")}; nothing was recorded.`;
    case "no-log":
      return "`cleartitle record FILE` makes a ledger; --ledger DIR or CLEARTITLE_LEDGER names another one.";
    case "foreign-log":
    case "foreign-files":
      return "Name another folder with --ledger DIR; nothing in this one was changed.";
    case "key-lost":
      return `The key belongs into ${keys}: restore it from a copy, or point CLEARTITLE_KEYS to where it is. Whether the log is whole, \`cleartitle ledger verify\` says without it. Where the key is gone for good, \`cleartitle ledger rotate-key --lost\` makes a new one.`;
    case "key-exposed":
      return `${remedy} The keys lie in ${keys}.`;
    case "rolled-back":
    case "forked":
      return `Restore ${folder} from the newest copy. Nothing was recorded, for what was signed before must not be contradicted; the heads signed last lie in ${keys}.`;
    case "other-key":
      return `Nothing that is on record there counts. ${remedy} Then \`cleartitle ledger verify --key KEY\` makes it the known one. The keys known here lie in ${keys}.`;
    case "other-log":
      return `Nothing that is on record there counts. ${remedy} The keys lie in ${keys}.`;
    case "clock-backwards":
      return `${remedy} To confirm it: --clock-is-right.`;
    case "lock-lost":
    case "stopped":
    case "closed":
    case "storage-failed":
    case "no-space":
    case "read-only":
    case "damaged":
    case "key-damaged":
    case "entry-too-large":
    case "not-found":
    case "too-large":
    case "malformed":
    case "bad-signature":
    case "unknown-signer":
    case "not-witnessed":
    case "not-in-log":
    case "record-invalid":
    case "from-the-future":
    case "not-disclosed":
      return remedy;
  }
}
