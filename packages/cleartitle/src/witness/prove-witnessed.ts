import type { LogReader } from "@cleartitle/ledger";
import { formatProof, readKeyChain } from "@cleartitle/ledger/verify";

import type { LedgerPlace } from "../records/ledger-place.ts";
import { readWitnessed, type WitnessedHead } from "./witnessed-heads.ts";

/**
 * The proof of an entry under the head that most witnesses cosigned, of several the earliest: the text of a `.tlog-proof` file. Null where no such
 * head covers the entry, or none that the log's key of now has signed: whoever knows only that key could not check it.
 */
export async function proveWitnessed(
  place: LedgerPlace,
  reader: LogReader,
  keyNotes: readonly string[],
  index: number,
): Promise<string | null> {
  const { keys } = await readKeyChain(keyNotes);
  const id = keys.at(-1)?.key.id.join();
  const { origin, size } = reader.head;
  const covering = (await readWitnessed(place)).filter(
    ({ checkpoint }) =>
      checkpoint.origin === origin &&
      checkpoint.size > index &&
      checkpoint.size <= size &&
      checkpoint.note.signatures.some((each) => each.name === origin && each.id.join() === id),
  );
  const best = covering.toSorted((one, other) => witnessesOf(other) - witnessesOf(one))[0];
  if (best === undefined) return null;
  return formatProof(index, await reader.tree.inclusion(index, best.checkpoint.size), best.text);
}

function witnessesOf({ checkpoint }: WitnessedHead): number {
  return checkpoint.note.signatures.filter(({ name }) => name !== checkpoint.origin).length;
}
