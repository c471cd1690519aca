import { LedgerError, type LedgerErrorCode } from "../ledger-error.ts";
import { base64 } from "./base64.ts";
import { signerOf, type BundleSigner } from "./bundle-signer.ts";
import { utf8Text, type Bytes } from "./bytes.ts";
import { isCanonicalJson } from "./canonical-json.ts";
import type { TreeHead } from "./checkpoint.ts";
import { openDisclosure, type Disclosure } from "./disclosure.ts";
import { checkJsonShape, shapeOfRecords } from "./json-shape.ts";
import { followKeys, readKeyChain } from "./key-chain.ts";
import type { Signer } from "./note.ts";
import { bundleFormat, parseBundle, requireBundleSize } from "./parse-bundle.ts";
import { quoted } from "./quoted.ts";
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
  /** The value that the entry is the canonical JSON of. */
  readonly record: unknown;
  /** The private fields shown, each of which opens its commitment in the record. */
  readonly disclosed: Readonly<Record<string, unknown>>;
  /**
   * `trusted`: a key that was given signed the head. `endorsed`: another did, to which a key that was given leads. `own`:
   * nothing but the bundle itself says whose keys these are.
   */
  readonly keys: "trusted" | "endorsed" | "own";
  readonly signedBy: BundleSigner;
  /** The notes that introduce the log's keys, as they came. */
  readonly keyNotes: readonly string[];
  readonly attachments: Readonly<Record<string, unknown>>;
}

export interface BundlePolicy extends Omit<ProofPolicy, "logKeys"> {
  /** The log's keys, from its owner. Keys that the newest of these leads to count too, and are told apart. */
  readonly trustedKeys?: readonly string[];
}

/** Writes a bundle as JSON text. Throws `too-large` for what `verifyBundle` would not read. */
export function formatBundle({ entry, proof, keyNotes, disclosures, attachments = {} }: ProofBundle): string {
  const bundle = { format: bundleFormat, entry: base64(entry), proof, keyNotes, disclosures, attachments };
  const text = `${JSON.stringify(bundle, null, 2)}\n`;
  requireBundleSize(text.length);
  return text;
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
  const record = recordIn(bundle.entry);
  const disclosed: [field: string, value: unknown][] = [];
  for (const disclosure of bundle.disclosures) {
    const commitment = commitmentIn(record, disclosure.field);
    disclosed.push([disclosure.field, await openDisclosure(commitment, disclosure)]);
  }
  const signedBy = signerOf(answer.signers, keys, pinned);
  return {
    ...answer,
    entry: bundle.entry,
    record,
    // Not by assignment: a field may be called __proto__.
    disclosed: Object.fromEntries(disclosed),
    keys: signedBy.standing === "given" ? "trusted" : signedBy.standing,
    signedBy,
    keyNotes: bundle.keyNotes,
    attachments: bundle.attachments ?? {},
  };
}

function commitmentIn(record: unknown, field: string): string {
  const commitments =
    (record as { readonly private?: Readonly<Record<string, unknown>> } | null)?.private ?? {};
  const commitment = Object.hasOwn(commitments, field) ? commitments[field] : undefined;
  if (typeof commitment === "string") return commitment;
  throw new LedgerError(
    "not-disclosed",
    `the record has no private field ${quoted(field)}`,
    "Show only fields that it has.",
  );
}

/**
 * The record in an entry. What is not the one canonical spelling of a value could be read in two ways, as where a verdict
 * stands in it twice: the log's owner logged it, but nobody can say what it says. Throws `record-invalid`.
 */
function recordIn(entry: Uint8Array): unknown {
  const text = utf8Text(entry, "the entry");
  let record: unknown;
  try {
    checkJsonShape(text, "the entry of the bundle", shapeOfRecords);
    record = JSON.parse(text);
  } catch (cause) {
    if (cause instanceof LedgerError)
      throw new LedgerError("record-invalid", cause.message, cause.remedy, cause);
    throw notCanonical("is not JSON", cause);
  }
  if (!isCanonicalJson(text, record))
    throw notCanonical("is not written in the one canonical way (RFC 8785)");
  return record;
}

function notCanonical(why: string, cause?: unknown): LedgerError {
  return new LedgerError(
    "record-invalid",
    `the entry of the bundle ${why}, as every record of Cleartitle is`,
    "It could be read in more than one way: ask its owner what this is.",
    cause,
  );
}

function unproved(code: LedgerErrorCode, message: string, remedy: string): UnprovedEntry {
  return { proved: false, code, message, remedy };
}
