import { realpath } from "node:fs/promises";
import { join } from "node:path";

import {
  FolderStorage,
  KnownKeys,
  openLedger,
  readerOf,
  readHead,
  replaceLostKey,
  type KnownLog,
  type Ledger,
  type LogReader,
  type SignedHead,
} from "@cleartitle/ledger";

import type { LedgerPlace } from "./ledger-place.ts";
import { whenFree, type Waiting } from "./when-free.ts";

/** A log whose key was compared with the one that is known for it, on this machine. */
export interface OpenedLog {
  readonly head: SignedHead;
  readonly reader: LogReader;
  /** What to tell a person: the key was not compared with anything. Null where it was. */
  readonly remark: string | null;
}

/** The folders of a ledger that are read without writing anything. */
export function storageOf({ folder }: LedgerPlace): FolderStorage {
  return new FolderStorage(join(folder, "log"));
}

/**
 * Opens a log to read it. Every command and the library come through here or through {@link openLogToWrite}: nothing that is read past the comparison of
 * keys may count. Throws `other-key` and `other-log`, beside what the log itself may refuse.
 */
export async function openLog(place: LedgerPlace, given: readonly string[] = []): Promise<OpenedLog> {
  const { head, remark } = await readLogHead(place, given);
  return { head, reader: await readerOf(storageOf(place), head), remark };
}

/** The same, of which only the signed head is needed. */
export async function readLogHead(
  place: LedgerPlace,
  given: readonly string[] = [],
  isNew = false,
): Promise<Omit<OpenedLog, "reader">> {
  const storage = storageOf(place);
  const where = await realpath(storage.folder).catch(() => storage.folder);
  let known: KnownLog | null = null;
  const head = await readHead(storage, {
    compare: async (log) => {
      known = await new KnownKeys(new FolderStorage(place.keys)).compare(log, { where, given, isNew });
    },
  });
  return { head, remark: known === null ? null : remarkOn(known, place) };
}

/** Opens a log to write to it, and makes it where there is none. */
export async function openLogToWrite(
  place: LedgerPlace,
  isNew: boolean,
  waiting: Waiting = {},
): Promise<Ledger> {
  if (!isNew) await readLogHead(place);
  const options = { storage: storageOf(place), keys: new FolderStorage(place.keys) };
  const ledger = await whenFree(async () => openLedger(options), waiting);
  try {
    await readLogHead(place, [], isNew);
    return ledger;
  } catch (error) {
    await ledger.close().catch(() => {});
    throw error;
  }
}

/** Gives a log whose signing key is gone a new one: only a log that is still the one known here. */
export async function replaceKeyOf(place: LedgerPlace): Promise<void> {
  await readLogHead(place);
  await replaceLostKey({ storage: storageOf(place), keys: new FolderStorage(place.keys) });
}

function remarkOn({ compared, kept }: KnownLog, { folder, keys }: LedgerPlace): string | null {
  if (compared !== "none") return null;
  const next = kept
    ? `From now on it is the known one, in ${keys}.`
    : `It could not be kept in ${keys}, so the next command cannot compare it either.`;
  return `The key of the ledger in ${folder} was not compared before: none was known for it. ${next} To compare it, get the key from the ledger's owner and run \`cleartitle ledger verify --key KEY\`.`;
}
