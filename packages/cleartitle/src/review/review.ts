import type { FactValue } from "@cleartitle/corpus";
import type { Verdict } from "@cleartitle/rights";

import type { DeniedByFile } from "../answer.ts";
import type { Overruled } from "../content/settle-words.ts";

/** One point of the list for one image and one use. */
export interface ReviewPoint {
  readonly code: string;
  readonly label: string;
  /** It has to be closed before anything is cleared. */
  readonly mandatory: boolean;
  /** `evidence`: the decision or the file shows it. `confirmed`: a named person vouches for it. */
  readonly state: "open" | "evidence" | "confirmed";
  /** What shows it; null where nothing does. */
  readonly evidence: string | null;
  /** Who vouches for it, and on which day. */
  readonly by: string | null;
  readonly on: string | null;
  /** Whether a person may close it with `--confirm`. */
  readonly confirmable: boolean;
  /** Why it is open, or what to look at; one sentence each. */
  readonly remarks: readonly string[];
  readonly how: string;
  /** Codes of the duties that closing it says are done. */
  readonly duties: readonly string[];
  /** Facts of the picture that closing it vouches for, where one value alone leaves nothing to object to or was stated. */
  readonly facts: Readonly<Record<string, FactValue>>;
}

/** The list gone through for one image and one use. */
export interface PublishingReview {
  readonly use: string;
  readonly market: string | null;
  readonly on: string;
  readonly verdict: Verdict;
  readonly points: readonly ReviewPoint[];
  /** `cleared` only where every mandatory point is closed and the decision is no more than conditional. */
  readonly outcome: "cleared" | "not-cleared";
  readonly by: string | null;
  /** What was stated against the words of the file, and does not count. */
  readonly denied: readonly DeniedByFile[];
  /** Words of the file that a named person overrules. */
  readonly overruled: readonly Overruled[];
}
