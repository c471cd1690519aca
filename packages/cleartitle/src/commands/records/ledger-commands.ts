import { formatVerifierKey } from "@cleartitle/ledger/verify";

import { explainLedgerError } from "../../records/explain-ledger-error.ts";
import { readLogHead } from "../../records/open-log.ts";
import type { ExitStatus, Surroundings } from "../../surroundings.ts";
import { Output } from "../../terminal/output.ts";
import { openRecords, openWriter, placeOf, type RecordsOptions } from "./records-options.ts";

/** `cleartitle ledger checkpoint`: signs a head over everything on record and prints it, to be given to others. */
export async function checkpoint(options: RecordsOptions, around: Surroundings): Promise<ExitStatus> {
  const writer = await openWriter(options, around);
  await writer.close();
  const place = placeOf(options, around);
  try {
    const { text, keys, checkpoint: head } = (await readLogHead(place)).head;
    const key = formatVerifierKey(keys.at(-1)!.key);
    const output = new Output(around.stdout);
    if (options.json === true)
      await output.write(
        `${JSON.stringify({ origin: head.origin, size: head.size, checkpoint: text, key }, null, 2)}\n`,
      );
    else await output.write(text);
    around.stderr.write(
      `The head covers ${head.size} entries. Give it to somebody who keeps it, with the public key:\n${key}\n`,
    );
    return 0;
  } catch (error) {
    throw explainLedgerError(place, error);
  }
}

/** `cleartitle ledger rebuild`: makes the index anew from the log. */
export async function rebuild(options: RecordsOptions, around: Surroundings): Promise<ExitStatus> {
  const records = await openRecords(options, around);
  try {
    const entries = await records.catalog.rebuild(records.reader);
    const digest = await records.catalog.digest();
    await new Output(around.stdout).write(
      options.json === true
        ? `${JSON.stringify({ entries, digest })}\n`
        : `The index was made anew from ${entries} entries; its digest is ${digest}.\n`,
    );
    return 0;
  } finally {
    await records.close();
  }
}
