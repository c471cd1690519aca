import { randomBytes } from "node:crypto";
import { LedgerError } from "../ledger-error.ts";
import { makeSigningKey, parseSigningKey, type SigningKey } from "../keys/signing-key.ts";
import { takeLock } from "../lock/lock.ts";
import { systemProcesses, type Processes } from "../lock/processes.ts";
import { writeWhole, type Storage } from "../storage/storage.ts";
import { utf8, utf8Text } from "../verify/bytes.ts";
import { checkKeyName, parseVerifierKey } from "../verify/verifier-key.ts";
import { readHeads } from "./witness-heads.ts";
import { Witness } from "./witness.ts";

export interface WitnessOptions {
  /** A folder of its own: the signing key, and the heads that were cosigned. Whoever copies it can sign as the witness. */
  readonly storage: Storage;
  /** Public keys of the logs to be witnessed, as lines. */
  readonly logs: readonly string[];
  /** The witness's name, like example.com/witness, for a new one; left out, it is drawn. */
  readonly name?: string;
  readonly now: () => Date;
  readonly processes?: Processes;
}

const keyPath = "key";
const ownNames = /^(?:key|key\.unfinished|heads\/|lock[./].*|lock\/)$/;

/**
 * Opens a witness, or makes one in an empty folder. One process at a time: two that share a folder could cosign two
 * histories. Throws `locked`, `foreign-files`, `key-exposed`, `key-damaged`, `damaged`, `malformed`.
 *
 * @example
 *   const witness = await openWitness({ storage: new FolderStorage("witness"), logs: [key], now: () => new Date() });
 *   const { status, body } = await witness.addCheckpoint(requestBody);
 */
export async function openWitness(options: WitnessOptions): Promise<Witness> {
  const { storage, now } = options;
  await refuseForeignFiles(storage);
  const logs = await Promise.all(options.logs.map(parseLogKey));
  if (options.name !== undefined) checkKeyName(options.name);
  const lock = await takeLock(storage, options.processes ?? systemProcesses());
  try {
    const key = (await loadKey(storage, options.name)) ?? (await makeKey(storage, options.name));
    return new Witness({ storage, lock, key, logs, now, heads: await readHeads(storage, key.public) });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function parseLogKey(line: string): ReturnType<typeof parseVerifierKey> {
  const key = await parseVerifierKey(line);
  if (key.type === 1) return key;
  throw new LedgerError("malformed", `${key.name} is the key of a witness, not of a log`, "Name logs only.");
}

async function loadKey(storage: Storage, name: string | undefined): Promise<SigningKey | null> {
  const bytes = await storage.read(keyPath);
  if (bytes === null) return null;
  if (await storage.isExposed(keyPath)) {
    throw new LedgerError(
      "key-exposed",
      `others can read the witness's signing key (${keyPath})`,
      "Run chmod 600 on it; if somebody may have copied it, begin a new witness.",
    );
  }
  const key = await parseSigningKey(utf8Text(bytes, keyPath), keyPath);
  if (key.public.type !== 4 || (name !== undefined && name !== key.public.name)) {
    throw new LedgerError(
      "foreign-log",
      `the folder is that of ${key.public.type === 4 ? `the witness ${key.public.name}` : "no witness"}`,
      "Leave the name out, or name another folder.",
    );
  }
  return key;
}

async function makeKey(storage: Storage, name: string | undefined): Promise<SigningKey> {
  if ((await storage.list("heads")).length > 0) {
    throw new LedgerError(
      "key-lost",
      "the witness has cosigned heads, but its signing key is missing",
      `Restore the file ${keyPath} from a copy; without it, begin a new witness in another folder.`,
    );
  }
  const drawn = `cleartitle.local/witness/${randomBytes(8).toString("hex")}`;
  const key = await makeSigningKey(name ?? drawn, randomBytes(32), 4);
  await writeWhole(storage, keyPath, utf8(key.line), "private");
  await storage.syncFolder("");
  return key;
}

async function refuseForeignFiles(storage: Storage): Promise<void> {
  const foreign = (await storage.list("")).filter((name) => !ownNames.test(name));
  if (foreign.length === 0) return;
  throw new LedgerError(
    "foreign-files",
    `the folder holds other things: ${foreign.slice(0, 5).join(", ")}`,
    "Give the witness a folder of its own; nothing was changed in this one.",
  );
}
