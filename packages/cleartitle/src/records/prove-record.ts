import type { CatalogRecord } from "@cleartitle/catalog";
import type { Corpus } from "@cleartitle/corpus";
import { isOfKind } from "@cleartitle/ledger/records";
import { formatBundle } from "@cleartitle/ledger/verify";

import { CleartitleError } from "../cleartitle-error.ts";
import { citedTerms } from "./cited-terms.ts";
import type { ReadableRecords } from "./records.ts";

/**
 * A bundle that proves one record offline: the record, its inclusion under the signed head, the log's public keys, and for a decision the terms
 * that it cites. Private fields stay closed except those named in `show`.
 *
 * @throws CleartitleError `no-record` where a field is to be shown that the record does not have, or that was erased
 */
export async function proveRecord(
  { reader, privates, keyNotes }: Pick<ReadableRecords, "reader" | "privates" | "keyNotes">,
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
  return formatBundle({
    entry,
    proof: await reader.prove(position),
    keyNotes,
    disclosures: openings.filter(({ field }) => show.includes(field)),
    ...(body === null
      ? {}
      : { attachments: { terms: citedTerms(corpus, body.rules ?? [], body.corpus?.digest ?? "") } }),
  });
}
