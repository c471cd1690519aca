import type { X509Certificate } from "node:crypto";

import type { LogReader } from "@cleartitle/ledger";
import {
  followKeys,
  formatProof,
  parseCheckpoint,
  parseProof,
  parseVerifierKey,
  readKeyChain,
  verifyProof,
} from "@cleartitle/ledger/verify";

import type { LedgerPlace } from "../records/ledger-place.ts";
import { isHeadOf } from "../records/is-head-of.ts";
import { checkToken, type CheckedTimeStamp } from "./check-token.ts";
import { readStampedHeads } from "./stamped-heads.ts";

/** What goes into a proof bundle: the record is under a signed head, and that head bears a time stamp. */
export interface StampedProof {
  /** The text of a `.tlog-proof` file for the stamped head. */
  readonly proof: string;
  /** The RFC 3161 token over that head, as base64 of DER. */
  readonly token: string;
  readonly url: string;
}

/** The earliest stamped head that covers an entry, with the proof that it does; null where none does. */
export async function proveStamped(
  place: LedgerPlace,
  reader: LogReader,
  index: number,
): Promise<StampedProof | null> {
  for (const { checkpoint, token, url } of await readStampedHeads(place)) {
    const head = parseCheckpoint(checkpoint);
    const { size } = head;
    if (size <= index || !(await isHeadOf(reader, head))) continue;
    return { proof: formatProof(index, await reader.tree.inclusion(index, size), checkpoint), token, url };
  }
  return null;
}

/** A time stamp that came in a bundle, as far as it holds. */
export type StampedAnswer =
  | ({ readonly holds: true } & CheckedTimeStamp)
  | { readonly holds: false; readonly why: string };

export interface StampedPolicy {
  /** The notes that introduce the log's keys, from the bundle. */
  readonly keyNotes: readonly string[];
  /** The log's keys, from its owner; left empty, those of the bundle do. */
  readonly trustedKeys: readonly string[];
  /** Where the bundle says the entry is. */
  readonly index: number;
  /** Roots of time stamp authorities that one trusts. */
  readonly roots?: readonly X509Certificate[];
}

/**
 * Checks that an entry is under a head of its log that bears this time stamp, offline. Never throws for what is in it.
 */
export async function checkStamped(
  stamped: unknown,
  entry: Uint8Array,
  { keyNotes, trustedKeys, index, roots = [] }: StampedPolicy,
): Promise<StampedAnswer> {
  const { proof, token } = (stamped ?? {}) as Partial<StampedProof>;
  if (typeof proof !== "string" || typeof token !== "string")
    return { holds: false, why: "the time stamp in the bundle is not what it should be" };
  try {
    const { keys } = await readKeyChain(keyNotes);
    const pinned = await Promise.all(trustedKeys.map(parseVerifierKey));
    // A head that was stamped before a rotation bears a signature by the key of then.
    const logKeys = pinned.length === 0 ? keys.map(({ key }) => key) : followKeys(keys, pinned);
    const answer = await verifyProof(proof, entry, { logKeys });
    if (!answer.proved) return { holds: false, why: answer.message };
    if (answer.index !== index)
      return { holds: false, why: "the stamped head holds the entry at another place" };
    const { signedText } = parseProof(proof);
    const checked = checkToken(Buffer.from(token, "base64"), { data: Buffer.from(signedText), roots });
    return { holds: true, ...checked };
  } catch (error) {
    return { holds: false, why: error instanceof Error ? error.message : String(error) };
  }
}
