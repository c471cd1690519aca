import type { NewRecord } from "@cleartitle/ledger/records";

import { findSame } from "./find-same.ts";
import type { RecordedAnswer } from "./record-answers.ts";
import type { RecordsWriter } from "./records.ts";

/** Records something unless exactly that is on record already; private fields in `ignoring` may differ all the same. */
export async function writeOnce(
  writer: RecordsWriter,
  one: NewRecord,
  ignoring: readonly string[] = [],
): Promise<RecordedAnswer> {
  const same = await findSame(await writer.read(), one, ignoring);
  if (same !== null) return { record: same.position, id: same.record.id, written: false };
  const [written] = await writer.write([one]);
  return { record: written!.index, id: written!.record.id, written: true };
}
