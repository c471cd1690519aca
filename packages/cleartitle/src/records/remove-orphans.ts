import type { LogReader } from "@cleartitle/ledger";
import { decodeRecord, type PrivateStore } from "@cleartitle/ledger/records";

/**
 * Removes private fields that no record in the log has: a crash came after they were kept and before their record was. Nobody could erase them by the
 * number of a record. Only for whoever holds the ledger's lock and has recorded nothing yet: nothing is on its way into the log then.
 */
export async function removeOrphans(reader: LogReader, store: PrivateStore): Promise<void> {
  const orphans = new Set(await store.records());
  if (orphans.size === 0) return;
  for await (const { bytes } of reader.entries()) orphans.delete(decodeRecord(bytes).id);
  for (const id of orphans) await store.erase(id, "all");
}
