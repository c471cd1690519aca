import { CleartitleError, type CleartitleErrorCode } from "../cleartitle-error.ts";

/** One thing that is wrong with what somebody gave: data for programs, sentences for people. */
export interface Issue {
  readonly code: IssueCode;
  /** Where it stands: keys and numbers from the outside in. Empty for the whole. */
  readonly path: readonly (string | number)[];
  /** What would have been right, in a few words. */
  readonly expected: string;
  /** What is there, in a few words. */
  readonly received: string;
  /** A sentence that says what is wrong and where. */
  readonly message: string;
  /** What to do about it, as a sentence; null where `expected` says it all. */
  readonly remedy: string | null;
}

export type IssueCode =
  | "wrong-type"
  | "missing"
  | "unknown-key"
  | "duplicate-key"
  | "too-deep"
  | "not-json"
  | "not-yaml"
  | "unknown-fact"
  | "unknown-use"
  | "unknown-party"
  | "unknown-plan"
  | "unknown-place"
  | "bad-value"
  | "bad-date"
  | "two-meanings"
  | "contradiction";

/** An error that carries what was wrong; its message is every sentence, at most five of them. */
export function refusal(
  code: CleartitleErrorCode,
  issues: readonly Issue[],
  cause?: unknown,
): CleartitleError {
  const shown = issues.slice(0, mostShown).map(sentenceOf);
  const more = issues.length - shown.length;
  if (more > 0) shown.push(`And ${more} more.`);
  return new CleartitleError(code, shown.join(" "), cause, issues);
}

const mostShown = 5;

/** An issue for people: what is wrong, and what to do. */
export function sentenceOf({ message, remedy }: Issue): string {
  return remedy === null ? message : `${message} ${remedy}`;
}
