import type { Json, LedgerRecord, RecordKind } from "@cleartitle/ledger/records";
import type { Cut } from "./look/picture-windows.ts";

/** What is looked for: all that is given must hold. */
export interface CatalogQuery {
  /** SHA-256 of a file, in whatever role; notes and evidence about its records count too. */
  readonly file?: string;
  readonly party?: string;
  readonly verdict?: string;
  readonly use?: string;
  readonly market?: string;
  readonly kind?: string;
  readonly generation?: string;
  readonly id?: string;
  /** Recorded from this moment on; a day or RFC 3339 in UTC. */
  readonly from?: string;
  /** Recorded before this moment. */
  readonly until?: string;
  /** Decisions that still have this duty open, or any where it is `true`. */
  readonly openDuty?: string | true;
  /** Only what stands behind this position in the log. */
  readonly after?: number;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

export interface CatalogRecord<Kind extends RecordKind = RecordKind> {
  /** Its index in the log. */
  readonly position: number;
  readonly record: LedgerRecord<Kind>;
}

export interface FoundCopy extends CatalogRecord {
  /** Of 256 bits that both pictures are sure of, how many differ. */
  readonly distance: number;
  readonly mirrored: boolean;
  /** What was cut off of the recorded picture, or added around it; null for a copy of the whole. */
  readonly cut: Cut | null;
}

export interface OpenDuty {
  readonly position: number;
  readonly subject: string | null;
  readonly use: string | null;
  readonly market: string | null;
  readonly code: string;
  readonly phase: string | null;
}

/** What a record vouches for. */
export interface Statement {
  readonly position: number;
  /** Id of the record. */
  readonly id: string;
  readonly kind: string;
  readonly recorded: string;
  /** `met.<duty>` says that a duty is done. */
  readonly fact: string;
  /** Undefined where it is private. */
  readonly value: Json | undefined;
  readonly use: string | null;
  /** The market, or wherever it was published. */
  readonly market: string | null;
}
