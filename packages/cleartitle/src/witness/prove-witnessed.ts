import type { LogReader } from "@cleartitle/ledger";
import { checkNote, formatProof, readKeyChain } from "@cleartitle/ledger/verify";

import type { LedgerPlace } from "../records/ledger-place.ts";
import { isHeadOf } from "../records/is-head-of.ts";
import { readWitnessed, type WitnessedHead } from "./witnessed-heads.ts";

/**
 * The proof of an entry under the head that most witnesses cosigned, of several the earliest: the text of a `.tlog-proof` file. Null where no such
 * head covers the entry, or none that the log's key of now has signed: whoever knows only that key could not check it. A file that was damaged, or
 * is of another history, is passed over: no proof under it would hold.
 */
export async function proveWitnessed(
  place: LedgerPlace,
  reader: LogReader,
  keyNotes: readonly string[],
  index: number,
): Promise<string | null> {
  const { keys } = await readKeyChain(keyNotes);
  const covering = (await readWitnessed(place)).filter(({ checkpoint }) => checkpoint.size > index);
  const best = covering.toSorted((one, other) => witnessesOf(other) - witnessesOf(one));
  for (const { text, checkpoint } of best) {
    if (!(await isHeadOf(reader, checkpoint))) continue;
    const key = keys.at(-1)?.key;
    const signers = await checkNote(checkpoint.note, key === undefined ? [] : [key]).catch(() => []);
    if (signers.length > 0)
      return formatProof(index, await reader.tree.inclusion(index, checkpoint.size), text);
  }
  return null;
}

function witnessesOf({ checkpoint }: WitnessedHead): number {
  return checkpoint.note.signatures.filter(({ name }) => name !== checkpoint.origin).length;
}
