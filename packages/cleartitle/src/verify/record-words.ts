import { isOfKind, type LedgerRecord } from "@cleartitle/ledger/record";

/**
 * What a record says in a few words, without its private fields, for a list of one's own records. The log of a stranger may hold anything under any name: what is not the
 * text or list that it should be is left out.
 */
export function recordWords(record: LedgerRecord): string {
  return wordsOf(record)
    .map(textOf)
    .filter((part) => part !== "")
    .join("  ");
}

function wordsOf(record: LedgerRecord): readonly unknown[] {
  if (isOfKind(record, "decision")) {
    const { verdict, use, market, subject, parties } = record.body;
    return [verdict, use, market, listOf(parties).join(" "), shortHash(subject?.sha256)];
  }
  if (isOfKind(record, "generation")) {
    const { generationId, model, gateway, intendedUse, output } = record.body;
    return [generationId, model, gateway, intendedUse, shortHash(output?.sha256)];
  }
  if (isOfKind(record, "corpus")) return [record.body.version, textOf(record.body.digest).slice(0, 19)];
  if (isOfKind(record, "attestation")) {
    const { fact, value, subject } = record.body;
    return [
      `${textOf(fact)} = ${value === undefined ? "(private)" : JSON.stringify(value)}`,
      shortHash(subject),
    ];
  }
  if (isOfKind(record, "withdrawal"))
    return [`of record ${textOf(record.body.index)}`, shortHash(record.body.subject)];
  if (isOfKind(record, "review"))
    return [record.body.outcome, record.body.use, shortHash(record.body.subject)];
  if (isOfKind(record, "publication"))
    return [record.body.use, record.body.where, shortHash(record.body.subject)];
  if (isOfKind(record, "note")) return [`about ${shortHash(record.body.about)}`];
  if (isOfKind(record, "evidence-file")) {
    const { kind, proves, file, about } = record.body;
    return [kind, proves, shortHash(file?.sha256), about === undefined ? "" : `about ${shortHash(about)}`];
  }
  if (isOfKind(record, "edit")) {
    const { tool, before, after } = record.body;
    return [tool, `${shortHash(before)} → ${shortHash(after?.sha256)}`];
  }
  if (isOfKind(record, "erasure"))
    return [`of ${listOf(record.body.fields).join(", ")} in record ${textOf(record.body.index)}`];
  return [`version ${record.version}, which this program does not know`];
}

export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

export function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

/** The beginning of a SHA-256; what is none stays as it is. */
export function shortHash(hash: unknown): string {
  const text = textOf(hash);
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}
