import {
  canonicalJson,
  type LedgerRecord,
  type NewRecord,
  type PrivateStore,
} from "@cleartitle/ledger/records";

/**
 * Whether a generation that is saved again is the one on record. When it was saved may differ, for a program that tries again takes the time
 * anew; a private field that was erased since cannot be compared and is passed over.
 */
export async function sameGeneration(
  privates: PrivateStore,
  { body }: NewRecord,
  record: LedgerRecord,
): Promise<boolean> {
  const openings = await privates.openings(record.id);
  const opened = Object.fromEntries(openings.map(({ field, json }) => [field, JSON.parse(json) as unknown]));
  const gone = Object.keys(record.private).filter((field) => !Object.hasOwn(opened, field));
  const comparable = (fields: object): string =>
    canonicalJson(
      Object.fromEntries(
        Object.entries(fields).filter(([name]) => name !== "timestamp" && !gone.includes(name)),
      ),
    );
  return comparable(body) === comparable({ ...record.body, ...opened });
}
