import type { Issue } from "../ask/issue.ts";
import { dayOf } from "../ask/parse-day.ts";
import { readWrittenQuestion } from "../ask/read-question.ts";
import type { Judgement } from "../answer.ts";
import { CleartitleError, type CleartitleErrorCode } from "../cleartitle-error.ts";
import type { Cleartitle } from "../cleartitle.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import { linesOf, type Line } from "../files/lines.ts";
import type { ExitStatus, Surroundings } from "../surroundings.ts";
import { changesOf, type ChangedPart } from "../terms/changes-of.ts";
import { Output } from "../terminal/output.ts";
import { Declared, type DeclaredOptions } from "./declared.ts";
import { openTerms } from "./open-terms.ts";
import type { OwnOptions } from "./own-folders.ts";
import { untilStopped } from "./until-stopped.ts";

/** A question longer than this is not one. */
const longestLine = 1024 * 1024;

interface LineProblem {
  readonly error: {
    readonly code: CleartitleErrorCode;
    readonly message: string;
    readonly line: number;
    readonly issues: readonly Issue[];
  };
}

export interface JudgeOptions extends OwnOptions, DeclaredOptions {
  /** The folder of an older corpus, or its compiled form: only answers that differ from those of then are written. */
  readonly changed?: string;
}

/** One line of input with the two answers to it, where they differ. */
interface ChangedLine {
  readonly line: number;
  readonly question: unknown;
  readonly changed: readonly (ChangedPart | "error")[];
  readonly before: Judgement | LineProblem;
  readonly after: Judgement | LineProblem;
}

/**
 * `cleartitle judge`: questions from standard input, one JSON object a line; one decision a line in the same order. A line that
 * is no question gets a line that says why, and the others are answered all the same. Empty lines are passed over.
 *
 * With `--changed OLD_CORPUS` only the answers that differ between the two are written, each with its question, what differs, and both answers in full.
 * The status is then 0 where none does, and 1 where some do.
 */
export async function judge(options: JudgeOptions, around: Surroundings): Promise<ExitStatus> {
  const cleartitle = await openTerms(options, around);
  const older = options.changed === undefined ? null : await openTerms(options, around, options.changed);
  const declared = await Declared.open(options, cleartitle.corpus, around);
  const output = new Output(around.stdout);
  if ((around.stdin as { isTTY?: boolean }).isTTY === true) {
    around.stderr.write("Waiting for questions, one JSON object a line; end with Ctrl-D.\n");
  }
  const today = dayOf(around.now());
  let answered = 0;
  let failed = 0;
  let notYes = 0;
  let denied = 0;
  for await (const line of untilStopped(linesOf(around.stdin, longestLine), around.stop)) {
    if (line.text?.trim() === "") continue;
    answered += 1;
    const result = answerLine(cleartitle, declared, line, today);
    if ("error" in result) failed += 1;
    else if (deniedFacts(result).length > 0) denied += 1;
    if (older !== null) {
      const changed = changedLine(line, answerLine(older, declared, line, today), result);
      if (changed !== null) notYes += 1;
      if (changed !== null || "error" in result) await output.write(`${JSON.stringify(changed ?? result)}\n`);
      continue;
    }
    if (!("error" in result) && result.verdict !== "allowed") notYes += 1;
    await output.write(`${JSON.stringify(result)}\n`);
  }
  if (around.stop.aborted) return 130;
  if (answered === 0)
    around.stderr.write("cleartitle: no questions came; write one JSON object a line to standard input.\n");
  if (denied > 0)
    around.stderr.write(
      `cleartitle: ${denied} of ${answered} questions deny what their own words say, which does not count; see "denied-by-file" in their "problems".\n`,
    );
  if (failed > 0)
    around.stderr.write(
      `cleartitle: ${failed} of ${answered} lines could not be answered; see their "error".\n`,
    );
  if (failed > 0 || answered === 0) return 2;
  return notYes > 0 ? 1 : 0;
}

/** Null where both answers are the same, or both versions refuse the question for the same reason. */
function changedLine(
  { number, text }: Line,
  before: Judgement | LineProblem,
  after: Judgement | LineProblem,
): ChangedLine | null {
  const failed = "error" in before || "error" in after;
  const changed = failed
    ? "error" in before && "error" in after && before.error.code === after.error.code
      ? []
      : (["error"] as const)
    : changesOf(before, after);
  return changed.length === 0
    ? null
    : { line: number, question: text === null ? null : safelyParsed(text), changed, before, after };
}

/** The question as it was written; null where it is no JSON. */
function safelyParsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function answerLine(
  cleartitle: Cleartitle,
  declared: Declared,
  { number, text, problem }: Line,
  today: string,
): Judgement | LineProblem {
  try {
    if (text === null) throw unreadable(problem);
    const asked = readWrittenQuestion(cleartitle.corpus, text, today);
    return cleartitle.judge(declared.apply(asked, null).question);
  } catch (error) {
    const { code, issues } =
      error instanceof CleartitleError ? error : { code: "internal" as const, issues: [] };
    const message = error instanceof Error ? error.message : String(error);
    return { error: { code, message, line: number, issues } };
  }
}

function unreadable(problem: Line["problem"]): CleartitleError {
  if (problem === "line-too-long")
    return new CleartitleError("line-too-long", `The line is longer than ${longestLine} bytes.`);
  return new CleartitleError("bad-json", "The line is not UTF-8.");
}
