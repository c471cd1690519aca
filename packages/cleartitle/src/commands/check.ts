import type { Answer } from "../answer.ts";
import { dayOf } from "../ask/parse-day.ts";
import type { Question } from "../ask/question.ts";
import type { Cleartitle } from "../cleartitle.ts";
import { imageFiles } from "../files/image-files.ts";
import { namesOf } from "../render/names.ts";
import { emptyTally } from "../render/summary.ts";
import { commandName, type ExitStatus, type Surroundings } from "../surroundings.ts";
import { Output } from "../terminal/output.ts";
import { paperOf } from "../terminal/paper.ts";
import { Progress } from "../terminal/progress.ts";
import { safeText } from "../terminal/safe-text.ts";
import { questionOf, typedOptions, type CheckOptions } from "./check-options.ts";
import { JsonArray } from "./json-array.ts";
import { openTerms } from "./open-terms.ts";
import { problemInspection } from "./problem-inspection.ts";
import { TextReport } from "./text-report.ts";
import { untilStopped } from "./until-stopped.ts";

/** `cleartitle check PATH…`: reads image files and folders, and answers for each. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const cleartitle = await openTerms(options, around);
  const question = questionOf(cleartitle.corpus, options, dayOf(around.now()));
  const output = new Output(around.stdout);
  const report =
    options.json === true
      ? new JsonArray(output)
      : new TextReport(output, {
          paper: paperOf(around.stdout, around.environment, around.platform),
          names: namesOf(cleartitle.corpus),
          typed: { name: commandName(around), options: typedOptions(options) },
          details: options.details === true,
        });
  const progress = new Progress(around.stderr);
  const tally = emptyTally();
  let count = 0;

  for await (const found of untilStopped(imageFiles(paths), around.stop)) {
    count += 1;
    progress.show(`${count}  ${found.path}`);
    const { answer, error } =
      found.kind === "problem"
        ? unanswered(found.path, found.error)
        : await answerFor(cleartitle, found.path, question);
    progress.clear();
    tally[answer.decision?.verdict ?? "none"] += 1;
    if (error !== null) around.stderr.write(`cleartitle: ${safeText(error.message)}\n`);
    if (error === null || options.json === true) await report.add(answer);
  }
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
async function answerFor(cleartitle: Cleartitle, path: string, question: Question): Promise<Outcome> {
  try {
    return { answer: await cleartitle.check(path, question), error: null };
  } catch (error) {
    return unanswered(path, error instanceof Error ? error : new Error(String(error)));
  }
}

function unanswered(file: string, error: Error): Outcome {
  return { answer: { file, evidence: problemInspection(file, error), decision: null }, error };
}
