import { dayOf } from "../../ask/parse-day.ts";
import type { CheckedQuestion } from "../../ask/question.ts";
import type { Cleartitle } from "../../cleartitle.ts";
import type { DeclaredCase } from "../../declarations/apply-declarations.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import type { Inspection, Judgement } from "../../answer.ts";
import { proofRecords } from "../../declarations/proof-records.ts";
import { withoutKnown } from "../../records/find-same.ts";
import type { AnswerToRecord } from "../../records/record-answers.ts";
import { RecordingBatch, type Recorded } from "../../records/recording-batch.ts";
import { Overview } from "../../overview/overview.ts";
import { deniedSummary } from "../../render/words-text.ts";
import { commandName, type ExitStatus, type Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { questionOf, type CheckOptions } from "../check-options.ts";
import { Declared } from "../declared.ts";
import { inspectFiles } from "../inspect-files.ts";
import { OnRecord } from "../on-record.ts";
import { openForImages } from "../open-terms.ts";
import { Pace } from "../pace.ts";
import { untilStopped } from "../until-stopped.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

export interface RecordOptions extends RecordsOptions, Omit<CheckOptions, "json" | "jsonl" | "ledger"> {
  readonly by?: string;
  readonly note?: string;
  readonly generation?: string;
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
  const overview = new Overview();
  const writer = await openWriter(options, around);
  const batch = new RecordingBatch(writer);
  const pace = new Pace(paths, around);
  const tell = async (recorded: readonly Recorded[]): Promise<void> => {
    all.push(...recorded);
    if (recorded.length > 0) pace.clear();
    for (const one of recorded) {
      if (one.problem !== undefined) around.stderr.write(`cleartitle: ${safeText(one.problem)}\n`);
      else if (options.json !== true) await output.write(`${safeText(line(one))}\n`);
    }
  };
  try {
    const onRecord = OnRecord.within(await writer.read(), cleartitle.corpus, around);
    const proofs = await withoutKnown(await writer.read(), proofRecords(declared.files));
    if (proofs.length > 0) await writer.write(proofs);
    const inspected = inspectFiles(cleartitle, paths, {}, around);
    for await (const { inspection, error } of untilStopped(inspected, around.stop)) {
      const one =
        error === null
          ? await answerTo(cleartitle, { inspection, question, options, declared, onRecord })
          : error.message;
      const decision = typeof one === "string" ? null : one.decision;
      overview.add({ file: inspection.file, evidence: inspection, decision });
      await tell(await batch.add(inspection.file, one));
      pace.show(inspection.file);
    }
    await tell(await batch.finish());
    unread = onRecord.failed !== 0;
  } finally {
    await writer.close();
  }
  const denied = deniedSummary(overview);
  if (denied !== null) around.stderr.write(`cleartitle: ${safeText(denied)}\n`);
  if (batch.looks.has("no-sharp"))
    around.stderr.write(
      "The package sharp is not installed, so changed copies of these images will not be found by how they look.\n",
    );
  if (batch.looks.has("flat"))
    around.stderr.write(
      "On some of these images there is too little to see to find changed copies of them by how they look.\n",
    );
  tellUnseen(batch.unseen, around);
  if (options.json === true) await output.write(`${JSON.stringify(all, null, 2)}\n`);
  else if (all.length > 1)
    around.stderr.write(`${summary(all)} Prove one: ${commandName(around)} prove FILE\n`);
  if (around.stop.aborted) return 130;
  if (unread || all.some(({ record: index }) => index === null)) return 2;
  return all.every(({ verdict }) => verdict === "allowed") ? 0 : 1;
}

const mostTold = 20;

/** The records stand all the same: only by its hash is a file found again that was not decoded. */
function tellUnseen(unseen: RecordingBatch["unseen"], { stderr }: Surroundings): void {
  for (const { file, why } of unseen.slice(0, mostTold))
    stderr.write(
      safeText(`cleartitle: ${file} has no fingerprint, so changed copies of it will not be found: ${why}.`) +
        "\n",
    );
  if (unseen.length > mostTold)
    stderr.write(`cleartitle: ${unseen.length - mostTold} more have no fingerprint.\n`);
}

interface Case {
  readonly inspection: Inspection;
  readonly question: CheckedQuestion;
  readonly options: RecordOptions;
  readonly declared: Declared;
  readonly onRecord: OnRecord;
}

/** The answer about one file, or why there is none. */
async function answerTo(
  cleartitle: Cleartitle,
  { inspection, question, options, declared, onRecord }: Case,
): Promise<Omit<AnswerToRecord, "fingerprint"> | string> {
  const { file, sha256 } = inspection;
  const standing = await onRecord.about(question, inspection);
  const answered = decided(cleartitle, () => declared.apply(question, inspection, standing));
  if (answered instanceof Error) return `${file}: ${answered.message}`;
  const { asked, decision } = answered;
  if (decision === null || sha256 === null) {
    const why = inspection.problems.map(({ message }) => message).join(" ");
    return `${file} cannot be read as an image. ${why}`.trim();
  }
  const { by, note, generation: generationId } = options;
  return {
    inspection: { ...inspection, sha256 },
    question: asked.question,
    decision,
    by,
    note,
    generationId,
    declarations: declared.files.map(({ sha256: digest }) => digest),
  };
}

/** A file that cannot be answered for is no reason not to record the others. */
function decided(
  cleartitle: Cleartitle,
  ask: () => DeclaredCase<Inspection>,
): { readonly asked: DeclaredCase<Inspection>; readonly decision: Judgement | null } | Error {
  try {
    const asked = ask();
    return { asked, decision: cleartitle.decide(asked.inspection, asked.question) };
  } catch (error) {
    if (error instanceof CleartitleError) return error;
    throw error;
  }
}

/** `287 answers recorded, 13 on record already, 2 not.` */
function summary(all: readonly Recorded[]): string {
  const failed = all.filter(({ record: index }) => index === null).length;
  const added = all.filter(({ written }) => written).length;
  const known = all.length - failed - added;
  return [
    `${added === 1 ? "1 answer" : `${added} answers`} recorded`,
    ...(known > 0 ? [`${known} on record already`] : []),
    ...(failed > 0 ? [`${failed} not`] : []),
  ]
    .join(", ")
    .concat(".");
}

const line = ({ file, verdict, record: index, written }: Recorded): string =>
  `${written ? "recorded as" : "already on record as"} ${index}  ${verdict}  ${file}`;
