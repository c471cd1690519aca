/** Records: what Cleartitle writes into a ledger, which itself never looks into its entries. */
export { canonicalJson } from "./canonical-json.ts";
export { commit, type Commitment } from "./commitment.ts";
export type { Decision, RecordedDuty, Verdict } from "./kinds/decision.ts";
export { evidenceKinds, type EvidenceFile, type EvidenceKind } from "./kinds/evidence-file.ts";
export {
  textLimits,
  type CorpusReference,
  type FileDigest,
  type Fingerprint,
  type Json,
} from "./kinds/fields.ts";
export type { Generation } from "./kinds/generation.ts";
export type { Attestation, CorpusInUse, Edit, Erasure, Note, Publication } from "./kinds/other-kinds.ts";
export { recordKinds, type RecordBodies, type RecordKind, type RecordSchema } from "./kinds/record-kinds.ts";
export type { Review, ReviewItem } from "./kinds/review.ts";
export { FolderPrivateStore, type PrivateStore } from "./private-store.ts";
export { decodeRecord, encodeRecord, isOfKind, type LedgerRecord, type RecordTime } from "./record.ts";
export { clockTolerance, liveWindow, type Clock } from "./record-time.ts";
export { RecordWriter, type NewRecord, type RecordWriterOptions, type Written } from "./record-writer.ts";
export {
  finishErasures,
  isUnderstood,
  verifyRecords,
  type RecordProblem,
  type RecordProblemCode,
} from "./verify-records.ts";
