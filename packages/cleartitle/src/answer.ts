import type { Evidence, ModelClaim } from "@cleartitle/evidence";
import type { Decision } from "@cleartitle/rights";
import type { ChainProblem } from "@cleartitle/title";

/** A decision, with what was wrong or doubtful in the chain it was made about. */
export interface Judgement extends Decision {
  readonly problems: readonly ChainProblem[];
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
}

/** What `cleartitle check --json` says about a file; the decision is null where it could not be read as an image. */
export interface Answer {
  readonly file: string;
  readonly evidence: Inspection;
  readonly decision: Judgement | null;
}
