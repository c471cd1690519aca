import type { CatalogRecord } from "@cleartitle/catalog";
import type { Corpus } from "@cleartitle/corpus";
import { isOfKind } from "@cleartitle/ledger/records";
import { formatBundle } from "@cleartitle/ledger/verify";

import { CleartitleError } from "../cleartitle-error.ts";
import { proveStamped } from "../timestamps/stamped-proof.ts";
import { proveWitnessed } from "../witness/prove-witnessed.ts";
import { citedTerms } from "./cited-terms.ts";
import type { ReadableRecords } from "./records.ts";

/**
 * A bundle that proves one record offline: the record, its inclusion under a signed head (one that witnesses cosigned, where there is one), the log's public keys, for a decision the terms
 * that it cites, and the earliest time stamp over it. Private fields stay closed except those named in `show`.
 *
 * @throws CleartitleError `no-record` where a field is to be shown that the record does not have, or that was erased
 */
export async function proveRecord(
  { place, reader, privates, keyNotes }: Pick<ReadableRecords, "place" | "reader" | "privates" | "keyNotes">,
  { position, record }: CatalogRecord,
  corpus: Corpus,
  show: readonly string[] = [],
): Promise<string> {
  const { bytes: entry } = await reader.entry(position);
  const openings = await privates.openings(record.id);
  const missing = show.find((field) => openings.every((opening) => opening.field !== field));
  if (missing !== undefined) {
    const has = openings.map(({ field }) => field).join(", ") || "none";
    throw new CleartitleError(
      "no-record",
      `Record ${position} has no private field "${missing}" that could be shown; it has: ${has}.`,
    );
  }
  const body = isOfKind(record, "decision") ? record.body : null;
  const timeStamp = await proveStamped(place, reader, position);
  const attachments = {
    ...(body === null ? {} : { terms: citedTerms(corpus, body.rules ?? [], body.corpus?.digest ?? "") }),
    ...(timeStamp === null ? {} : { timeStamp }),
  };
  return formatBundle({
    entry,
    proof: (await proveWitnessed(place, reader, keyNotes, position)) ?? (await reader.prove(position)),
    keyNotes,
    disclosures: openings.filter(({ field }) => show.includes(field)),
    ...(Object.keys(attachments).length === 0 ? {} : { attachments }),
  });
}
