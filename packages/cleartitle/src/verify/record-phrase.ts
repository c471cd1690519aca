import { isOfKind, type LedgerRecord } from "@cleartitle/ledger/record";
import { quoted } from "@cleartitle/ledger/verify";

import { listOf, shortHash, textOf } from "./record-words.ts";

type Parts = readonly (readonly [words: string, value: unknown])[];

/** The kinds that may be named without quotes, with the article before them. */
const kinds: Readonly<Record<string, string>> = {
  generation: "a generation",
  decision: "a decision",
  corpus: "a corpus",
  attestation: "an attestation",
  withdrawal: "a withdrawal",
  review: "a review",
  publication: "a publication",
  note: "a note",
  "evidence-file": "an evidence file",
  edit: "an edit",
  erasure: "an erasure",
};

/** What somebody vouches for whose value is not in the log. */
const isPrivate = Symbol("private");

/**
 * What a record says, for somebody who has never seen a list of records: without its private fields, and so that only its kind, one of ours,
 * stands outside quotes. Whoever keeps a log can write what they like into it; in a sentence under *Proved* it must not read as if the
 * verifier said it.
 *
 * @example
 *   recordPhrase(record); // 'a decision (the answer is "conditional", for the use "merchandise")'
 */
export function recordPhrase(record: LedgerRecord): string {
  const kind = Object.hasOwn(kinds, record.kind) ? kinds[record.kind] : undefined;
  if (kind === undefined)
    return `a record of the kind ${quoted(record.kind)}, which this program does not know`;
  const said = partsOf(record).flatMap(([words, value]) => {
    const shown = valueIn(value);
    return shown === "" ? [] : [`${words} ${shown}`];
  });
  return said.length === 0 ? kind : `${kind} (${said.join(", ")})`;
}

function partsOf(record: LedgerRecord): Parts {
  if (isOfKind(record, "decision")) {
    const { verdict, use, market, subject, parties } = record.body;
    return [
      ["the answer is", verdict],
      ["for the use", use],
      ["at", market],
      ["about the file", subject?.sha256],
      ["by the terms of", listOf(parties).filter((party) => party !== textOf(market))],
    ];
  }
  if (isOfKind(record, "generation")) {
    const { generationId, model, gateway, intendedUse, output } = record.body;
    return [
      ["its id is", generationId],
      ["the model", model],
      ["by way of", gateway],
      ["meant for", intendedUse],
      ["the file", output?.sha256],
    ];
  }
  if (isOfKind(record, "corpus"))
    return [
      ["version", record.body.version],
      ["with the digest", record.body.digest],
    ];
  if (isOfKind(record, "attestation")) {
    const { fact, value, subject } = record.body;
    return [
      ["of", fact],
      ["as", value === undefined ? isPrivate : (JSON.stringify(value) ?? "")],
      ["for the file", subject],
    ];
  }
  if (isOfKind(record, "withdrawal"))
    return [
      ["of record", record.body.index],
      ["for the file", record.body.subject],
    ];
  if (isOfKind(record, "review"))
    return [
      ["it ended", record.body.outcome],
      ["for the use", record.body.use],
      ["of the file", record.body.subject],
    ];
  if (isOfKind(record, "publication"))
    return [
      ["for the use", record.body.use],
      ["at", record.body.where],
      ["of the file", record.body.subject],
    ];
  if (isOfKind(record, "note")) return [["about", record.body.about]];
  if (isOfKind(record, "evidence-file")) {
    const { kind, proves, file, about } = record.body;
    return [
      ["of the kind", kind],
      ["meant to prove", proves],
      ["the file", file?.sha256],
      ["about", about],
    ];
  }
  if (isOfKind(record, "edit")) {
    const { tool, before, after } = record.body;
    return [
      ["with the tool", tool],
      ["from the file", before],
      ["to the file", after?.sha256],
    ];
  }
  if (isOfKind(record, "erasure"))
    return [
      ["of", listOf(record.body.fields)],
      ["in record", record.body.index],
    ];
  return [];
}

/** A value in quotes; only the beginning of a hash and a whole number need none, since neither says anything. */
function valueIn(value: unknown): string {
  if (value === isPrivate) return "a private value";
  if (Array.isArray(value)) return shortList(value.map(valueIn).filter((one) => one !== ""));
  const text = textOf(value);
  if (text === "") return "";
  if (typeof value === "number" && Number.isSafeInteger(value)) return text;
  const hash = shortHash(value);
  return hash === text ? quoted(text) : hash;
}

const longestList = 20;

function shortList(items: readonly string[]): string {
  const rest = items.length - longestList;
  return `${items.slice(0, longestList).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
