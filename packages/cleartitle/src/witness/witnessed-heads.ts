import { readFile } from "node:fs/promises";
import { join } from "node:path";

import {
  formatNote,
  parseCheckpoint,
  parseNote,
  type Checkpoint,
  type NoteSignature,
  type VerifierKey,
} from "@cleartitle/ledger/verify";

import { keepFile } from "../files/keep-file.ts";
import { readTexts } from "../files/read-texts.ts";
import type { LedgerPlace } from "../records/ledger-place.ts";

/** A signed head with the cosignatures of witnesses under it, letter by letter as a proof carries it. */
export interface WitnessedHead {
  readonly text: string;
  readonly checkpoint: Checkpoint;
}

const folderOf = ({ folder }: LedgerPlace): string => join(folder, "witnessed");

/** Adds signatures to a signed head that is kept beside the log; on disk when this returns. Those that it has already are not added again. */
export async function keepWitnessed(
  place: LedgerPlace,
  signedHead: string,
  signatures: readonly NoteSignature[],
): Promise<void> {
  const { size, note } = parseCheckpoint(signedHead);
  const path = join(folderOf(place), `${String(size).padStart(12, "0")}.checkpoint`);
  const kept = await readFile(path, "utf8").then(parseNote, () => null);
  // A newer cosignature of the same witness over the same head says nothing more than the older one.
  const all = new Map(
    [...signatures, ...note.signatures, ...(kept?.text === note.text ? kept.signatures : [])].map(
      (signature) => [`${signature.name} ${signature.id.join()}`, signature],
    ),
  );
  const logFirst = [...all.values()].toSorted(
    (one, other) => Number(isOfLog(other, note.text)) - Number(isOfLog(one, note.text)),
  );
  await keepFile(path, formatNote({ text: note.text, signatures: logFirst }));
}

/** The witnessed heads of a ledger, the one over the fewest entries first. A file that is none of them is passed over. */
export async function readWitnessed(place: LedgerPlace): Promise<readonly WitnessedHead[]> {
  const texts = await readTexts(folderOf(place), ".checkpoint");
  return texts.flatMap((text) => {
    try {
      return [{ text, checkpoint: parseCheckpoint(text) }];
    } catch {
      return [];
    }
  });
}

/** The size that a witness cosigned last, as far as is known here; 0 where nothing is. */
export function sizeSeenBy(heads: readonly WitnessedHead[], { name }: VerifierKey): number {
  const seen = heads.filter(({ checkpoint }) =>
    checkpoint.note.signatures.some((each) => each.name === name),
  );
  return seen.at(-1)?.checkpoint.size ?? 0;
}

function isOfLog({ name }: NoteSignature, text: string): boolean {
  return text.startsWith(`${name}\n`);
}
