import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";

import type { Corpus } from "@cleartitle/corpus";

import type { Inspection } from "../answer.ts";
import { dayOf } from "../ask/parse-day.ts";
import type { CheckedQuestion } from "../ask/question.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { explainFileError } from "../files/explain-file-error.ts";
import { explanationText } from "../render/explain/explanation-text.ts";
import { namesOf } from "../render/names.ts";
import type { ExitStatus, Surroundings } from "../surroundings.ts";
import { Output } from "../terminal/output.ts";
import { paperOf } from "../terminal/paper.ts";
import { safeText } from "../terminal/safe-text.ts";
import { Declared } from "./declared.ts";
import { OnRecord } from "./on-record.ts";
import { questionOf, type CheckOptions } from "./check-options.ts";
import { openForImages } from "./open-terms.ts";
import { unlessStopped } from "./unless-stopped.ts";

/** A question longer than this is not one. */
const longestQuestion = 1024 * 1024;

export interface ExplainOptions extends CheckOptions {
  /** A file with the question as JSON; `-` for standard input. */
  readonly question?: string;
}

/** `cleartitle explain FILE`, `explain -` (a question as JSON from standard input), `explain [FILE] --question FILE`: the whole story of one answer. */
export async function explain(
  path: string | undefined,
  options: ExplainOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const written = path === "-" ? "-" : options.question;
  const file = path === "-" ? undefined : path;
  if (path === "-" && options.question !== undefined)
    throw new CleartitleError("usage", "Give the question once: on standard input, or with --question.");
  if (file === undefined && written === undefined)
    throw new CleartitleError("usage", "Name an image file, or give a question with - or --question FILE.");
  if (written !== undefined) refuseOptions(options);
  const cleartitle = await openForImages(options, around);
  const declared = await Declared.open(options, cleartitle.corpus, around);
  const today = dayOf(around.now());
  const question =
    written === undefined
      ? questionOf(cleartitle.corpus, declared.withDefaults(options), today)
      : await readWritten(cleartitle.corpus, written, around.stdin, today);
  const evidence = file === undefined ? null : await unlessStopped(cleartitle.inspect(file), around.stop);
  const onRecord = await OnRecord.open(options, cleartitle.corpus, around);
  const standing = await onRecord.about(question, evidence);
  await onRecord.close();
  const asked = declared.apply(question, evidence, standing);
  const explanation = cleartitle.explain(asked.inspection, asked.question);
  const output = new Output(around.stdout);
  if (explanation === null) {
    around.stderr.write(`cleartitle: ${unreadable(file ?? "", evidence)}\n`);
    return 2;
  }
  const { decision, ...story } = explanation;
  await output.write(
    options.json === true
      ? `${JSON.stringify({ file: file ?? null, evidence, decision, explanation: story }, null, 2)}\n`
      : explanationText(
          paperOf(around.stdout, around.environment, around.platform),
          namesOf(cleartitle.corpus),
          file ?? "Your question",
          evidence,
          explanation,
        ),
  );
  if (onRecord.failed !== 0) return onRecord.failed;
  return decision.verdict === "allowed" ? 0 : 1;
}

/** A question that is written out says everything; an option beside it would leave open which of the two counts. */
function refuseOptions(options: ExplainOptions): void {
  const given = Object.keys(options).filter(
    (name) => !["json", "question", "corpus", "declarations", "ledger", "trustAnchors"].includes(name),
  );
  if (given.length > 0)
    throw new CleartitleError(
      "usage",
      `The question says everything; leave out ${given.map((name) => `--${name}`).join(", ")}, or write it into the question.`,
    );
}

async function readWritten(
  corpus: Corpus,
  path: string,
  stdin: Readable,
  today: string,
): Promise<CheckedQuestion> {
  const where = path === "-" ? "Standard input" : path;
  const text = await readText(path === "-" ? stdin : createReadStream(path), path, where);
  // The schema of questions takes longer to load than all else, and only a written question needs it.
  const { readWrittenQuestion } = await import("../ask/read-question.ts");
  return readWrittenQuestion(corpus, text.replace(/^\ufeff/, ""), today);
}

async function readText(stream: Readable, path: string, where: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of stream as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > longestQuestion)
        throw new CleartitleError("line-too-long", `${where} is longer than ${longestQuestion} bytes.`);
      parts.push(part);
    }
  } catch (error) {
    throw explainFileError(path, error);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch (error) {
    throw new CleartitleError("bad-json", `${where} is not UTF-8.`, error);
  }
}

function unreadable(file: string, evidence: Inspection | null): string {
  const message = evidence?.problems[0]?.message ?? "it is not an image that can be read";
  return safeText(`${file}: ${message}`);
}
