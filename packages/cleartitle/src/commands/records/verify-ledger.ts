import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import {
  LedgerError,
  verifyLog,
  type FolderStorage,
  type LogProblem,
  type NamedHead,
} from "@cleartitle/ledger";
import { verifyRecords, type RecordProblem } from "@cleartitle/ledger/records";
import { indexProblem } from "@cleartitle/catalog";
import { formatVerifierKey } from "@cleartitle/ledger/verify";

import { explainFileError } from "../../files/explain-file-error.ts";
import { explainLedgerError, isOtherLog } from "../../records/explain-ledger-error.ts";
import { privateStoreOf } from "../../records/explained-private-store.ts";
import type { LedgerPlace } from "../../records/ledger-place.ts";
import { verifyHeadsBeside } from "../../records/verify-heads-beside.ts";
import { openLog, readLogHead, storageOf } from "../../records/open-log.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { placeOf, type RecordsOptions } from "./records-options.ts";

export interface VerifyLedgerOptions extends RecordsOptions {
  /** Files with heads that were signed earlier and given to others. */
  readonly head?: readonly string[];
  readonly key?: readonly string[];
}

/**
 * `cleartitle ledger verify`: every file and every entry of the log against the signed head and the heads remembered, and every record and
 * private field against its commitment; the heads that others vouched for against the log. Changes nothing in the ledger. Status 1 where something is wrong.
 */
export async function verifyLedger(options: VerifyLedgerOptions, around: Surroundings): Promise<ExitStatus> {
  const place = placeOf(options, around);
  try {
    return await verifyAt(place, options, around);
  } catch (error) {
    throw explainLedgerError(place, error);
  }
}

async function verifyAt(
  place: LedgerPlace,
  options: VerifyLedgerOptions,
  around: Surroundings,
): Promise<ExitStatus> {
  const storage = storageOf(place);
  const trustedKeys = options.key ?? [];
  const known = await compareKeys(place, trustedKeys);
  const given = await Promise.all(
    (options.head ?? []).map(async (file) => ({ file, text: await readText(file) })),
  );
  // Heads of one's own say nothing more about a log that is known to be somebody else's.
  const own = known.problems.length > 0 ? [] : await ownHeads(place, await statedOrigin(storage));
  const remembered = [...given, ...own];
  const log = await verifyLog(storage, { remembered, trustedKeys });
  // Who signed it comes first: all else is said of a log that may be somebody else's.
  const report = { ...log, problems: [...known.problems, ...log.problems] };
  const opened = report.problems.length === 0 ? await openLog(place, trustedKeys) : null;
  const found = opened === null ? [] : await verifyRecords(opened.reader, privateStoreOf(place));
  // Entries that no head covers yet, because of a crash, may be those that the private fields belong to.
  const records = report.unsigned > 0 ? found.filter(({ code }) => code !== "private-orphan") : found;
  const keys = (opened?.head.keys ?? []).map(({ key }) => key);
  const heads = opened === null ? [] : await verifyHeadsBeside(place, opened.reader, keys);
  const index =
    opened === null ? null : await indexProblem(join(place.folder, "catalog.sqlite"), opened.reader);
  const output = new Output(around.stdout);
  const problems = [...report.problems, ...records, ...heads];
  const status = problems.length === 0 && index === null ? 0 : 1;
  if (options.json === true) {
    const shown = {
      ledger: place.folder,
      origin: report.head?.origin ?? null,
      size: report.head?.size ?? null,
      unsigned: report.unsigned,
      keys: keys.map(formatVerifierKey),
      headsRemembered: remembered.length,
      keyNotCompared: known.remark,
      log: report.problems,
      records,
      heads,
      index,
      notes: report.notes,
    };
    await output.write(`${JSON.stringify(shown, null, 2)}\n`);
    return status;
  }
  const say = (text: string): Promise<void> => output.write(`${safeText(text)}\n`);
  if (known.remark !== null) await say(`note: ${known.remark}`);
  for (const problem of report.problems)
    await say(
      `${problem.code}: ${problem.file}${problem.entry === null ? "" : `, entry ${problem.entry}`}: ${problem.message}`,
    );
  const orphans = records.filter(({ code }) => code === "private-orphan");
  for (const problem of records.filter(({ code }) => code !== "private-orphan"))
    await say(
      `${problem.code}: ${problem.index === null ? "" : `record ${problem.index}: `}${problem.message}`,
    );
  for (const { file, message } of heads) await say(`unfit-head: ${file}: ${message}.`);
  for (const note of report.notes) await say(`note: ${note}`);
  if (report.unsigned > 0)
    await say(`note: ${report.unsigned} more entries are on disk; the next command that writes signs them`);
  const strange = report.problems.filter(({ code }) => aboutIdentity.has(code)).length;
  const others = problems.length - orphans.length - heads.length;
  const damaged = others - strange;
  if (damaged > 0)
    await say(
      `${place.folder} is not as it was signed, in ${damaged === 1 ? "1 place" : `${damaged} places`}. Restore those files from a copy.`,
    );
  else if (strange > 0)
    await say(
      `The files in ${place.folder} fit each other, but this is not the log that it was compared with. Do not rely on what is on record there.`,
    );
  if (orphans.length > 0) await say(orphansText(place, orphans));
  if (index !== null)
    await say(
      `index: catalog.sqlite does not agree with the log: ${index}. Nothing is lost: the next command that reads it makes it anew from the log.`,
    );
  if (others > 0) return 1;
  await say(`${place.folder} is whole: ${report.head?.size ?? 0} entries, each as it was signed.`);
  await say(
    remembered.length === 0
      ? "No head that was signed earlier was at hand to compare with, so this does not show that the log was not rolled back."
      : `It contains all that ${remembered.length === 1 ? "the head" : `the ${remembered.length} heads`} remembered covers.`,
  );
  return status;
}

/** Nothing of the log is amiss; but names and prompts are kept that nobody can erase by the number of a record. */
function orphansText({ folder }: LedgerPlace, orphans: readonly RecordProblem[]): string {
  const paths = orphans.flatMap(({ record }) =>
    record === null ? [] : [join(folder, "private", record.slice(0, 2), record)],
  );
  const shown = paths.slice(0, mostShown).join(", ");
  const more = paths.length > mostShown ? ` and ${paths.length - mostShown} more (--json names them)` : "";
  return `private-orphan: private fields that no record in the log has: ${shown}${more}. A recording was cut off before the log was written; nothing that was recorded is missing. The next command that writes to the ledger removes them.`;
}

const mostShown = 3;

/** What says that the log is another one, or that a head is; its files may all be in order. */
const aboutIdentity = new Set<string>(["other-key", "other-log", "foreign-head", "unsigned-head"]);

/** The name that the log gives itself, believed by nobody yet. */
async function statedOrigin(storage: FolderStorage): Promise<string | null> {
  const bytes = await storage.read("checkpoint");
  return bytes === null ? null : (Buffer.from(bytes).toString("utf8").split("\n")[0] ?? null);
}

/** Compares the key of the log with the one that is known for it. What is amiss with its files beside that, the verification of the log finds. */
async function compareKeys(
  place: LedgerPlace,
  given: readonly string[],
): Promise<{ readonly problems: readonly LogProblem[]; readonly remark: string | null }> {
  try {
    return { problems: [], remark: (await readLogHead(place, given)).remark };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    if (!isOtherLog(error)) return { problems: [], remark: null };
    const { code, message, remedy } = error;
    const problem = { file: "key", entry: null, message: `${message}. ${remedy}` };
    return { problems: [{ code: code === "other-log" ? code : "other-key", ...problem }], remark: null };
  }
}

/** The heads that were remembered beside the signing keys: those of this log. */
async function ownHeads({ keys }: LedgerPlace, origin: string | null): Promise<readonly NamedHead[]> {
  if (origin === null) return [];
  const names = (await readdir(keys).catch(() => [])).filter((name) => name.endsWith(".head"));
  const heads = await Promise.all(
    names.map(async (name) => ({ file: join(keys, name), text: await readFile(join(keys, name), "utf8") })),
  );
  return heads.filter(({ text }) => text.startsWith(`${origin}\n`));
}

async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw explainFileError(path, error);
  });
}
