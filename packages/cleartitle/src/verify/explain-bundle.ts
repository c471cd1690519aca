import type { LedgerRecord } from "@cleartitle/ledger/record";
import {
  formatVerifierKey,
  verifyBundle,
  type BundleSigner,
  type ProvedBundle,
  type TrustPolicy,
  type VerifierKey,
} from "@cleartitle/ledger/verify";

import type { CitedTerms } from "../records/cited-terms.ts";
import type { StampedAnswer } from "../timestamps/stamped-proof.ts";
import type { BundleReport, ReportedKey, SignedBy } from "./bundle-report.ts";
import { doesNotProve, proves } from "./bundle-words.ts";
import { seenTime } from "./seen-time.ts";

export interface ExplainPolicy {
  /** Public keys that the log's owner gave; left out, the bundle alone says whose log it is. */
  readonly keys?: readonly string[];
  /** SHA-256 of a file that the record should be about, in small hexadecimal digits. */
  readonly file?: string;
  /** Witnesses that one trusts, and which of them must have cosigned; `requireWitnesses` and `parsePolicy` make it. */
  readonly trust?: TrustPolicy;
}

/** What only some places can check, handed in by those that can. */
export interface MoreChecks {
  /** Checks the time stamp that came along. Left out, the report says that it was not checked. */
  readonly timeStamp?: (attached: unknown, bundle: ProvedBundle) => Promise<StampedAnswer>;
  /** Whether the words of the terms that came along are those of the corpus that the record names. */
  readonly sameTerms?: (terms: CitedTerms, record: LedgerRecord) => boolean;
  /** How one gives a key there, for example `--key`. */
  readonly keyOption?: string;
  /** How one gives the key of a witness there, for example `--witness`. */
  readonly witnessOption?: string;
}

/**
 * Checks a proof bundle offline, in Node and in browsers alike, and says in sentences what is proved and what is not. Never throws for what
 * is in the text; where signatures cannot be checked at all it throws what WebCrypto says, so ask `findCryptoGap` first.
 *
 * @example
 *   const report = await explainBundle(text, { keys: [keyFromItsOwner] });
 *   if (report.proved) show(report.proves, report.doesNotProve);
 */
export async function explainBundle(
  text: string,
  policy: ExplainPolicy = {},
  checks: MoreChecks = {},
): Promise<BundleReport> {
  const { file, trust } = policy;
  const trusting = trust === undefined ? {} : { trust };
  const answer = await verifyBundle(text, { trustedKeys: trustedKeys(policy), ...trusting });
  if (!answer.proved) return answer;
  const record = asRecord(answer.record);
  if (file !== undefined && !subjectsOf(record).includes(file))
    return {
      proved: false,
      code: "other-file",
      message: `the record in the bundle is not about the file given (SHA-256 ${file})`,
      remedy: "Give the very file that was recorded: a copy that was saved anew has another hash.",
    };
  const { head, index, disclosed, signers, unknownSigners, attachments } = answer;
  const terms = termsOf(attachments);
  const stamped = attachments["timeStamp"];
  const report = {
    proved: true as const,
    index,
    log: head.origin,
    size: head.size,
    keys: answer.keys,
    signedBy: signedByOf(answer.signedBy),
    signers: signers.map(({ key }) => formatVerifierKey(key)),
    witnesses: signers.flatMap(({ key, time }) =>
      time === null ? [] : [{ name: key.name, time: seenTime(time) }],
    ),
    unknownSigners,
    record,
    disclosed,
    terms,
    timeStamp:
      stamped === undefined
        ? null
        : ((await checks.timeStamp?.(stamped, answer)) ?? { holds: "unchecked" as const }),
  };
  const facts = {
    ...report,
    fileFits: file !== undefined,
    sameTerms: terms !== null && record !== null && (checks.sameTerms?.(terms, record) ?? false),
    keyOption: checks.keyOption ?? "it",
    witnessOption: checks.witnessOption ?? "it",
  };
  return { ...report, proves: proves(facts), doesNotProve: doesNotProve(facts) };
}

/** The keys that the log may have: those that were given, else those of the logs in the policy. */
export function trustedKeys({ keys = [], trust }: ExplainPolicy): readonly string[] {
  return keys.length > 0 ? keys : (trust?.logs ?? []).map(({ key }) => formatVerifierKey(key));
}

function signedByOf({ key, standing, endorsedBy, replacedBy }: BundleSigner): SignedBy {
  return {
    key: reported(key),
    standing,
    endorsedBy: endorsedBy.map(reported),
    replacedBy: replacedBy === null ? null : reported(replacedBy),
  };
}

function reported(key: VerifierKey): ReportedKey {
  const line = formatVerifierKey(key);
  // The line is name+id+key, and a name has no plus sign in it.
  return { name: key.name, id: line.split("+")[1] ?? "", line };
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
  const terms = attachments["terms"] as Partial<CitedTerms> | null | undefined;
  return Array.isArray(terms?.rules) ? (terms as CitedTerms) : null;
}

/** The files that a record is about, by their SHA-256: not the inputs, texts and digests that it names beside. */
function subjectsOf(record: LedgerRecord | null): readonly unknown[] {
  if (record === null) return [];
  const { subject, output, file, before, after, about } = record.body as Readonly<Record<string, unknown>>;
  return [subject, output, file, before, after, about].map((one) =>
    typeof one === "object" && one !== null && "sha256" in one ? one.sha256 : one,
  );
}
