import type { Issue } from "./ask/issue.ts";

/** Everything that can keep Cleartitle from doing its work. Codes are stable; what is wrong with an image is a finding, not an error. */
export type CleartitleErrorCode =
  | "usage"
  | "unknown-use"
  | "unknown-market"
  | "unknown-fact"
  | "unknown-duty"
  | "unknown-party"
  | "unknown-plan"
  | "unknown-rule"
  | "no-link"
  | "bad-fact-value"
  | "bad-date"
  | "bad-json"
  | "bad-question"
  | "line-too-long"
  | "file-missing"
  | "file-unreadable"
  | "not-a-file"
  | "no-images"
  | "output-unwritable"
  | "corpus-unreadable"
  | "ledger"
  | "other-ledger"
  | "no-record"
  | "already-recorded"
  | "no-attribution"
  | "time-stamp"
  | "witness"
  | "declarations"
  | "internal";

/**
 * An error whose message says what is wrong, where, and what to do. `cause` is what the system said, where it said something; `issues` are the places
 * that are wrong in what somebody gave, as data.
 */
export class CleartitleError extends Error {
  override readonly name = "CleartitleError";
  readonly code: CleartitleErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: CleartitleErrorCode, message: string, cause?: unknown, issues: readonly Issue[] = []) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.issues = issues;
  }
}
