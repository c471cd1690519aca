import { dayOf } from "../../ask/parse-day.ts";
import type { Question } from "../../ask/question.ts";
import type { Cleartitle } from "../../cleartitle.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import type { Inspection, Judgement } from "../../answer.ts";
import { proofRecords } from "../../declarations/proof-records.ts";
import { withoutKnown } from "../../records/find-same.ts";
import { lookAt, type Look } from "../../records/picture-fingerprint.ts";
import { recordAnswer } from "../../records/record-answer.ts";
import type { RecordsWriter } from "../../records/records.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { questionOf, type CheckOptions } from "../check-options.ts";
import { Declared } from "../declared.ts";
import { inspectFiles } from "../inspect-files.ts";
import { OnRecord } from "../on-record.ts";
import { openForImages } from "../open-terms.ts";
import { untilStopped } from "../until-stopped.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

export interface RecordOptions extends RecordsOptions, Omit<CheckOptions, "json" | "jsonl" | "ledger"> {
  readonly by?: string;
  readonly note?: string;
  readonly generation?: string;
}

/** One file and what was recorded about it. */
interface Recorded {
  readonly file: string;
  readonly sha256: string | null;
  readonly verdict: Judgement["verdict"] | null;
  /** The number of the record in the log; null where nothing was recorded. */
  readonly record: number | null;
  readonly id: string | null;
  /** Whether it was written now; false where the very same is on record already. */
  readonly written: boolean;
  readonly problem?: string;
}

/** `cleartitle record FILE…`: checks image files as `check` does, and records each answer. */
export async function record(
  paths: readonly string[],
  options: RecordOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const cleartitle = await openForImages(options, around);
  const declared = await Declared.open(options, cleartitle.corpus, around);
  const question = questionOf(cleartitle.corpus, declared.withDefaults(options), dayOf(around.now()));
  const output = new Output(around.stdout);
  const all: Recorded[] = [];
  let unread = false;
  const looks = new Set<Look["kind"]>();
  const writer = await openWriter(options, around);
  try {
    const onRecord = OnRecord.within(await writer.read(), cleartitle.corpus, around);
    const proofs = await withoutKnown(await writer.read(), proofRecords(declared.files));
    if (proofs.length > 0) await writer.write(proofs);
    const inspected = inspectFiles(cleartitle, paths, {}, around);
    for await (const { inspection, error } of untilStopped(inspected, around.stop)) {
      const one =
        error === null
          ? await recordOne(cleartitle, writer, { inspection, question, options, looks, declared, onRecord })
          : nothing(inspection.file, error.message);
      all.push(one);
      if (one.problem !== undefined) around.stderr.write(`cleartitle: ${safeText(one.problem)}\n`);
      else if (options.json !== true) await output.write(`${safeText(line(one))}\n`);
    }
    unread = onRecord.failed;
  } finally {
    await writer.close();
  }
  if (looks.has("no-sharp"))
    around.stderr.write(
      "The package sharp is not installed, so changed copies of these images will not be found by how they look.\n",
    );
  if (looks.has("flat"))
    around.stderr.write(
      "On some of these images there is too little to see to find changed copies of them by how they look.\n",
    );
  if (options.json === true) await output.write(`${JSON.stringify(all, null, 2)}\n`);
  if (around.stop.aborted) return 130;
  if (unread || all.some(({ record: index }) => index === null)) return 2;
  return all.every(({ verdict }) => verdict === "allowed") ? 0 : 1;
}

interface Case {
  readonly inspection: Inspection;
  readonly question: Question;
  readonly options: RecordOptions;
  readonly looks: Set<Look["kind"]>;
  readonly declared: Declared;
  readonly onRecord: OnRecord;
}

async function recordOne(
  cleartitle: Cleartitle,
  writer: RecordsWriter,
  { inspection, question, options, looks, declared, onRecord }: Case,
): Promise<Recorded> {
  const { file, sha256 } = inspection;
  const asked = declared.apply(question, inspection, await onRecord.about(question, inspection));
  const decision = decided(cleartitle, asked.inspection, asked.question);
  if (decision instanceof Error) return nothing(file, decision.message);
  if (decision === null || sha256 === null) {
    const why = inspection.problems.map(({ message }) => message).join(" ");
    return nothing(file, `${file} cannot be read as an image. ${why}`.trim());
  }
  const look = await lookAt(file);
  looks.add(look.kind);
  const { by, note, generation: generationId } = options;
  const answer = {
    inspection: { ...inspection, sha256 },
    question: asked.question,
    decision,
    look,
    by,
    note,
    generationId,
    declarations: declared.files.map(({ sha256: file }) => file),
  };
  return { file, sha256, verdict: decision.verdict, ...(await recordAnswer(writer, answer)) };
}

/** A file that cannot be answered for is no reason not to record the others. */
function decided(
  cleartitle: Cleartitle,
  inspection: Inspection,
  question: Question,
): Judgement | null | Error {
  try {
    return cleartitle.decide(inspection, question);
  } catch (error) {
    if (error instanceof CleartitleError) return error;
    throw error;
  }
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

const line = ({ file, verdict, record: index, written }: Recorded): string =>
  `${written ? "recorded as" : "already on record as"} ${index}  ${verdict}  ${file}`;
