import type { Verdict } from "@cleartitle/rights";

import { fingerprintOnRecord, lookAt, type Look } from "./picture-fingerprint.ts";
import { recordAnswers, type AnswerToRecord } from "./record-answers.ts";
import type { RecordsWriter } from "./records.ts";

/** One file and what was recorded about it. */
export interface Recorded {
  readonly file: string;
  readonly sha256: string | null;
  readonly verdict: Verdict | null;
  /** The number of the record in the log; null where nothing was recorded. */
  readonly record: number | null;
  readonly id: string | null;
  /** Whether it was written now; false where the very same is on record already. */
  readonly written: boolean;
  readonly problem?: string;
}

interface Waiting {
  readonly file: string;
  /** What is to be recorded, or why nothing is. */
  readonly answer: Omit<AnswerToRecord, "fingerprint"> | string;
}

/** Answers that are written in one step: a step costs the same few waits for the disk however many there are. */
const mostAtOnce = 64;
/** Pictures that are decoded side by side; all of them share the memory that decoding may take. */
const mostDecoded = 4;

/** Records the answers about many files, in their order, some at a time. */
export class RecordingBatch {
  /** What kinds of pictures were met. */
  readonly looks: Set<Look["kind"]> = new Set();
  /** Files that are recorded without a fingerprint because they were not decoded, and why. */
  readonly unseen: { readonly file: string; readonly why: string }[] = [];
  readonly #writer: RecordsWriter;
  #waiting: Waiting[] = [];

  constructor(writer: RecordsWriter) {
    this.#writer = writer;
  }

  /** Takes one more, and returns those that became safe on disk by it: none, or all that waited. */
  async add(file: string, answer: Waiting["answer"]): Promise<readonly Recorded[]> {
    this.#waiting.push({ file, answer });
    return this.#waiting.length < mostAtOnce ? [] : this.finish();
  }

  /** Writes what waits, and returns it. */
  async finish(): Promise<readonly Recorded[]> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const answers: AnswerToRecord[] = [];
    for (let at = 0; at < waiting.length; at += mostDecoded)
      answers.push(...(await Promise.all(waiting.slice(at, at + mostDecoded).map(this.#looked))).flat());
    const recorded = (await recordAnswers(this.#writer, answers)).values();
    return waiting.map(({ file, answer }) => {
      if (typeof answer === "string") return nothing(file, answer);
      const { inspection, decision } = answer;
      return { file, sha256: inspection.sha256, verdict: decision.verdict, ...recorded.next().value! };
    });
  }

  readonly #looked = async ({ file, answer }: Waiting): Promise<readonly AnswerToRecord[]> => {
    if (typeof answer === "string") return [];
    const known = await fingerprintOnRecord(await this.#writer.read(), answer.inspection.sha256);
    if (known !== null) return [{ ...answer, fingerprint: known }];
    const look = await lookAt(file, answer.inspection.sha256);
    this.looks.add(look.kind);
    if (look.kind === "not-decoded") this.unseen.push({ file, why: look.why });
    return [{ ...answer, fingerprint: look.kind === "seen" ? look.fingerprint : null }];
  };
}

const nothing = (file: string, problem: string): Recorded => ({
  file,
  sha256: null,
  verdict: null,
  record: null,
  id: null,
  written: false,
  problem,
});
