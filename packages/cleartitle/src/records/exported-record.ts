import type { CatalogRecord } from "@cleartitle/catalog";
import type { RecordTime } from "@cleartitle/ledger/records";

import type { ReadableRecords } from "./records.ts";

export const exportFormat = "cleartitle/export/1";

/** A record as it is exported: all that it says, its private fields opened where they are still there. */
export interface ExportedRecord {
  readonly index: number;
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly time: RecordTime;
  readonly body: Readonly<Record<string, unknown>>;
  readonly private: Readonly<Record<string, unknown>>;
  /** Private fields whose value is not here: erased, or left out. */
  readonly closed: readonly string[];
}

/** `withPrivate` opens private fields; whoever gets the export then reads prompts and names. */
export async function exportRecord(
  { privates }: Pick<ReadableRecords, "privates">,
  { position, record }: CatalogRecord,
  withPrivate: boolean,
): Promise<ExportedRecord> {
  const { id, kind, version, time, body } = record;
  const openings = withPrivate ? await privates.openings(id) : [];
  const opened = Object.fromEntries(openings.map(({ field, json }) => [field, JSON.parse(json) as unknown]));
  const closed = Object.keys(record.private).filter((field) => !Object.hasOwn(opened, field));
  return { index: position, id, kind, version, time, body: { ...body }, private: opened, closed };
}
