import { LedgerError } from "../ledger-error.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import { checkWithNode } from "../keys/signing-key.ts";
import type { Storage } from "../storage/storage.ts";
import { Frontier } from "../tree/frontier.ts";
import { leafHash } from "../tree/hash.ts";
import { tileWidth } from "../tree/tile-path.ts";
import { equalBytes } from "../verify/bytes.ts";
import { parseCheckpoint, type Checkpoint } from "../verify/checkpoint.ts";
import type { ChainedKey } from "../verify/key-chain.ts";
import { checkNote } from "../verify/note.ts";
import { journalFolder, readJournal } from "./journal.ts";
import type { LogReader } from "./log-reader.ts";
import type { Published } from "./publish.ts";

/** What was found in the journal of a log that was not closed. */
export interface Recovery {
  readonly entries: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  /** Bytes of a write that a crash cut off. Nobody had been told that they are safe. */
  readonly tornBytes: number;
  /** The journal files, all of which are spent once the entries are published. */
  readonly files: readonly string[];
}

/** Takes up the published part of a log where its tiles end. Throws `damaged`. */
export async function readPublished(reader: LogReader): Promise<Published> {
  const { size } = reader.head;
  const frontier = new Frontier(size, await reader.tree.rows(size));
  const tail: Uint8Array[] = [];
  for (let index = size - (size % tileWidth); index < size; index += 1) {
    tail.push((await reader.entry(index)).bytes);
  }
  return { frontier, tail };
}

/**
 * Reads the journal. Only the torn end of the last file is dropped; anything else that is wrong throws `damaged`, and
 * entries that contradict published ones throw `forked`.
 */
export async function readRecovery(storage: Storage, reader: LogReader): Promise<Recovery> {
  const names = (await storage.list(journalFolder)).filter((name) => /^[0-9]{16}$/.test(name));
  const { origin, size } = reader.head;
  const entries: Uint8Array[] = [];
  const leaves: Uint8Array[] = [];
  let tornBytes = 0;
  for (const [number, name] of names.entries()) {
    const path = `${journalFolder}/${name}`;
    const start = Number(name);
    if (start > size + entries.length) {
      throw damagedJournal(
        path,
        `it begins at entry ${start}, but entry ${size + entries.length} should come next`,
      );
    }
    const content = readJournal((await storage.read(path)) ?? new Uint8Array(0), origin, start);
    if (content.end.state !== "whole") {
      const { state, at, length } = content.end;
      if (state === "damaged" || number < names.length - 1) {
        throw damagedJournal(
          path,
          `the batch at byte ${at} was changed after it was written (${length} bytes remain)`,
        );
      }
      tornBytes = length;
    }
    for (const [at, entry] of content.entries.entries()) {
      const index = start + at;
      const known = index < size ? await reader.tree.leaf(index) : (leaves[index - size] ?? null);
      if (known === null) {
        entries.push(entry);
        leaves.push(content.leaves[at]!);
      } else if (!equalBytes(known, content.leaves[at]!)) {
        throw new LedgerError(
          "forked",
          `${path} has another entry ${index} than the log`,
          "Two copies of the log were written to. Keep both folders and verify each.",
        );
      }
    }
  }
  return { entries, leaves, tornBytes, files: names.map((name) => `${journalFolder}/${name}`) };
}

/**
 * Compares the log with the last head that its owner signed, which is remembered beside the key.
 * Throws `rolled-back` where the log is shorter and `forked` where it differs.
 */
export async function compareWithMemory(
  keyRing: KeyRing,
  keys: readonly ChainedKey[],
  reader: LogReader,
  published: Published,
  recovery: Recovery,
): Promise<Checkpoint | null> {
  const text = await keyRing.remembered();
  if (text === null) return null;
  const remembered = parseCheckpoint(text);
  await checkNote(
    remembered.note,
    keys.map(({ key }) => key),
    checkWithNode,
  );
  const { size } = reader.head;
  if (remembered.size > size + recovery.entries.length) {
    throw new LedgerError(
      "rolled-back",
      `the log has ${size + recovery.entries.length} entries, but a head over ${remembered.size} was signed before`,
      "An old copy of the folder was put back. Restore the newest copy; the entries in between are missing here.",
    );
  }
  const root =
    remembered.size <= size
      ? await reader.tree.root(remembered.size)
      : grown(published.frontier, recovery.entries, remembered.size).root();
  if (!equalBytes(root, remembered.root)) {
    throw new LedgerError(
      "forked",
      `the first ${remembered.size} entries are not those over which a head was signed before`,
      "The log was rewritten or swapped. Keep this folder as evidence and restore a copy.",
    );
  }
  return remembered;
}

function grown(frontier: Frontier, entries: readonly Uint8Array[], size: number): Frontier {
  const copy = frontier.copy();
  for (const entry of entries.slice(0, size - frontier.size)) copy.append(leafHash(entry));
  return copy;
}

function damagedJournal(path: string, why: string): LedgerError {
  return new LedgerError(
    "damaged",
    `${path} is damaged: ${why}`,
    "Restore the journal from a copy. If there is none, remove the file: the entries from there on are lost.",
  );
}
