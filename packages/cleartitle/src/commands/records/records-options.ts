import { resolve } from "node:path";

import type { Surroundings } from "../../surroundings.ts";
import { findLedger, type LedgerPlace, type PlaceOptions } from "../../records/ledger-place.ts";
import { Records, RecordsWriter } from "../../records/records.ts";
import { safeText } from "../../terminal/safe-text.ts";

/** The options that every command with records has. */
export interface RecordsOptions extends PlaceOptions {
  readonly json?: true;
  readonly clockIsRight?: true;
}

export function placeOf(options: PlaceOptions, { environment }: Surroundings): LedgerPlace {
  return findLedger(options, environment, resolve("."));
}

/** Opens the ledger to read it, and says so where its key could not be compared with any. */
export async function openRecords(options: PlaceOptions, around: Surroundings): Promise<Records> {
  const records = await Records.open(placeOf(options, around));
  tellRemark(records.remark, around);
  return records;
}

export function tellRemark(remark: string | null, { stderr }: Surroundings): void {
  if (remark !== null)
    stderr.write(`${safeText(remark)}
`);
}

/** Opens the ledger for writing, and says so where it was made just now: a person must know where their records are. */
export async function openWriter(options: RecordsOptions, around: Surroundings): Promise<RecordsWriter> {
  const place = placeOf(options, around);
  const clockConfirmed = options.clockIsRight === true;
  const { stderr } = around;
  // For whoever watches; a program that reads the messages is told only how it ended.
  const onWait = (why: string): void => {
    if ("isTTY" in stderr && stderr.isTTY) stderr.write(`${safeText(why)}; waiting for it …\n`);
  };
  const writer = await RecordsWriter.open(place, { now: around.now, clockConfirmed, onWait });
  if (writer.isNew)
    around.stderr.write(
      safeText(
        `A new ledger is in ${place.folder}, and its signing key in ${place.keys}: keep a copy of the key apart from the ledger.`,
      ) + "\n",
    );
  return writer;
}
