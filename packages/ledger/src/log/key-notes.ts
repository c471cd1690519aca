import { LedgerError } from "../ledger-error.ts";
import type { Storage } from "../storage/storage.ts";
import { utf8Text } from "../verify/bytes.ts";
import { readKeyChain, type ChainedKey } from "../verify/key-chain.ts";
import type { CheckSignature } from "../verify/web-crypto.ts";

/** The folder with the notes that introduce the log's public keys: `key/0`, `key/1`, … */
export const keyFolder = "key";

/** Reads the log's own public keys, oldest first. Empty where the folder holds no log. */
export async function readLogKeys(
  storage: Storage,
  check: CheckSignature,
): Promise<{
  readonly origin: string;
  readonly keys: readonly ChainedKey[];
  readonly notes: readonly string[];
}> {
  const names = (await storage.list(keyFolder)).filter((name) => /^[0-9]+$/.test(name));
  const notes: string[] = [];
  for (let number = 0; number < names.length; number += 1) {
    const path = `${keyFolder}/${number}`;
    const bytes = await storage.read(path);
    if (bytes === null) throw damagedKeys(`${path} is missing`);
    notes.push(utf8Text(bytes, path));
  }
  try {
    return { ...(await readKeyChain(notes, check)), notes };
  } catch (cause) {
    throw cause instanceof LedgerError ? damagedKeys(cause.message, cause) : cause;
  }
}

function damagedKeys(why: string, cause?: unknown): LedgerError {
  return new LedgerError(
    "damaged",
    `the log's public keys are damaged: ${why}`,
    "Restore the folder `key`.",
    cause,
  );
}
