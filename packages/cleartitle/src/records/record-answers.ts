import { canonicalJson, type Fingerprint, type NewRecord } from "@cleartitle/ledger/records";

import type { Inspection, Judgement } from "../answer.ts";
import type { Question } from "../ask/question.ts";
import { decisionRecord } from "./decision-record.ts";
import { findSame } from "./find-same.ts";
import type { RecordsWriter } from "./records.ts";

/** An answer about a file, and who asked. */
export interface AnswerToRecord {
  readonly inspection: Inspection & { readonly sha256: string };
  readonly question: Question;
  readonly decision: Judgement;
  /** How the picture looks; null where that cannot be said. */
  readonly fingerprint: Fingerprint | null;
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

/** Where among the new records an answer's is, and whether it is there for this answer or for one before it that says the same. */
interface ToWrite {
  readonly at: number;
  readonly isFirst: boolean;
}

/** Records an answer and a note about it, each once: the same answer to the same question about the same file is not recorded again. */
export async function recordAnswer(writer: RecordsWriter, answer: AnswerToRecord): Promise<RecordedAnswer> {
  const [recorded] = await recordAnswers(writer, [answer]);
  return recorded!;
}

/** The same for several answers, in one step of the log: all are safe on disk when this returns, or none. In the order of the answers. */
export async function recordAnswers(
  writer: RecordsWriter,
  answers: readonly AnswerToRecord[],
): Promise<readonly RecordedAnswer[]> {
  const known = await writer.read();
  const fresh: NewRecord[] = [];
  const places = new Map<string, number>();
  const place = async (one: NewRecord): Promise<RecordedAnswer | ToWrite> => {
    const key = canonicalJson({ kind: one.kind, body: one.body });
    const at = places.get(key);
    if (at !== undefined) return { at, isFirst: false };
    const same = await findSame(known, one);
    if (same !== null) return { record: same.position, id: same.record.id, written: false };
    places.set(key, fresh.length);
    return { at: fresh.push(one) - 1, isFirst: true };
  };
  const placed: (RecordedAnswer | ToWrite)[] = [];
  for (const answer of answers) {
    const { by, note } = answer;
    const { sha256 } = answer.inspection;
    placed.push(await place(decisionOf(answer)));
    if (note !== undefined) await place({ kind: "note", body: { about: sha256, text: note, by } });
  }
  const written = fresh.length === 0 ? [] : await writer.write(fresh);
  return placed.map((one) => {
    if (!("at" in one)) return one;
    const { index, record } = written[one.at]!;
    return { record: index, id: record.id, written: one.isFirst };
  });
}

function decisionOf({
  inspection,
  question,
  decision,
  fingerprint,
  by,
  generationId,
  declarations = [],
}: AnswerToRecord): NewRecord {
  return decisionRecord({
    inspection,
    question,
    decision,
    declarations,
    fingerprint,
    ...(by === undefined ? {} : { by }),
    ...(generationId === undefined ? {} : { generationId }),
  });
}
