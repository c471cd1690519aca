import { LedgerError, type LedgerErrorCode } from "../ledger-error.ts";
import { base64, fromBase64, refetch, utf8Text, type Bytes } from "./bytes.ts";
import type { TreeHead } from "./checkpoint.ts";
import { openDisclosure, type Disclosure } from "./disclosure.ts";
import { followKeys, readKeyChain } from "./key-chain.ts";
import type { Signer } from "./note.ts";
import { parseVerifierKey } from "./verifier-key.ts";
import { verifyProof, type ProofPolicy, type UnprovedEntry } from "./verify-proof.ts";

/** One file that holds all a stranger needs to check one record: written by `formatBundle`, read by `verifyBundle`. */
export interface ProofBundle {
  /** The entry, byte by byte as it was logged. */
  readonly entry: Uint8Array;
  /** The text of a `.tlog-proof` file. */
  readonly proof: string;
  /** The notes that introduce the log's public keys, oldest first. */
  readonly keyNotes: readonly string[];
  /** What opens those private fields that are to be shown. */
  readonly disclosures: readonly Disclosure[];
  /** Other evidence that travels along, such as time stamps; nothing here vouches for it. */
  readonly attachments?: Readonly<Record<string, unknown>>;
}

export interface ProvedBundle {
  readonly proved: true;
  readonly index: number;
  readonly head: TreeHead;
  readonly signers: readonly Signer[];
  /** Names of others who signed the head, as they call themselves: nothing says that it was they. */
  readonly unknownSigners: readonly string[];
  readonly entry: Bytes;
  /** The record, where the entry is JSON, otherwise null. */
  readonly record: unknown;
  /** The private fields shown, each of which opens its commitment in the record. */
  readonly disclosed: Readonly<Record<string, unknown>>;
  /** `own`: nothing but the bundle itself says whose keys these are. */
  readonly keys: "trusted" | "own";
  readonly attachments: Readonly<Record<string, unknown>>;
}

export interface BundlePolicy extends Omit<ProofPolicy, "logKeys"> {
  /** The log's keys, from its owner. Keys that these endorsed later are trusted too. */
  readonly trustedKeys?: readonly string[];
}

const format = "cleartitle/proof-bundle/1";

/** Writes a bundle as JSON text. */
export function formatBundle({ entry, proof, keyNotes, disclosures, attachments = {} }: ProofBundle): string {
  const bundle = { format, entry: base64(entry), proof, keyNotes, disclosures, attachments };
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

/**
 * Checks a bundle offline: that its entry is in the log under a signed head, and that each disclosed field is the one
 * that was recorded. Never throws for what is in the text.
 *
 * @example
 *   const answer = await verifyBundle(text, { trustedKeys: [keyLine] });
 *   if (answer.proved) console.log(answer.record);
 */
export async function verifyBundle(
  text: string,
  policy: BundlePolicy = {},
): Promise<ProvedBundle | UnprovedEntry> {
  try {
    return await check(text, policy);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return unproved(error.code, error.message, error.remedy);
  }
}

async function check(text: string, policy: BundlePolicy): Promise<ProvedBundle | UnprovedEntry> {
  const bundle = parseBundle(text);
  const { keys } = await readKeyChain(bundle.keyNotes, policy.check);
  const pinned = await Promise.all((policy.trustedKeys ?? []).map(parseVerifierKey));
  const logKeys = pinned.length === 0 ? keys.map(({ key }) => key) : followKeys(keys, pinned);
  const answer = await verifyProof(bundle.proof, bundle.entry, { ...policy, logKeys });
  if (!answer.proved) return answer;
  const record = jsonOf(bundle.entry);
  const disclosed: [field: string, value: unknown][] = [];
  for (const disclosure of bundle.disclosures) {
    const commitment = commitmentIn(record, disclosure.field);
    disclosed.push([disclosure.field, await openDisclosure(commitment, disclosure)]);
  }
  return {
    ...answer,
    entry: new Uint8Array(bundle.entry),
    record,
    // Not by assignment: a field may be called __proto__.
    disclosed: Object.fromEntries(disclosed),
    keys: pinned.length === 0 ? "own" : "trusted",
    attachments: bundle.attachments ?? {},
  };
}

function parseBundle(text: string): ProofBundle {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw notBundle("it is not JSON", cause);
  }
  const bundle = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const { entry, proof, keyNotes, disclosures, attachments } = bundle;
  if (bundle["format"] !== format) throw notBundle(`its format is not ${format}`);
  if (typeof entry !== "string" || typeof proof !== "string") throw notBundle("entry or proof is missing");
  if (!isListOf(keyNotes, (note) => typeof note === "string")) throw notBundle("its key notes are missing");
  if (!isListOf(disclosures, isDisclosure)) throw notBundle("its disclosures are not what they should be");
  return {
    entry: fromBase64(entry, "the entry of the bundle"),
    proof,
    keyNotes: keyNotes as readonly string[],
    disclosures: disclosures as readonly Disclosure[],
    attachments: (attachments ?? {}) as Readonly<Record<string, unknown>>,
  };
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isDisclosure(value: unknown): boolean {
  const { field, salt, json } = (value ?? {}) as Partial<Disclosure>;
  return typeof field === "string" && typeof salt === "string" && typeof json === "string";
}

function commitmentIn(record: unknown, field: string): string {
  const commitments =
    (record as { readonly private?: Readonly<Record<string, unknown>> } | null)?.private ?? {};
  const commitment = Object.hasOwn(commitments, field) ? commitments[field] : undefined;
  if (typeof commitment === "string") return commitment;
  throw new LedgerError(
    "not-disclosed",
    `the record has no private field "${field}"`,
    "Show only fields that it has.",
  );
}

function jsonOf(entry: Uint8Array): unknown {
  try {
    return JSON.parse(utf8Text(entry, "the entry"));
  } catch {
    return null;
  }
}

function notBundle(why: string, cause?: unknown): LedgerError {
  return new LedgerError("malformed", `not a proof bundle: ${why}`, refetch, cause);
}

function unproved(code: LedgerErrorCode, message: string, remedy: string): UnprovedEntry {
  return { proved: false, code, message, remedy };
}
