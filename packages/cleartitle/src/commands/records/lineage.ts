import { CleartitleError } from "../../cleartitle-error.ts";
import { lineageOf, type Lineage, type LineageFile } from "../../records/lineage.ts";
import { hashOf } from "../../records/name-record.ts";
import { recordLine } from "../../records/record-line.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import type { LogOptions } from "./log.ts";
import { openRecords } from "./records-options.ts";
import { shortHash } from "../../verify/record-words.ts";

/** `cleartitle log --file FILE --lineage`: what a file was made from and what was made of it, each with its records, what came first in front. */
export async function lineage(options: LogOptions, around: Surroundings): Promise<ExitStatus> {
  const { file, lineage: _, ledger: __, json, ...filters } = options;
  const [other] = Object.keys(filters);
  if (file === undefined || other !== undefined)
    throw new CleartitleError(
      "usage",
      file === undefined
        ? "Say whose line is asked for: --file FILE --lineage."
        : `--lineage shows everything about the files of the line, so it does not go with --${other}.`,
    );
  const sha256 = await hashOf(file);
  const records = await openRecords(options, around);
  try {
    const line = await lineageOf(records, sha256);
    await new Output(around.stdout).write(
      json === true ? asJson(file, sha256, line) : asText(line, around.stdout),
    );
    const shown = line.files.reduce((sum, each) => sum + each.records.length, 0);
    around.stderr.write(`${count(line.files.length, "file")}, ${count(shown, "record")}.\n`);
    if (!line.whole) around.stderr.write("The line goes on: more files belong to it than are shown here.\n");
    return 0;
  } finally {
    await records.close();
  }
}

function asText({ files }: Lineage, screen: Surroundings["stdout"]): string {
  return files.map((each) => safeText(heading(each)) + "\n" + listOf(each, screen)).join("\n");
}

function heading({ sha256, place, madeFrom }: LineageFile): string {
  const from = madeFrom.map((each) => `${shortHash(each.sha256)} (record ${each.record})`);
  return `${shortHash(sha256)}  ${words[place]}${from.length === 0 ? "" : `, made from ${from.join(" and ")}`}`;
}

const words: Readonly<Record<LineageFile["place"], string>> = {
  before: "before",
  this: "this file",
  after: "after",
  both: "before and after",
};

const listOf = ({ records }: LineageFile, screen: Surroundings["stdout"]): string =>
  records.map((each) => `${recordLine(each, screen)}\n`).join("");

function asJson(file: string, sha256: string, { files, whole }: Lineage): string {
  const shown = files.map((each) => ({
    ...each,
    records: each.records.map(({ position, record }) => ({ index: position, ...record })),
  }));
  return `${JSON.stringify({ file, sha256, whole, files: shown }, null, 2)}\n`;
}

const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? "" : "s"}`;
