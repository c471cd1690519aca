import { readFile } from "node:fs/promises";

import { LedgerError } from "@cleartitle/ledger";
import { parsePolicy, requireWitnesses, type TrustPolicy } from "@cleartitle/ledger/verify";

import { CleartitleError } from "../cleartitle-error.ts";
import { explainFileError } from "../files/explain-file-error.ts";

/** Reads a file in the format of C2SP tlog-policy; what is wrong in it is told with its line. */
export async function readPolicy(path: string): Promise<TrustPolicy> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw explainFileError(path, error);
  });
  return explained(path, async () => parsePolicy(text));
}

/** A policy that asks for each of these witnesses. `option` is what they were given with. */
export async function readWitnessKeys(option: string, keys: readonly string[]): Promise<TrustPolicy> {
  return explained(option, async () => requireWitnesses(keys));
}

async function explained(where: string, work: () => Promise<TrustPolicy>): Promise<TrustPolicy> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    throw new CleartitleError("usage", `${where}: ${error.message}. ${error.remedy}`, error);
  }
}
