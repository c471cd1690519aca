import { statSync } from "node:fs";

import { findParty, type Corpus } from "@cleartitle/corpus";

import { dayOf } from "../../ask/parse-day.ts";
import { CleartitleError } from "../../cleartitle-error.ts";
import { requireImage } from "../../records/inspect-image.ts";
import { publicationPlace } from "../../records/publication-place.ts";
import { preparePublication, type PreparedPublication } from "../../records/publication-record.ts";
import { recordPublication, type RecordedPublication } from "../../records/record-publication.ts";
import { asOption } from "../../records/require-text.ts";
import type { RecordsWriter } from "../../records/records.ts";
import { commandName, type ExitStatus, type Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { shellWord } from "../../terminal/shell-word.ts";
import { Declared, type DeclaredOptions } from "../declared.ts";
import { inspectFiles, type Inspected } from "../inspect-files.ts";
import { openTerms } from "../open-terms.ts";
import type { OwnOptions } from "../own-folders.ts";
import { untilStopped } from "../until-stopped.ts";
import { openWriter, type RecordsOptions } from "./records-options.ts";

export interface PublishOptions extends RecordsOptions, OwnOptions, DeclaredOptions {
  readonly where: string;
  readonly for?: string;
  readonly url?: string;
  readonly on?: string;
  readonly to?: string;
  readonly attribution?: string;
  readonly met?: readonly string[];
  readonly by?: string;
}

/** One file and what was recorded about it, or why nothing was. */
type Published =
  | ({ readonly file: string } & RecordedPublication)
  | { readonly file: string; readonly sha256: null; readonly record: null; readonly problem: string };

/**
 * `cleartitle publish FILE… --where PLACE`: puts on record that images were published, delivered or submitted, and publishes nothing itself. What
 * has happened is recorded whatever the decision says; the status is 0 only where the newest decision on record for this use and place is a
 * yes and what it asks for before and with the use is met.
 */
export async function publish(
  paths: readonly string[],
  options: PublishOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  refuseFolders(paths);
  const cleartitle = await openTerms(options, around);
  const { corpus } = cleartitle;
  const use = options.for ?? (await usualUse(corpus, options, around));
  const publication = preparePublication(corpus, { ...options, use }, dayOf(around.now()), asOption);
  const output = new Output(around.stdout);
  const all: Published[] = [];
  const writer = await openWriter(options, around);
  try {
    for await (const one of untilStopped(inspectFiles(cleartitle, paths, {}, around), around.stop)) {
      const published = await publishOne(writer, one, publication);
      all.push(published);
      if (options.json !== true && published.record !== null)
        await output.write(`${safeText(line(published))}\n`);
      for (const each of remarks(published, corpus)) around.stderr.write(`cleartitle: ${safeText(each)}\n`);
    }
  } finally {
    await writer.close();
  }
  if (options.json === true) await output.write(`${JSON.stringify(all, null, 2)}\n`);
  else if (all.some((one) => one.record !== null && one.warnings.some(({ code }) => code === "no-decision")))
    around.stderr.write(`Put one on record:\n  ${recordCommand(publication, around)}\n`);
  if (around.stop.aborted) return 130;
  if (all.some(({ record }) => record === null)) return 2;
  return all.every((one) => one.record !== null && one.warnings.length === 0) ? 0 : 1;
}

/** The command that decides about the same use and place. */
function recordCommand({ use, market }: PreparedPublication, around: Surroundings): string {
  const place = market === null ? "" : ` --market ${shellWord(market)}`;
  return `${commandName(around)} record FILE --for ${shellWord(use)}${place}`;
}

/** A folder holds more than anybody has in mind, and a record cannot be taken back. */
function refuseFolders(paths: readonly string[]): void {
  const folder = paths.find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
  if (folder !== undefined)
    throw new CleartitleError(
      "not-a-file",
      `${folder} is a folder: name the files that were published. Nothing was recorded.`,
    );
}

/** The use that `record` asks about where none is given, so that both speak of the same. */
async function usualUse(corpus: Corpus, options: PublishOptions, around: Surroundings): Promise<string> {
  const { market } = publicationPlace(corpus, options.where, asOption("where"));
  const declared = await Declared.open(options, corpus, around);
  const usual: { readonly for?: string; readonly market?: string } = declared.withDefaults({});
  const usualMarket =
    usual.market === undefined ? null : (findParty(corpus, "market", usual.market)?.id ?? usual.market);
  if (usual.for !== undefined && usualMarket === market) return usual.for;
  return market === null ? "commercial" : "stock-licensing";
}

/** A file that is no image is no reason not to record the others. */
async function publishOne(
  writer: RecordsWriter,
  { inspection, error }: Inspected,
  publication: PreparedPublication,
): Promise<Published> {
  const { file } = inspection;
  try {
    if (error !== null) throw error;
    return { file, ...(await recordPublication(writer, requireImage(inspection), publication)) };
  } catch (thrown) {
    if (!(thrown instanceof CleartitleError) || thrown.code === "ledger") throw thrown;
    return { file, sha256: null, record: null, problem: thrown.message };
  }
}

function line({ file, record, written, use, where }: Extract<Published, { written: boolean }>): string {
  return `${written ? "recorded as" : "already on record as"} ${record}  ${use}  ${where}  ${file}`;
}

function remarks(published: Published, { digest }: Corpus): readonly string[] {
  if (published.record === null) return [published.problem];
  const { file, decision, warnings, afterwards } = published;
  return [
    ...warnings.map(({ message }) => `${file}: ${message}`),
    ...(decision === null || decision.corpus === digest
      ? []
      : [
          `${file}: Record ${decision.record} was made with other terms than those on record now: \`cleartitle record\` asks anew.`,
        ]),
    ...(afterwards.length === 0 ? [] : [`${file}: Left to do afterwards: ${afterwards.join(", ")}.`]),
  ];
}
