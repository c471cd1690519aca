import { randomBytes } from "node:crypto";
import { LedgerError } from "../ledger-error.ts";
import { KeyRing } from "../keys/key-ring.ts";
import { makeSigningKey, signNote, type SigningKey } from "../keys/signing-key.ts";
import { takeLock, type Lock } from "../lock/lock.ts";
import { systemProcesses, type Processes } from "../lock/processes.ts";
import { makeFolders, writeWhole, type Storage } from "../storage/storage.ts";
import { emptyRoot } from "../tree/hash.ts";
import { hex, utf8 } from "../verify/bytes.ts";
import { formatTreeHead } from "../verify/checkpoint.ts";
import { formatKeyText } from "../verify/key-chain.ts";
import { checkKeyName, isSameKey } from "../verify/verifier-key.ts";
import { journalFolder } from "./journal.ts";
import { keyFolder, readLogKeys } from "./key-notes.ts";
import { checkWithNode } from "../keys/signing-key.ts";
import { Ledger } from "./ledger.ts";
import { LogReader } from "./log-reader.ts";
import { checkpointPath, compareRoot, isSignedBy, readHead, type SignedHead } from "./open-log.ts";
import { compareWithMemory, readPublished, readRecovery } from "./recover.ts";

export interface OpenOptions {
  /** Where the log is: tiles, checkpoint, journal, public keys. */
  readonly storage: Storage;
  /** Where the private key and the memory of the last head are. Another folder: it must not be copied with the log. */
  readonly keys: Storage;
  /** The log's name, like example.com/ledger. For a new log a random one is made where it is left out. */
  readonly origin?: string;
  readonly processes?: Processes;
}

/** Names that the ledger itself puts into its folder. Anything else there means that the folder is somebody else's. */
const ownNames = /^(tile\/|journal\/|key\/|lock[./].*|lock\/|checkpoint|checkpoint\.unfinished)$/;

/**
 * Opens a log for writing, or makes one in an empty folder.
 *
 * Opening takes the lock, checks keys, head and tiles, compares the log with the last head that was signed, and brings
 * what a crash left in the journal into the tiles. Whatever is wrong is refused with a code before anything is changed.
 *
 * @example
 *   const ledger = await openLedger({ storage: new FolderStorage("ledger"), keys: new FolderStorage("keys") });
 *   await ledger.append(bytes);
 *   await ledger.close();
 */
export async function openLedger(options: OpenOptions): Promise<Ledger> {
  const { storage } = options;
  await refuseForeignFiles(storage);
  if (options.origin !== undefined) checkKeyName(options.origin);
  const lock = await takeLock(storage, options.processes ?? systemProcesses());
  try {
    if ((await storage.read(checkpointPath)) === null) await makeLog(options);
    return await open(options, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function open(options: OpenOptions, lock: Lock): Promise<Ledger> {
  const { storage } = options;
  const signed = await readHead(storage, options.origin === undefined ? {} : { origin: options.origin });
  const { origin } = signed.checkpoint;
  const keyRing = new KeyRing(options.keys, origin);
  const key = await findKey(keyRing, signed, options.keys);
  const reader = new LogReader(storage, signed.checkpoint, signed.text);
  await compareRoot(reader, signed.checkpoint);
  const published = await readPublished(reader);
  const recovery = await readRecovery(storage, reader);
  const remembered = await compareWithMemory(keyRing, signed.keys, reader, published, recovery);

  const ledger = new Ledger({
    storage,
    keyRing,
    key,
    lock,
    origin,
    head: signed.checkpoint,
    signedHead: signed.text,
    published,
    recovered: { entries: recovery.entries.length, tornBytes: recovery.tornBytes },
  });
  if (remembered === null) await keyRing.remember(signed.text);
  await ledger.takeUp(recovery);
  if (!isSignedBy(ledger.head, key.public)) await ledger.checkpoint();
  return ledger;
}

async function makeLog(options: OpenOptions): Promise<void> {
  const { storage } = options;
  const leftover = await readLogKeys(storage, checkWithNode);
  if ((await storage.list("tile")).length + (await storage.list(journalFolder)).length > 0) {
    throw new LedgerError(
      "damaged",
      "the log has entries, but its checkpoint is missing",
      "Restore the file `checkpoint`.",
    );
  }
  // An interrupted start left its name and key behind: go on with those.
  const origin = leftover.origin || options.origin || `cleartitle.local/${hex(randomBytes(8))}`;
  const keyRing = new KeyRing(options.keys, origin);
  const remembered = await keyRing.remembered();
  if (remembered !== null && leftover.keys.length === 0) {
    throw new LedgerError(
      "rolled-back",
      `the folder is empty, but heads of ${origin} were signed before`,
      "Restore the log from a copy, or give the new log another name.",
    );
  }
  let key = await keyRing.load();
  if (key === null) {
    key = await makeSigningKey(origin);
    await keyRing.save(key);
  }
  await makeFolders(storage, keyFolder, new Set());
  await writeWhole(
    storage,
    `${keyFolder}/0`,
    utf8(signNote(formatKeyText(origin, 0, key.public, null), [key])),
  );
  await storage.syncFolder(keyFolder);
  const head = signNote(formatTreeHead({ origin, size: 0, root: emptyRoot }), [key]);
  await keyRing.remember(head);
  await writeWhole(storage, checkpointPath, utf8(head));
  await storage.syncFolder("");
}

async function findKey(keyRing: KeyRing, signed: SignedHead, keys: Storage): Promise<SigningKey> {
  const newest = signed.keys.at(-1)!.key;
  const [current, next] = [await keyRing.load("current"), await keyRing.load("next")];
  // A rotation counts once its key note is in the log; before that its key is thrown away, after that it is promoted.
  if (next !== null && isSameKey(next.public, newest)) {
    await keyRing.promote();
    return next;
  }
  if (next !== null) await keyRing.discardNext();
  if (current !== null && isSameKey(current.public, newest)) return current;
  const others = (await keys.list("")).filter((name) => name.endsWith(".key"));
  if (current === null && others.length > 0) {
    throw new LedgerError(
      "foreign-log",
      `the folder holds the log ${signed.checkpoint.origin}, for which there is no key; there are keys for ${others.length} other logs`,
      "Check the path. If the log is yours and its key is lost, replace the key; reading and verifying work without.",
    );
  }
  throw new LedgerError(
    "key-lost",
    current === null
      ? `the signing key of ${signed.checkpoint.origin} is missing (${keyRing.keyPath})`
      : `the signing key in ${keyRing.keyPath} is not the one that this log names`,
    "Restore the key file from a copy, or replace the lost key; everything in the log can still be read and verified.",
  );
}

async function refuseForeignFiles(storage: Storage): Promise<void> {
  const names = await storage.list("");
  if (names.includes(checkpointPath)) return;
  const foreign = names.filter((name) => !ownNames.test(name));
  if (foreign.length === 0) return;
  throw new LedgerError(
    "foreign-files",
    `the folder holds other things: ${foreign.slice(0, 5).join(", ")}`,
    "Give the ledger a folder of its own; nothing was changed in this one.",
  );
}
