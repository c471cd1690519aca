import type { X509Certificate } from "node:crypto";

import type { Corpus } from "@cleartitle/corpus";
import type { LedgerErrorCode } from "@cleartitle/ledger";
import { canonicalJson, isOfKind, type LedgerRecord } from "@cleartitle/ledger/records";
import {
  formatVerifierKey,
  verifyBundle as verifyLedgerBundle,
  type ProvedBundle,
} from "@cleartitle/ledger/verify";

import { checkStamped, type StampedAnswer } from "../timestamps/stamped-proof.ts";
import { citedTerms, type CitedTerms } from "./cited-terms.ts";
import { recordWords } from "./record-line.ts";

export interface VerifyPolicy {
  /** Public keys that the log's owner gave; left out, the bundle alone says whose log it is. */
  readonly keys?: readonly string[];
  /** SHA-256 of a file that the record should be about. */
  readonly file?: string;
  /** To compare the cited terms with, where it is the corpus that the decision was made with. */
  readonly corpus?: Corpus | null;
  /** Roots of time stamp authorities that one trusts; left out, a time stamp's certificate is not traced to any. */
  readonly roots?: readonly X509Certificate[];
}

/** What a bundle proves and what it does not, as data and in sentences. */
export type BundleReport =
  | {
      readonly proved: true;
      readonly index: number;
      readonly log: string;
      readonly size: number;
      readonly keys: "trusted" | "own";
      readonly signers: readonly string[];
      readonly record: LedgerRecord | null;
      readonly disclosed: Readonly<Record<string, unknown>>;
      readonly terms: CitedTerms | null;
      /** The time stamp that came along, as far as it holds; null where none came. */
      readonly timeStamp: StampedAnswer | null;
      readonly proves: readonly string[];
      readonly doesNotProve: readonly string[];
    }
  | {
      readonly proved: false;
      readonly code: LedgerErrorCode | "other-file";
      readonly message: string;
      readonly remedy: string;
    };

/** Checks a proof bundle without a ledger and without the network. Never throws for what is in the text. */
export async function verifyProofBundle(text: string, policy: VerifyPolicy = {}): Promise<BundleReport> {
  const answer = await verifyLedgerBundle(text, { trustedKeys: policy.keys ?? [] });
  if (!answer.proved) return answer;
  const record = asRecord(answer.record);
  if (policy.file !== undefined && !hashesOf(record).includes(policy.file))
    return {
      proved: false,
      code: "other-file",
      message: `the record in the bundle is not about the file given (SHA-256 ${policy.file})`,
      remedy: "Give the very file that was recorded: a copy that was saved anew has another hash.",
    };
  const { head, index, keys, disclosed, signers } = answer;
  const terms = termsOf(answer.attachments);
  const timeStamp = await timeStampOf(text, answer, policy);
  const about = { head, index, keys, disclosed, record, terms, timeStamp, policy };
  return {
    proved: true,
    index,
    log: head.origin,
    size: head.size,
    keys,
    signers: signers.map(({ key }) => formatVerifierKey(key)),
    record,
    disclosed,
    terms,
    timeStamp,
    proves: proves(about),
    doesNotProve: doesNotProve(about),
  };
}

interface Proved {
  readonly head: { readonly origin: string; readonly size: number };
  readonly index: number;
  readonly keys: "trusted" | "own";
  readonly disclosed: Readonly<Record<string, unknown>>;
  readonly record: LedgerRecord | null;
  readonly terms: CitedTerms | null;
  readonly timeStamp: StampedAnswer | null;
  readonly policy: VerifyPolicy;
}

function proves({
  head,
  index,
  keys,
  disclosed,
  record,
  terms,
  timeStamp,
  policy,
}: Proved): readonly string[] {
  const what = record === null ? "an entry" : `a ${record.kind} (${recordWords(record)})`;
  const whose = keys === "trusted" ? "with a key that you gave" : "with the key that the bundle names";
  return [
    `Entry ${index} of the log ${head.origin} is ${what}, exactly as it stands in the bundle. It was in the log when its head over ${head.size} entries was signed ${whose}; since then nobody can have changed it without being found out.`,
    ...(policy.file === undefined
      ? []
      : ["The file given is the one that the record is about, byte for byte."]),
    ...(isTrusted(timeStamp)
      ? [
          `It existed by ${timeStamp.time}: so says the time stamp of "${timeStamp.authority}" over a head that covers it, and the certificate behind it leads to a root that you trust.`,
        ]
      : []),
    ...Object.entries(disclosed).map(
      ([field, value]) => `The private field "${field}" was recorded as ${JSON.stringify(value)}.`,
    ),
    ...(sameTerms(terms, record, policy.corpus ?? null)
      ? [
          "The terms beside the proof are those that this version of Cleartitle has under the digest that the record names.",
        ]
      : []),
  ];
}

function doesNotProve({ keys, record, disclosed, terms, timeStamp, policy }: Proved): readonly string[] {
  const time = record?.time;
  const closed = Object.keys(record?.private ?? {}).filter((field) => !Object.hasOwn(disclosed, field));
  return [
    "That what the record says is true: it is what its writer said.",
    ...(time === undefined
      ? []
      : [
          `When it was written: ${time.recorded} is what the writer's own clock said${time.basis === "recorded-later" ? ", and the record says of itself that it was made after the event" : ""}. ${isTrusted(timeStamp) ? "The time stamp only says that it was no later than that." : "No outside clock vouches for it."}`,
        ]),
    ...(timeStamp?.holds === false ? [`What the time stamp beside the proof says: ${timeStamp.why}`] : []),
    ...(timeStamp?.holds === true && timeStamp.trust === "unchecked"
      ? [
          `That it existed by ${timeStamp.time}, though a time stamp in the name of "${timeStamp.authority}" says so: anybody can make a certificate with that name. Give the authority's root with --tsa-roots.`,
        ]
      : []),
    ...(keys === "own"
      ? [
          "Whose log it is: ask its owner for the public key by another way, and verify again with --key. Without it, anybody could have made the bundle.",
        ]
      : []),
    "That the owner keeps no second log that says something else: for that, others must have seen its heads.",
    ...(closed.length > 0
      ? [`What these private fields say, which are not shown: ${closed.join(", ")}.`]
      : []),
    ...(terms !== null && !sameTerms(terms, record, policy.corpus ?? null)
      ? [
          "The words of the terms beside the proof: the record names only the rules and the digest of the corpus. Compare them with that corpus.",
        ]
      : []),
    "That you may use the image: this is information, not legal advice.",
  ];
}

/** Whether the words that came along are those of the corpus that the record names: we have it here, and they are equal. */
function sameTerms(terms: CitedTerms | null, record: LedgerRecord | null, corpus: Corpus | null): boolean {
  if (terms === null || corpus === null || record === null || !isOfKind(record, "decision")) return false;
  const { corpus: decidedWith, rules = [] } = record.body;
  if (decidedWith?.digest !== corpus.digest) return false;
  return canonicalJson(citedTerms(corpus, rules, corpus.digest)) === canonicalJson(terms);
}

/** Only a certificate that leads to a root makes a time stamp that of somebody we can name. */
function isTrusted(timeStamp: StampedAnswer | null): timeStamp is Extract<StampedAnswer, { holds: true }> {
  return timeStamp?.holds === true && timeStamp.trust === "trusted";
}

/** The bundle was proved, so its text is one; its time stamp is checked against the same keys. */
async function timeStampOf(
  text: string,
  { attachments, entry, index }: ProvedBundle,
  { keys = [], roots = [] }: VerifyPolicy,
): Promise<StampedAnswer | null> {
  const attached = attachments["timeStamp"];
  if (attached === undefined) return null;
  const { keyNotes } = JSON.parse(text) as { readonly keyNotes: readonly string[] };
  return checkStamped(attached, entry, { keyNotes, trustedKeys: keys, index, roots });
}

function asRecord(value: unknown): LedgerRecord | null {
  const record = value as Partial<LedgerRecord> | null;
  return record?.format === "cleartitle/record" &&
    typeof record.kind === "string" &&
    typeof record.body === "object" &&
    record.body !== null &&
    typeof record.time?.recorded === "string"
    ? (record as LedgerRecord)
    : null;
}

function termsOf(attachments: Readonly<Record<string, unknown>>): CitedTerms | null {
  const terms = attachments["terms"] as Partial<CitedTerms> | undefined;
  return Array.isArray(terms?.rules) ? (terms as CitedTerms) : null;
}

/** Every hash of a file that a record names, wherever in it. */
function hashesOf(record: LedgerRecord | null): readonly string[] {
  if (record === null) return [];
  return JSON.stringify(record.body).match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? [];
}
