import { statSync } from "node:fs";

import {
  evidenceKinds,
  type EvidenceFile,
  type EvidenceKind,
  type NewRecord,
} from "@cleartitle/ledger/records";

import { didYouMean } from "../ask/did-you-mean.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { evidenceName } from "./evidence-name.ts";
import { hashFile } from "./name-record.ts";
import type { RecordedAnswer } from "./record-answers.ts";
import type { RecordsWriter } from "./records.ts";
import { requireText, type Naming } from "./require-text.ts";
import { writeOnce } from "./write-once.ts";

/** What files of evidence are about and what they show. */
export interface EvidenceToAttach {
  /** A file, its SHA-256, or the number or id of a record. */
  readonly about: string;
  /** In a few words. It stands in the log for good: name no person. */
  readonly proves: string;
  readonly kind: EvidenceKind;
}

/** What became of a file of evidence. */
export interface AttachedEvidence extends RecordedAnswer {
  readonly sha256: string;
  /** The SHA-256 of the file or the id of the record that it is about. */
  readonly about: string;
}

export type PreparedEvidence = Pick<EvidenceFile, "kind" | "proves">;

/** @throws CleartitleError `usage` for a kind that there is none of, or a text that does not fit */
export function prepareEvidence(
  { kind, proves }: { readonly kind: string; readonly proves: string },
  naming: Naming,
): PreparedEvidence {
  const known = evidenceKinds.find((each) => each === kind);
  if (known === undefined)
    throw new CleartitleError(
      "usage",
      `${naming("kind")} takes ${evidenceKinds.join(", ")}, not "${kind}".${didYouMean(kind, evidenceKinds)}`,
    );
  return { kind: known, proves: requireText(proves, naming("proves"), "short") };
}

/** Records a file by its hash and size, once for what it is about; under which name it lies is a private field. The file stays where it is. */
export async function attachEvidence(
  writer: RecordsWriter,
  path: string,
  about: string,
  prepared: PreparedEvidence,
): Promise<AttachedEvidence> {
  const sha256 = await hashFile(path);
  const bytes = statSync(path).size;
  if (bytes === 0) throw new CleartitleError("file-unreadable", `${path} is empty, so it proves nothing.`);
  if (sha256 === about)
    throw new CleartitleError("usage", `${path} is the very file that it should prove something about.`);
  const one: NewRecord<"evidence-file"> = {
    kind: "evidence-file",
    body: {
      file: { sha256, bytes },
      ...prepared,
      about,
      fileName: evidenceName(path),
    },
  };
  const recorded = await writeOnce(writer, one, ["fileName"]);
  return { sha256, about, ...recorded };
}
