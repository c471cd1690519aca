import { isOfKind, type LedgerRecord } from "@cleartitle/ledger/record";

/**
 * What a record says in a few words, without its private fields. The log of a stranger may hold anything under any name: what is not the
 * text or list that it should be is left out.
 */
export function recordWords(record: LedgerRecord): string {
  return wordsOf(record)
    .map(textOf)
    .filter((part) => part !== "")
    .join("  ");
}

/** The same for somebody who has never seen a list of records. */
export function recordPhrase(record: LedgerRecord): string {
  if (isOfKind(record, "decision")) {
    const { verdict, use, market, subject, parties } = record.body;
    const others = listOf(parties).filter((party) => party !== textOf(market));
    return phrase([
      ["the answer is", verdict],
      ["for the use", use],
      ["at", market],
      ["about the file", shortHash(subject?.sha256)],
      ["by the terms of", others.join(", ")],
    ]);
  }
  if (isOfKind(record, "generation")) {
    const { generationId, model, gateway, intendedUse, output } = record.body;
    return phrase([
      ["its id is", generationId],
      ["the model", model],
      ["by way of", gateway],
      ["meant for", intendedUse],
      ["the file", shortHash(output?.sha256)],
    ]);
  }
  return recordWords(record);
}

function phrase(parts: readonly (readonly [words: string, value: unknown])[]): string {
  return parts
    .filter(([, value]) => textOf(value) !== "")
    .map(([words, value]) => `${words} ${textOf(value)}`)
    .join(", ");
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

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

/** The beginning of a SHA-256; what is none stays as it is. */
export function shortHash(hash: unknown): string {
  const text = textOf(hash);
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}
