import type { X509Certificate } from "node:crypto";

import type { Corpus } from "@cleartitle/corpus";
import { canonicalJson, isOfKind, type LedgerRecord } from "@cleartitle/ledger/records";
import type { ProvedBundle } from "@cleartitle/ledger/verify";

import { checkStamped, type StampedAnswer } from "../timestamps/stamped-proof.ts";
import type { BundleReport } from "../verify/bundle-report.ts";
import { explainBundle, trustedKeys, type ExplainPolicy } from "../verify/explain-bundle.ts";
import { citedTerms, type CitedTerms } from "./cited-terms.ts";

export interface VerifyPolicy extends ExplainPolicy {
  /** To compare the cited terms with, where it is the corpus that the decision was made with. */
  readonly corpus?: Corpus | null;
  /** Roots of time stamp authorities that one trusts; left out, a time stamp's certificate is not traced to any. */
  readonly roots?: readonly X509Certificate[];
}

/** Checks a proof bundle without a ledger and without the network, its time stamp included. Never throws for what is in the text. */
export async function verifyProofBundle(text: string, policy: VerifyPolicy = {}): Promise<BundleReport> {
  const { corpus = null } = policy;
  return explainBundle(text, policy, {
    timeStamp: async (attached, bundle) => checkTimeStamp(attached, bundle, policy),
    sameTerms: (terms, record) => corpus !== null && areTermsOf(corpus, terms, record),
    keyOption: "--key",
    witnessOption: "--witness",
  });
}

/** Whether the words that came along are those of the corpus that the record names: we have it here, and they are equal. */
function areTermsOf(corpus: Corpus, terms: CitedTerms, record: LedgerRecord): boolean {
  if (!isOfKind(record, "decision")) return false;
  const { corpus: decidedWith, rules } = record.body;
  if (decidedWith?.digest !== corpus.digest || !Array.isArray(rules)) return false;
  return canonicalJson(citedTerms(corpus, rules, corpus.digest)) === canonicalOrNull(terms);
}

/** What a stranger wrote may have no canonical form, as a lone surrogate has none; then it is not what we would write. */
function canonicalOrNull(value: unknown): string | null {
  try {
    return canonicalJson(value);
  } catch {
    return null;
  }
}

/** The bundle was proved; its time stamp is checked against the same keys. */
async function checkTimeStamp(
  attached: unknown,
  { entry, index, keyNotes }: ProvedBundle,
  policy: VerifyPolicy,
): Promise<StampedAnswer> {
  const { roots = [] } = policy;
  return checkStamped(attached, entry, { keyNotes, trustedKeys: trustedKeys(policy), index, roots });
}
