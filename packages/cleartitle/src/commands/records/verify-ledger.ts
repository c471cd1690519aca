import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { openReader, readHead, verifyLog } from "@cleartitle/ledger";
import { verifyRecords } from "@cleartitle/ledger/records";
import { formatVerifierKey } from "@cleartitle/ledger/verify";

import { explainFileError } from "../../files/explain-file-error.ts";
import { explainLedgerError } from "../../records/explain-ledger-error.ts";
import type { LedgerPlace } from "../../records/ledger-place.ts";
import { privateStoreOf, storageOf } from "../../records/records.ts";
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
 * private field against its commitment. Changes nothing. Status 1 where something is wrong.
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
  const head = await readHead(storage).catch(() => null);
  const given = await Promise.all((options.head ?? []).map(readText));
  const remembered = [...given, ...(await ownHeads(place, head?.checkpoint.origin ?? null))];
  const trustedKeys = options.key ?? [];
  const report = await verifyLog(storage, { remembered, trustedKeys });
  const whole = report.problems.length === 0 && report.head !== null;
  const records = whole ? await verifyRecords(await openReader(storage), privateStoreOf(place)) : [];
  const output = new Output(around.stdout);
  const problems = [...report.problems, ...records];
  if (options.json === true) {
    const shown = {
      ledger: place.folder,
      origin: report.head?.origin ?? null,
      size: report.head?.size ?? null,
      unsigned: report.unsigned,
      keys: (head?.keys ?? []).map(({ key }) => formatVerifierKey(key)),
      headsRemembered: remembered.length,
      log: report.problems,
      records,
      notes: report.notes,
    };
    await output.write(`${JSON.stringify(shown, null, 2)}\n`);
    return problems.length === 0 ? 0 : 1;
  }
  const say = (text: string): Promise<void> => output.write(`${safeText(text)}\n`);
  for (const problem of report.problems)
    await say(
      `${problem.code}: ${problem.file}${problem.entry === null ? "" : `, entry ${problem.entry}`}: ${problem.message}`,
    );
  for (const problem of records)
    await say(
      `${problem.code}: ${problem.index === null ? "" : `record ${problem.index}: `}${problem.message}`,
    );
  for (const note of report.notes) await say(`note: ${note}`);
  if (problems.length > 0) {
    await say(
      `${place.folder} is not as it was signed, in ${problems.length === 1 ? "1 place" : `${problems.length} places`}. Restore those files from a copy.`,
    );
    return 1;
  }
  await say(`${place.folder} is whole: ${report.head?.size ?? 0} entries, each as it was signed.`);
  await say(
    remembered.length === 0
      ? "No head that was signed earlier was at hand to compare with, so this does not show that the log was not rolled back."
      : `It contains all that ${remembered.length === 1 ? "the head" : `the ${remembered.length} heads`} remembered covers.`,
  );
  return 0;
}

/** The heads that were remembered beside the signing keys: those of this log. */
async function ownHeads({ keys }: LedgerPlace, origin: string | null): Promise<readonly string[]> {
  if (origin === null) return [];
  const names = (await readdir(keys).catch(() => [])).filter((name) => name.endsWith(".head"));
  const texts = await Promise.all(names.map(async (name) => readFile(join(keys, name), "utf8")));
  return texts.filter((text) => text.startsWith(`${origin}\n`));
}

async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw explainFileError(path, error);
  });
}
