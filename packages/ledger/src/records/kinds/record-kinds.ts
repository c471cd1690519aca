import type { z } from "zod";
import { decision, type Decision } from "./decision.ts";
import { evidenceFile, type EvidenceFile } from "./evidence-file.ts";
import { generation, type Generation } from "./generation.ts";
import {
  attestation,
  corpusInUse,
  edit,
  erasure,
  note,
  publication,
  withdrawal,
  type Attestation,
  type CorpusInUse,
  type Edit,
  type Erasure,
  type Note,
  type Publication,
  type Withdrawal,
} from "./other-kinds.ts";
import { review, type Review } from "./review.ts";

/** What each kind of record says. */
export interface RecordBodies {
  readonly generation: Generation;
  readonly decision: Decision;
  readonly corpus: CorpusInUse;
  readonly attestation: Attestation;
  readonly withdrawal: Withdrawal;
  readonly review: Review;
  readonly publication: Publication;
  readonly note: Note;
  readonly "evidence-file": EvidenceFile;
  readonly edit: Edit;
  readonly erasure: Erasure;
}

export type RecordKind = keyof RecordBodies;

export interface RecordSchema<Body> {
  /**
   * Goes up when fields change their meaning; old records stay readable under their version. A field that may be left out and changes
   * nothing about the others comes without a new version.
   */
  readonly version: number;
  readonly body: z.ZodType<Body>;
  /** Fields that may concern a person: the log holds a salted commitment in their place. */
  readonly personal: readonly (keyof Body & string)[];
}

export const recordKinds: { readonly [Kind in RecordKind]: RecordSchema<RecordBodies[Kind]> } = {
  generation: { version: 1, body: generation, personal: ["prompt", "negativePrompt", "by", "account"] },
  decision: { version: 1, body: decision, personal: ["privateFacts", "by"] },
  corpus: { version: 1, body: corpusInUse, personal: [] },
  attestation: { version: 1, body: attestation, personal: ["privateValue", "statement", "because", "by"] },
  withdrawal: { version: 1, body: withdrawal, personal: ["reason", "by"] },
  review: { version: 1, body: review, personal: ["by", "confirmedBy"] },
  publication: { version: 1, body: publication, personal: ["to", "by"] },
  note: { version: 1, body: note, personal: ["text", "by"] },
  "evidence-file": { version: 1, body: evidenceFile, personal: ["fileName"] },
  edit: { version: 1, body: edit, personal: ["what", "by"] },
  erasure: { version: 1, body: erasure, personal: ["reason"] },
};

export function isRecordKind(kind: string): kind is RecordKind {
  return Object.hasOwn(recordKinds, kind);
}
