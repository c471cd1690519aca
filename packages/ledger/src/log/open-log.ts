import { LedgerError } from "../ledger-error.ts";
import { checkWithNode } from "../keys/signing-key.ts";
import type { StatedLog } from "../keys/known-keys.ts";
import type { Storage } from "../storage/storage.ts";
import { equalBytes, utf8Text } from "../verify/bytes.ts";
import { parseCheckpoint, type Checkpoint } from "../verify/checkpoint.ts";
import { followKeys, type ChainedKey } from "../verify/key-chain.ts";
import { checkNote } from "../verify/note.ts";
import { parseVerifierKey, type VerifierKey } from "../verify/verifier-key.ts";
import { readLogKeys } from "./key-notes.ts";
import { LogReader } from "./log-reader.ts";

export const checkpointPath = "checkpoint";

/** The signed head of a log as its files state it, checked against the log's own keys. */
export interface SignedHead {
  readonly checkpoint: Checkpoint;
  readonly text: string;
  readonly keys: readonly ChainedKey[];
  /** The notes that introduce the keys: who verifies proofs later needs them beside the proof. */
  readonly keyNotes: readonly string[];
}

export interface ReadOptions {
  /** Refuse a log with another origin. */
  readonly origin?: string;
  /** Keys that somebody got from the log's owner. Left out, the keys in the folder vouch for themselves. */
  readonly trustedKeys?: readonly string[];
  /** Is asked before anything of the log is believed, and throws where it is not who it should be. */
  readonly compare?: (log: StatedLog) => Promise<void>;
}

/**
 * Opens a log for reading. Needs no lock and no private key.
 *
 * Throws `no-log`, `foreign-log`, `damaged`, `bad-signature`, `unknown-signer`.
 *
 * @example
 *   const reader = await openReader(new FolderStorage("ledger"));
 *   reader.head.size;
 */
export async function openReader(storage: Storage, options: ReadOptions = {}): Promise<LogReader> {
  return readerOf(storage, await readHead(storage, options));
}

/** The reader of a log up to a head that was read before. Throws `damaged`. */
export async function readerOf(storage: Storage, { checkpoint, text }: SignedHead): Promise<LogReader> {
  const reader = new LogReader(storage, checkpoint, text);
  await compareRoot(reader, checkpoint);
  return reader;
}

export async function readHead(storage: Storage, options: ReadOptions = {}): Promise<SignedHead> {
  const bytes = await storage.read(checkpointPath);
  if (bytes === null) {
    throw new LedgerError(
      "no-log",
      "the folder holds no log: it has no checkpoint",
      "Check the path of the folder.",
    );
  }
  const text = utf8Text(bytes, checkpointPath);
  const checkpoint = parseCheckpoint(text);
  const { origin, keys, notes } = await readLogKeys(storage, checkWithNode);
  const expected = options.origin ?? origin;
  if (checkpoint.origin !== expected || origin !== expected) {
    throw new LedgerError(
      "foreign-log",
      `the folder holds the log ${checkpoint.origin}, not ${expected}`,
      "Check the path of the folder; nothing was changed in it.",
    );
  }
  await options.compare?.({ checkpoint, keys });
  const pinned = await Promise.all((options.trustedKeys ?? []).map(parseVerifierKey));
  const trusted = pinned.length === 0 ? keys.map(({ key }) => key) : followKeys(keys, pinned);
  await checkNote(checkpoint.note, trusted, checkWithNode);
  return { checkpoint, text, keys, keyNotes: notes };
}

/** Throws `damaged` where the tiles on the right edge do not add up to the signed root. */
export async function compareRoot(reader: LogReader, { size, root }: Checkpoint): Promise<void> {
  if (equalBytes(await reader.tree.root(size), root)) return;
  throw new LedgerError(
    "damaged",
    `the tiles do not add up to the root that was signed for ${size} entries`,
    "Run the verification of the whole log: it names the file; restore that file from a copy.",
  );
}

export function isSignedBy(checkpoint: Checkpoint, key: VerifierKey): boolean {
  return checkpoint.note.signatures.some(({ name, id }) => name === key.name && equalBytes(id, key.id));
}
