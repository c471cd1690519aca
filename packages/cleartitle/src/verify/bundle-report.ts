import type { LedgerRecord } from "@cleartitle/ledger/record";
import type { LedgerErrorCode } from "@cleartitle/ledger/verify";

import type { CitedTerms } from "../records/cited-terms.ts";
import type { StampedAnswer } from "../timestamps/stamped-proof.ts";

/** A time stamp that came along to a place that cannot check it, as a browser. */
export interface UncheckedTimeStamp {
  readonly holds: "unchecked";
}

/** What a bundle proves and what it does not, as data and in sentences. */
export type BundleReport =
  | {
      readonly proved: true;
      readonly index: number;
      readonly log: string;
      readonly size: number;
      readonly keys: "trusted" | "own";
      readonly signers: readonly string[];
      readonly record: LedgerRecord | null;
      readonly disclosed: Readonly<Record<string, unknown>>;
      readonly terms: CitedTerms | null;
      /** The time stamp that came along, as far as it holds; null where none came. */
      readonly timeStamp: StampedAnswer | UncheckedTimeStamp | null;
      readonly proves: readonly string[];
      readonly doesNotProve: readonly string[];
    }
  | {
      readonly proved: false;
      readonly code: LedgerErrorCode | "other-file";
      readonly message: string;
      readonly remedy: string;
    };

export type ProvedReport = Extract<BundleReport, { readonly proved: true }>;
