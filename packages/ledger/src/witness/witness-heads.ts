import { LedgerError } from "../ledger-error.ts";
import { checkWithNode } from "../keys/signing-key.ts";
import { makeFolders, writeWhole, type Storage } from "../storage/storage.ts";
import { sha256 } from "../tree/hash.ts";
import { hex, utf8, utf8Text } from "../verify/bytes.ts";
import { parseCheckpoint } from "../verify/checkpoint.ts";
import { checkNote, type Note } from "../verify/note.ts";
import type { VerifierKey } from "../verify/verifier-key.ts";

/** Holds one file per log: the head that was cosigned last, named by the SHA-256 of the log's origin. */
const headFolder = "heads";

/** Reads the heads that a witness cosigned last, each checked against the witness's own key. Throws `damaged`. */
export async function readHeads(storage: Storage, key: VerifierKey): Promise<ReadonlyMap<string, Note>> {
  const heads = new Map<string, Note>();
  for (const name of await storage.list(headFolder)) {
    if (!/^[0-9a-f]{64}$/.test(name)) continue;
    const path = `${headFolder}/${name}`;
    try {
      const { origin, note } = parseCheckpoint(utf8Text((await storage.read(path))!, path));
      await checkNote(note, [key], checkWithNode);
      if (nameOf(origin) !== name) throw new LedgerError("malformed", `it is the head of ${origin}`, "");
      heads.set(origin, note);
    } catch (cause) {
      if (!(cause instanceof LedgerError) || cause.code === "storage-failed") throw cause;
      throw new LedgerError(
        "damaged",
        `${path} is not a head that this witness cosigned: ${cause.message}`,
        "Restore the file from a copy. Without it the witness would forget what it has seen, so it does not start.",
        cause,
      );
    }
  }
  return heads;
}

/** Keeps a head for good: on disk, in place of the one before, when this returns. */
export async function keepHead(storage: Storage, origin: string, note: string): Promise<void> {
  await makeFolders(storage, headFolder, new Set());
  await writeWhole(storage, `${headFolder}/${nameOf(origin)}`, utf8(note));
  await storage.syncFolder(headFolder);
}

function nameOf(origin: string): string {
  return hex(sha256(utf8(origin)));
}
