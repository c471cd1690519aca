import { LedgerError } from "../ledger-error.ts";
import { base64, fromBase64 } from "./base64.ts";
import { decimal, refetch } from "./bytes.ts";
import { parseNote, type Note } from "./note.ts";

/** The head of a log: whose it is, how many entries it has, and the one hash that stands for all of them. */
export interface TreeHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export interface Checkpoint extends TreeHead {
  readonly note: Note;
}

/** The text that is signed: origin, size and root, one line each (C2SP tlog-checkpoint). */
export function formatTreeHead({ origin, size, root }: TreeHead): string {
  return `${origin}\n${size}\n${base64(root)}\n`;
}

/**
 * Reads a checkpoint without checking who signed it. Throws `malformed`.
 *
 * Extension lines are refused: nobody who watches the log could audit them.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const note = parseNote(text);
  const lines = note.text.split("\n", 5);
  const [origin = "", size = "", root = ""] = lines;
  if (lines.length !== 4 || origin === "") {
    throw new LedgerError("malformed", "a checkpoint has three lines: origin, size and root", refetch);
  }
  const hash = fromBase64(root, "the root of a checkpoint");
  if (hash.length !== 32) {
    throw new LedgerError("malformed", "the root of a checkpoint is not a SHA-256 hash", refetch);
  }
  return { origin, size: decimal(size, "the size of a checkpoint"), root: hash, note };
}
