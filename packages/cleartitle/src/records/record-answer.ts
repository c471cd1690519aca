import type { NewRecord } from "@cleartitle/ledger/records";

import type { Inspection, Judgement } from "../answer.ts";
import type { Question } from "../ask/question.ts";
import { decisionRecord } from "./decision-record.ts";
import { findSame } from "./find-same.ts";
import type { Look } from "./picture-fingerprint.ts";
import type { RecordsWriter } from "./records.ts";

/** An answer about a file, and who asked. */
export interface AnswerToRecord {
  readonly inspection: Inspection & { readonly sha256: string };
  readonly question: Question;
  readonly decision: Judgement;
  readonly look: Look;
  readonly by?: string | undefined;
  /** Why; kept beside the log. */
  readonly note?: string | undefined;
  readonly generationId?: string | undefined;
  /** SHA-256 of the files of declarations that the question was answered with. */
  readonly declarations?: readonly string[];
}

export interface RecordedAnswer {
  /** The number of the record in the log. */
  readonly record: number;
  readonly id: string;
  /** False where the very same was on record already. */
  readonly written: boolean;
}

/** Records an answer and a note about it, each once: the same answer to the same question about the same file is not recorded again. */
export async function recordAnswer(writer: RecordsWriter, answer: AnswerToRecord): Promise<RecordedAnswer> {
  const { inspection, question, decision, look, by, note, generationId, declarations = [] } = answer;
  const { sha256 } = inspection;
  const one = decisionRecord({
    inspection,
    question,
    decision,
    declarations,
    fingerprint: look.kind === "seen" ? look.fingerprint : null,
    ...(by === undefined ? {} : { by }),
    ...(generationId === undefined ? {} : { generationId }),
  });
  const why: NewRecord | null =
    note === undefined ? null : { kind: "note", body: { about: sha256, text: note, by } };
  const known = await writer.read();
  const same = await findSame(known, one, sha256);
  const noted = why === null || (await findSame(known, why, sha256)) !== null;
  const fresh = [...(same === null ? [one] : []), ...(noted ? [] : [why])];
  const written = fresh.length === 0 ? [] : await writer.write(fresh);
  if (same !== null) return { record: same.position, id: same.record.id, written: false };
  return { record: written[0]!.index, id: written[0]!.record.id, written: true };
}
