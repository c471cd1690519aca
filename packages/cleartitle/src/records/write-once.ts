import type { NewRecord } from "@cleartitle/ledger/records";

import { findSame } from "./find-same.ts";
import type { RecordedAnswer } from "./record-answers.ts";
import type { RecordsWriter } from "./records.ts";

/** What tells a record from another one that says the same. */
export interface Sameness {
  /** SHA-256 of the file that it is about, to look among its records alone. */
  readonly file: string;
  /** Private fields that may differ all the same. */
  readonly ignoring?: readonly string[];
}

/** Records something unless exactly that is on record already. */
export async function writeOnce(
  writer: RecordsWriter,
  one: NewRecord,
  { file, ignoring = [] }: Sameness,
): Promise<RecordedAnswer> {
  const same = await findSame(await writer.read(), one, file, ignoring);
  if (same !== null) return { record: same.position, id: same.record.id, written: false };
  const [written] = await writer.write([one]);
  return { record: written!.index, id: written!.record.id, written: true };
}
