/**
 * Cleartitle as a library: clear title for AI-made images. {@link Cleartitle} answers; everything else here is the shape of what it is
 * asked and what it says.
 */
export { Cleartitle, type OpenOptions } from "./cleartitle.ts";
export { CleartitleError, type CleartitleErrorCode } from "./cleartitle-error.ts";
export { readQuestion } from "./ask/read-question.ts";
export { version } from "./version.ts";
export type { Answer, Inspection, Judgement, RecognisedModel } from "./answer.ts";
export type { AttestedFact, OnRecord } from "./attested/attested.ts";
export type { Attribution, Credit, Standing } from "./attribution/attribution.ts";
export type { Issue, IssueCode } from "./ask/issue.ts";
export type { Question, StatedValue } from "./ask/question.ts";
export type { Models } from "./models/models.ts";
export type {
  Condition,
  Licensing,
  LicensingPeriod,
  LicensingSource,
  Model,
  ModelUse,
  OutputUse,
} from "./models/model.ts";
export type { ComplianceLog, ProveOptions, SavedRecord, VerifyOptions } from "./records/compliance-log.ts";
export type { EditToRecord, RecordedEdit } from "./records/edit-record.ts";
export type { AttachedEvidence, EvidenceToAttach } from "./records/evidence-record.ts";
export type { ExportedLineageFile } from "./records/exported-lineage.ts";
export type { ExportedRecord } from "./records/exported-record.ts";
export type { SavedGeneration } from "./records/generation-record.ts";
export type { EditWarning } from "./records/lost-marks.ts";
export type { PublicationToRecord } from "./records/publication-record.ts";
export type { PublicationStanding, PublicationWarning } from "./records/publication-standing.ts";
export type { RecordedAnswer } from "./records/record-answers.ts";
export type { RecordedPublication } from "./records/record-publication.ts";
export type { BundleReport } from "./verify/bundle-report.ts";
export type { CitedRule, CitedTerms } from "./records/cited-terms.ts";
export type { ImageSource } from "./files/read-image.ts";
