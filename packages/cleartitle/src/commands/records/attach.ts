import { CleartitleError } from "../../cleartitle-error.ts";
import { attachEvidence, prepareEvidence, type AttachedEvidence } from "../../records/evidence-record.ts";
import { aimOf } from "../../records/name-record.ts";
import { asOption } from "../../records/require-text.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

export interface AttachOptions extends RecordsOptions {
  readonly about: string;
  readonly proves: string;
  readonly kind: string;
}

/** One file of evidence, or why it was not recorded. */
type Attached =
  | ({ readonly file: string } & AttachedEvidence)
  | { readonly file: string; readonly record: null; readonly problem: string };

/** `cleartitle attach FILE… --about FILE|RECORD`: puts on record, by their hashes, files that prove something. The files stay where they are. */
export async function attach(
  paths: readonly string[],
  options: AttachOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const prepared = prepareEvidence(options, asOption);
  const output = new Output(around.stdout);
  const all: Attached[] = [];
  const writer = await openWriter(options, around);
  try {
    const about = await aimOf(await writer.read(), options.about);
    for (const file of paths) {
      if (around.stop.aborted) break;
      const one = await attachOne(file, async () => attachEvidence(writer, file, about, prepared));
      all.push(one);
      if (one.record === null) around.stderr.write(`cleartitle: ${safeText(one.problem)}\n`);
      else if (options.json !== true) await output.write(`${safeText(line(one, prepared.kind))}\n`);
    }
  } finally {
    await writer.close();
  }
  if (options.json === true) await output.write(`${JSON.stringify(all, null, 2)}\n`);
  if (all.some(({ record }) => record !== null))
    around.stderr.write(
      "On record are hash, size and kind. The files stay where they are: keep them, for only they prove anything.\n",
    );
  if (around.stop.aborted) return 130;
  return all.every(({ record }) => record !== null) ? 0 : 2;
}

/** A file that is missing is no reason not to record the others. */
async function attachOne(file: string, work: () => Promise<AttachedEvidence>): Promise<Attached> {
  try {
    return { file, ...(await work()) };
  } catch (error) {
    if (!(error instanceof CleartitleError) || error.code === "ledger") throw error;
    return { file, record: null, problem: error.message };
  }
}

function line({ file, record, written }: Extract<Attached, { written: boolean }>, kind = "other"): string {
  return `${written ? "recorded as" : "already on record as"} ${record}  ${kind}  ${file}`;
}
