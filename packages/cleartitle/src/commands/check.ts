import type { Answer, Inspection } from "../answer.ts";
import { dayOf } from "../ask/parse-day.ts";
import type { Question } from "../ask/question.ts";
import type { Cleartitle } from "../cleartitle.ts";
import { namesOf } from "../render/names.ts";
import { emptyTally } from "../render/summary.ts";
import { commandName, type ExitStatus, type Surroundings } from "../surroundings.ts";
import { Output } from "../terminal/output.ts";
import { paperOf } from "../terminal/paper.ts";
import { safeText } from "../terminal/safe-text.ts";
import { questionOf, typedOptions, type CheckOptions } from "./check-options.ts";
import { inspectFiles } from "./inspect-files.ts";
import { JsonArray } from "./json-array.ts";
import { JsonLines } from "./json-lines.ts";
import { Pace } from "./pace.ts";
import { openTerms } from "./open-terms.ts";
import { problemInspection } from "./problem-inspection.ts";
import { refuseBothShapes } from "./scan-options.ts";
import { TextReport } from "./text-report.ts";
import { untilStopped } from "./until-stopped.ts";

/** `cleartitle check PATH…`: reads image files and folders, and answers for each. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  refuseBothShapes(options);
  const cleartitle = await openTerms(options, around);
  const question = questionOf(cleartitle.corpus, options, dayOf(around.now()));
  const output = new Output(around.stdout);
  const forPrograms = options.json === true || options.jsonl === true;
  const report =
    options.json === true
      ? new JsonArray(output)
      : options.jsonl === true
        ? new JsonLines(output)
        : new TextReport(output, {
            paper: paperOf(around.stdout, around.environment, around.platform),
            names: namesOf(cleartitle.corpus),
            typed: { name: commandName(around), options: typedOptions(options) },
            details: options.details === true,
          });
  const pace = new Pace(paths, around);
  const tally = emptyTally();

  const inspected = inspectFiles(cleartitle, paths, options, around);
  for await (const { inspection, error } of untilStopped(inspected, around.stop)) {
    const { file } = inspection;
    const outcome =
      error === null
        ? answerFor(cleartitle, inspection, question)
        : { answer: { file, evidence: inspection, decision: null }, error };
    pace.clear();
    tally[outcome.answer.decision?.verdict ?? "none"] += 1;
    if (outcome.error !== null) around.stderr.write(`cleartitle: ${safeText(outcome.error.message)}\n`);
    if (outcome.error === null || forPrograms) await report.add(outcome.answer);
    pace.show(file);
  }
  pace.clear();
  await report.end(tally);

  if (around.stop.aborted) return 130;
  if (tally.none > 0) return 2;
  return tally.conditional + tally.forbidden + tally.unknown > 0 ? 1 : 0;
}

interface Outcome {
  readonly answer: Answer;
  /** Why there is no answer at all; null where there is one, or where the evidence says why not. */
  readonly error: Error | null;
}

/** A file that cannot be answered for is no reason to leave the others without an answer. */
function answerFor(cleartitle: Cleartitle, inspection: Inspection, question: Question): Outcome {
  const { file } = inspection;
  try {
    const decision = cleartitle.decide(inspection, question);
    return { answer: { file, evidence: inspection, decision }, error: null };
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    return { answer: { file, evidence: problemInspection(file, known), decision: null }, error: known };
  }
}
