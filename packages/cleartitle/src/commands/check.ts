import type { Answer, Inspection } from "../answer.ts";
import { dayOf } from "../ask/parse-day.ts";
import type { Question } from "../ask/question.ts";
import type { DeclaredCase } from "../declarations/apply-declarations.ts";
import type { Cleartitle } from "../cleartitle.ts";
import { namesOf } from "../render/names.ts";
import { deniedSummary } from "../render/words-text.ts";
import { Overview } from "../overview/overview.ts";
import { HtmlReport } from "../reports/html-report.ts";
import { openReport } from "../reports/open-report.ts";
import type { RunFacts } from "../reports/report.ts";
import { commandName, type ExitStatus, type Surroundings } from "../surroundings.ts";
import { Output } from "../terminal/output.ts";
import { paperOf } from "../terminal/paper.ts";
import { Refusals } from "./refusals.ts";
import { safeText } from "../terminal/safe-text.ts";
import { questionOf, typedOptions, type CheckOptions } from "./check-options.ts";
import { Declared } from "./declared.ts";
import { inspectFiles } from "./inspect-files.ts";
import { outputFormat } from "./output-format.ts";
import { Pace } from "./pace.ts";
import { OnRecord } from "./on-record.ts";
import { openForImages } from "./open-terms.ts";
import { problemInspection } from "./problem-inspection.ts";
import { untilStopped } from "./until-stopped.ts";

/** `cleartitle check PATH…`: reads image files and folders, and answers for each. `--html` writes a page beside what is printed. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const format = outputFormat(options);
  const cleartitle = await openForImages(options, around);
  const declared = await Declared.open(options, cleartitle.corpus, around);
  const question = questionOf(cleartitle.corpus, declared.withDefaults(options), dayOf(around.now()));
  const onRecord = await OnRecord.open(options, cleartitle.corpus, around);
  const names = namesOf(cleartitle.corpus);
  const run = runFacts(cleartitle, question, around);
  const report = openReport(
    format,
    new Output(around.stdout),
    run,
    {
      paper: paperOf(around.stdout, around.environment, around.platform),
      names,
      typed: { name: commandName(around), options: typedOptions(options) },
      details: options.details === true,
    },
    around,
  );
  const page =
    options.html === undefined ? null : await HtmlReport.open(options.html, names, run, around.stop);
  const pace = new Pace(paths, around);
  const overview = new Overview();
  const refusals = new Refusals();
  let answered = 0;

  try {
    const inspected = inspectFiles(cleartitle, paths, options, around);
    for await (const { inspection, error } of untilStopped(inspected, around.stop)) {
      const { file } = inspection;
      const outcome =
        error === null
          ? answerFor(
              cleartitle,
              inspection,
              await onRecord
                .about(question, inspection)
                .then((standing) => () => declared.apply(question, inspection, standing)),
            )
          : { answer: { file, evidence: inspection, decision: null }, error };
      pace.clear();
      answered += 1;
      overview.add(outcome.answer);
      if (outcome.error !== null) refusals.add(file, outcome.error, around);
      if (outcome.error === null || format !== "text") await report.add(outcome.answer);
      await page?.add(outcome.answer);
      pace.show(file);
    }
    pace.clear();
    refusals.end(around);
    await report.end(overview);
    await page?.end(overview);
  } finally {
    await onRecord.close();
    await report.discard?.();
    await page?.discard();
  }
  if (options.html !== undefined) around.stderr.write(`The report is in ${safeText(options.html)}.\n`);

  const denied = format === "text" ? null : deniedSummary(overview);
  if (denied !== null) around.stderr.write(`cleartitle: ${safeText(denied)}\n`);
  const { tally } = overview;
  if (around.stop.aborted) return 130;
  // Nothing that was left to do is no yes either (docs/decisions/0003-exit-status.md).
  if (tally.none > 0 || answered === 0 || onRecord.failed === 2) return 2;
  if (onRecord.failed === 1) return 1;
  return tally.conditional + tally.forbidden + tally.unknown > 0 ? 1 : 0;
}

function runFacts({ corpus }: Cleartitle, { use, market, on }: Question, { now }: Surroundings): RunFacts {
  const { version, digest } = corpus;
  const moment = now();
  return { use, market: market ?? null, on: on ?? dayOf(moment), corpus: { version, digest }, now: moment };
}

interface Outcome {
  readonly answer: Answer;
  /** Why there is no answer at all; null where there is one, or where the evidence says why not. */
  readonly error: Error | null;
}

/** A file that cannot be answered for is no reason to leave the others without an answer. */
function answerFor(
  cleartitle: Cleartitle,
  inspection: Inspection,
  ask: () => DeclaredCase<Inspection>,
): Outcome {
  const { file } = inspection;
  try {
    const asked = ask();
    const decision = cleartitle.decide(asked.inspection, asked.question);
    return { answer: { file, evidence: inspection, decision }, error: null };
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    return { answer: { file, evidence: problemInspection(file, known), decision: null }, error: known };
  }
}
