import { LedgerError } from "../ledger-error.ts";
import { KeyRing } from "../keys/key-ring.ts";
import { takeLock } from "../lock/lock.ts";
import { systemProcesses } from "../lock/processes.ts";
import { introduceKey } from "./introduce-key.ts";
import type { OpenOptions } from "./open-ledger.ts";
import { readHead } from "./open-log.ts";

/**
 * Gives a log whose private key is gone a new one. The log says so for ever: the new key is marked as not endorsed, and
 * whoever trusts only the old key does not trust what is signed from now on. Throws `key-damaged` where a key is there.
 */
export async function replaceLostKey(options: OpenOptions): Promise<void> {
  const lock = await takeLock(options.storage, options.processes ?? systemProcesses());
  try {
    const { checkpoint, keys } = await readHead(options.storage, options);
    const keyRing = new KeyRing(options.keys, checkpoint.origin);
    if ((await keyRing.load("current").catch(() => null)) !== null) {
      throw new LedgerError(
        "key-damaged",
        "the key is not lost: it is where it should be",
        "Rotate it instead.",
      );
    }
    await introduceKey(options.storage, keyRing, checkpoint.origin, { key: keys.at(-1)!.key, signing: null });
    await keyRing.promote();
  } finally {
    await lock.release();
  }
}
