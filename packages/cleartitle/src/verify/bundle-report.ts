import type { LedgerRecord } from "@cleartitle/ledger/record";
import type { LedgerErrorCode } from "@cleartitle/ledger/verify";

import type { CitedTerms } from "../records/cited-terms.ts";
import type { StampedAnswer } from "../timestamps/stamped-proof.ts";

/** A time stamp that came along to a place that cannot check it, as a browser. */
export interface UncheckedTimeStamp {
  readonly holds: "unchecked";
}

/** A public key of a log in a report: `line` is the whole key, `id` the eight digits by which one tells it from others. */
export interface ReportedKey {
  readonly name: string;
  readonly id: string;
  readonly line: string;
}

/** Which key signed the head. Only `given` is a key that was given; an endorsed one may be a thief's (see `BundleSigner`). */
export interface SignedBy {
  readonly key: ReportedKey;
  readonly standing: "given" | "endorsed" | "own";
  /** Where it is `endorsed`: the key that was given first, then those between, each of which endorsed the next. */
  readonly endorsedBy: readonly ReportedKey[];
  /** The key that came after it by the notes in the bundle, where one did. */
  readonly replacedBy: ReportedKey | null;
}

/** A witness that one trusts saw the head of a bundle, and that it continues what it had seen. */
export interface WitnessSeen {
  readonly name: string;
  /** By its own clock, as RFC 3339 in UTC. */
  readonly time: string;
}

/** What a bundle proves and what it does not, as data and in sentences. */
export type BundleReport =
  | {
      readonly proved: true;
      readonly index: number;
      readonly log: string;
      readonly size: number;
      /** `trusted` where a key that was given signed the head, `endorsed` where it only leads to the one that did. */
      readonly keys: "trusted" | "endorsed" | "own";
      readonly signedBy: SignedBy;
      readonly signers: readonly string[];
      /** Those of the witnesses one trusts that cosigned the head. */
      readonly witnesses: readonly WitnessSeen[];
      /** Names of others under the head, which nothing vouches for. */
      readonly unknownSigners: readonly string[];
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
