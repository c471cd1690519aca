import assert from "node:assert/strict";
import { join } from "node:path";
import { FolderStorage, openLedger, verifyLog } from "../index.ts";

/** Reads "ack INDEX LEAF" lines, whole ones only: the process may have died while writing the last. */
export function acknowledgedIn(output: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const [, index = "", leaf = ""] of output.matchAll(/^ack ([0-9]+) ([0-9a-f]{64})\n/gm)) {
    found.set(Number(index), leaf);
  }
  return found;
}

/** Requires that the log verifies as a crash left it, opens, holds everything acknowledged, and verifies again. */
export async function expectAcknowledged(
  folder: string,
  acknowledged: ReadonlyMap<number, string>,
): Promise<number> {
  const places = {
    storage: new FolderStorage(join(folder, "log")),
    keys: new FolderStorage(join(folder, "keys")),
  };
  if ((await places.storage.read("checkpoint")) !== null) {
    const before = await verifyLog(places.storage);
    assert.deepEqual(before.problems, [], "as the crash left it");
  }
  const ledger = await openLedger({ ...places, origin: "example.com/process" });
  try {
    const { tree } = ledger.reader();
    for (const [index, leaf] of acknowledged) {
      assert.equal(Buffer.from(await tree.leaf(index)).toString("hex"), leaf, `entry ${index}`);
    }
  } finally {
    await ledger.close();
  }
  const after = await verifyLog(places.storage);
  assert.deepEqual(after.problems, [], "after recovery");
  return ledger.size;
}
