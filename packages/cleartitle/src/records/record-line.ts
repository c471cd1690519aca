import type { CatalogRecord } from "@cleartitle/catalog";
import { isOfKind, type LedgerRecord } from "@cleartitle/ledger/records";

/** What a record says in a few words, without its private fields. */
export function recordWords(record: LedgerRecord): string {
  return wordsOf(record)
    .filter((part) => part !== undefined && part !== "")
    .join("  ");
}

/** `12  2026-11-22 10:00  decision  conditional  stock-licensing  adobe-stock  31e35c80fc…`, and whether it was recorded later. */
export function recordLine({ position, record }: CatalogRecord): string {
  const { recorded, basis } = record.time;
  const time = `${recorded.slice(0, 10)} ${recorded.slice(11, 16)}Z`;
  const later = basis === "recorded-later" ? "  (recorded later)" : "";
  return `${String(position).padStart(5)}  ${time}  ${record.kind.padEnd(13)}  ${recordWords(record)}${later}`;
}

const short = (hash: string | undefined): string | undefined =>
  hash !== undefined && /^[0-9a-f]{64}$/.test(hash) ? `${hash.slice(0, 12)}…` : hash;

const attestedWords = ({ fact, value }: LedgerRecord<"attestation">["body"]): string =>
  `${fact} = ${value === undefined ? "(private)" : JSON.stringify(value)}`;

function wordsOf(record: LedgerRecord): readonly (string | undefined)[] {
  if (isOfKind(record, "decision")) {
    const { verdict, use, market, subject, parties = [] } = record.body;
    return [verdict, use, market, parties.join(" "), short(subject?.sha256)];
  }
  if (isOfKind(record, "generation")) {
    const { generationId, model, gateway, intendedUse, output } = record.body;
    return [generationId, model, gateway, intendedUse, short(output?.sha256)];
  }
  if (isOfKind(record, "corpus")) return [record.body.version, record.body.digest?.slice(0, 19)];
  if (isOfKind(record, "attestation")) return [attestedWords(record.body), short(record.body.subject)];
  if (isOfKind(record, "withdrawal")) return [`of record ${record.body.index}`, short(record.body.subject)];
  if (isOfKind(record, "review")) return [record.body.outcome, record.body.use, short(record.body.subject)];
  if (isOfKind(record, "publication"))
    return [record.body.use, record.body.where, short(record.body.subject)];
  if (isOfKind(record, "note")) return [`about ${short(record.body.about)}`];
  if (isOfKind(record, "evidence-file")) return [record.body.proves, short(record.body.file?.sha256)];
  if (isOfKind(record, "edit")) return [record.body.tool, short(record.body.after?.sha256)];
  if (isOfKind(record, "erasure"))
    return [`of ${(record.body.fields ?? []).join(", ")} in record ${record.body.index}`];
  return [`version ${record.version}, which this program does not know`];
}
