import type { Answer } from "../answer.ts";
import type { Overview } from "../overview/overview.ts";

/** Where answers go as they come. What was written is whole also where `end` comes early, after Ctrl-C. */
export interface Report {
  add(answer: Answer): Promise<void>;
  end(overview: Overview): Promise<void>;
  /** Takes away what was only needed on the way, also where `end` was never reached. */
  discard?(): Promise<void>;
}

/** What all answers of one run have in common. */
export interface RunFacts {
  readonly use: string;
  readonly market: string | null;
  readonly on: string;
  readonly corpus: { readonly version: string; readonly digest: string };
  /** When the report is made. */
  readonly now: Date;
}
