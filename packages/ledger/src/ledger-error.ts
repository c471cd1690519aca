/** Every way in which the ledger can refuse or fail. The set is closed: a caller may switch over it. */
export type LedgerErrorCode =
  | "locked" // another writer holds the log
  | "lock-lost" // somebody took the lock away from a living writer
  | "stopped" // the writer stopped after a failure and takes nothing more
  | "closed" // the writer was closed
  | "storage-failed"
  | "no-space"
  | "read-only"
  | "no-log" // the folder holds no log
  | "foreign-log" // a log, but not the one that was asked for
  | "other-log" // the folder held another log before
  | "other-key" // a log that is not signed with the key that is known for it
  | "foreign-files" // a folder that holds other things
  | "damaged" // a file of the log does not hold what was written to it
  | "rolled-back" // the log is older than a head that was signed before
  | "forked" // the log differs from a head that was signed before
  | "key-lost"
  | "key-exposed" // others can read the private key
  | "key-damaged"
  | "entry-too-large"
  | "not-found"
  | "too-large" // a file that is larger than any of its kind
  | "malformed" // text that is not a checkpoint, note, key or proof
  | "bad-signature"
  | "unknown-signer"
  | "not-witnessed" // too few of the witnesses one asks for have cosigned the head
  | "not-in-log" // the proof does not lead from the entry to the signed root
  | "record-invalid"
  | "clock-backwards"
  | "from-the-future"
  | "not-disclosed"; // a disclosure that does not open the commitment

/**
 * The only exception the ledger throws. `message` says what happened and where; `remedy` says what to do about it.
 *
 * @example
 *   const error = new LedgerError("locked", "process 41 on alpha writes to this log", "Wait until it has finished.");
 *   error.code; // "locked"
 */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  readonly remedy: string;

  constructor(code: LedgerErrorCode, message: string, remedy: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "LedgerError";
    this.code = code;
    this.remedy = remedy;
  }
}
