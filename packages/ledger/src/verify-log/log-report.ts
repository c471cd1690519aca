import type { TreeHead } from "../verify/checkpoint.ts";
import type { ReadOptions } from "../log/open-log.ts";

export type LogProblemCode =
  | "missing"
  | "cut-short"
  | "entry-changed"
  | "hash-changed"
  | "entry-or-hash-changed" // entry and hash contradict each other and nothing above tells which is right
  | "rewritten" // everything fits together, but not with what was signed
  | "unexpected-file"
  | "checkpoint-damaged"
  | "key-damaged"
  | "journal-damaged"
  | "other-key" // not signed with the key that is known for the log
  | "other-log" // another log than the one that was there before
  | "foreign-head" // a head to compare with that is no head of this log
  | "unsigned-head" // a head to compare with that none of this log's keys signed
  | "rolled-back"
  | "forked";

export interface LogProblem {
  readonly code: LogProblemCode;
  readonly file: string;
  /** The first entry that is concerned, where one can be named. */
  readonly entry: number | null;
  readonly message: string;
}

/** What the verification of a whole log found. It is in order where `problems` is empty. */
export interface LogReport {
  readonly head: TreeHead | null;
  /** Acknowledged entries that no signed head covers yet: safe from crashes, not from tampering. */
  readonly unsigned: number;
  readonly problems: readonly LogProblem[];
  /** What a crash leaves and the next opening clears away. */
  readonly notes: readonly string[];
}

export interface VerifyOptions extends ReadOptions {
  /**
   * Heads signed earlier: kept by the owner, a client or a witness. The signature of one with a file is checked; whoever
   * gives a bare text knows where it is from.
   */
  readonly remembered?: readonly (string | NamedHead)[];
}

/** A head signed earlier, and the file that it was read from. */
export interface NamedHead {
  readonly file: string;
  readonly text: string;
}
