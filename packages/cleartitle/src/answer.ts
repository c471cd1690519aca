import type { Evidence, ModelClaim } from "@cleartitle/evidence";
import type { WrittenFinding } from "@cleartitle/content";
import type { FactValue } from "@cleartitle/corpus";
import type { Decision, DutyOwed, Unknown } from "@cleartitle/rights";
import type { ChainProblem } from "@cleartitle/title";

import type { AttestedFact } from "./attested/attested.ts";
import type { ConditionedReason } from "./explain/rule-condition.ts";
import type { Overruled } from "./content/settle-words.ts";

/** A name that a text of the file holds, and the fact it is evidence for. `span` counts UTF-16 code units of that text. */
export type ContentClaim = Pick<
  WrittenFinding,
  "fact" | "kind" | "name" | "matched" | "span" | "where" | "split" | "confidence" | "died" | "why"
>;

/** A question or a confirmation with words of the file that it may be about. */
export interface Hinted {
  readonly hint?: string;
  /** These words leave it open whatever is stated: a named person overrules them for one file, on record, with a reason. */
  readonly overrule?: true;
}

/**
 * What was wrong or doubtful: in the chain, in what the ledger has on record (`on-record`), or in what was stated about the words of the file
 * (`denied-by-file`: they say otherwise, so it does not count).
 */
export type JudgementProblem =
  | ChainProblem
  | { readonly code: "on-record"; readonly message: string }
  | DeniedByFile;

/** Something that was stated although the words of the file say otherwise, so that it does not count. */
export interface DeniedByFile {
  readonly code: "denied-by-file";
  readonly message: string;
  readonly fact: string;
  /** What was stated. */
  readonly value: FactValue;
  /** What the words are and where they stand: `the prompt says "Van Gogh"`. */
  readonly says: string;
}

/** A decision, with what it took from the words of the file and what was wrong or doubtful in the chain it was made about. */
export interface Judgement extends Decision {
  /** A permission that a yes rests on, and that does not hold in every case, says when it does. */
  readonly reasons: readonly ConditionedReason[];
  readonly duties: readonly (DutyOwed & Hinted)[];
  readonly unknown: readonly (Unknown & Hinted)[];
  /** Facts that names in the words of the file prove. */
  readonly inferred: Readonly<Record<string, true>>;
  /** Facts that people vouch for on record. */
  readonly attested: readonly AttestedFact[];
  /** Words of the file that a named person overrules, with the reason. */
  readonly overruled: readonly Overruled[];
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
  /** Names in the prompts, titles, descriptions and keywords. An empty list proves nothing. */
  readonly content: readonly ContentClaim[];
}

/** What `cleartitle check --json` says about a file; the decision is null where it could not be read as an image. */
export interface Answer {
  readonly file: string;
  readonly evidence: Inspection;
  readonly decision: Judgement | null;
}
