import type { Evidence, ModelClaim } from "@cleartitle/evidence";
import type { Finding } from "@cleartitle/content";
import type { Decision, DutyOwed, Unknown } from "@cleartitle/rights";
import type { ChainProblem } from "@cleartitle/title";

import type { AttestedFact } from "./attested/attested.ts";

/** A name that the prompt holds, and the fact it is evidence for. `span` counts UTF-16 code units of the prompt. */
export type ContentClaim = Pick<
  Finding,
  "fact" | "kind" | "name" | "matched" | "span" | "confidence" | "died" | "why"
>;

/** A question or a confirmation with words of the prompt that it may be about. */
export interface Hinted {
  readonly hint?: string;
}

/**
 * What was wrong or doubtful in the chain, or `contradicts-prompt`: in what the person says about the prompt, or `on-record`: in what the
 * ledger has on record.
 */
export type JudgementProblem =
  | ChainProblem
  | { readonly code: "contradicts-prompt" | "on-record"; readonly message: string };

/** A decision, with what it took from the prompt and what was wrong or doubtful in the chain it was made about. */
export interface Judgement extends Decision {
  readonly duties: readonly (DutyOwed & Hinted)[];
  readonly unknown: readonly (Unknown & Hinted)[];
  /** Facts that nobody stated and that names in the prompt settle. */
  readonly inferred: Readonly<Record<string, true>>;
  /** Facts that people vouch for on record. */
  readonly attested: readonly AttestedFact[];
  readonly problems: readonly JudgementProblem[];
}

/** A model or adapter of the file and the party that it is; null where nobody can tell. */
export interface RecognisedModel extends ModelClaim {
  readonly party: string | null;
}

/** What `cleartitle inspect --json` says about a file. */
export interface Inspection extends Evidence {
  readonly file: string;
  readonly models: readonly RecognisedModel[];
  readonly adapters: readonly RecognisedModel[];
  /** Names in the prompt: evidence of the weakest kind. An empty list proves nothing. */
  readonly content: readonly ContentClaim[];
}

/** What `cleartitle check --json` says about a file; the decision is null where it could not be read as an image. */
export interface Answer {
  readonly file: string;
  readonly evidence: Inspection;
  readonly decision: Judgement | null;
}
