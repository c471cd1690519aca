import { LedgerError, type LedgerErrorCode } from "../ledger-error.ts";
import { equalBytes } from "./bytes.ts";
import type { Checkpoint, TreeHead } from "./checkpoint.ts";
import { parseProof } from "./inclusion-proof.ts";
import { hashLeaf, isIncluded } from "./merkle.ts";
import { checkNote, type Signer } from "./note.ts";
import { quoted } from "./quoted.ts";
import type { TrustPolicy } from "./trust-policy.ts";
import { parseVerifierKey, type VerifierKey } from "./verifier-key.ts";
import { checkWithWebCrypto, type CheckSignature } from "./web-crypto.ts";

export interface ProvedEntry {
  readonly proved: true;
  readonly index: number;
  readonly head: TreeHead;
  /** Those of the trusted keys that signed the head: the log itself and perhaps witnesses, with the time they saw it. */
  readonly signers: readonly Signer[];
  /** Names of others who signed the head, as they call themselves: nothing says that it was they. */
  readonly unknownSigners: readonly string[];
}

export interface UnprovedEntry {
  readonly proved: false;
  readonly code: LedgerErrorCode;
  readonly message: string;
  readonly remedy: string;
}

export interface ProofPolicy {
  /** Keys of the log, old ones included, as key lines or parsed. */
  readonly logKeys: readonly (string | VerifierKey)[];
  /** Witnesses one trusts, and which of them must have signed. Without a witness, the operator alone vouches for the log. */
  readonly trust?: TrustPolicy;
  readonly check?: CheckSignature;
}

/**
 * Checks offline that exactly these bytes are an entry of the log: `proof` is the text of a `.tlog-proof` file.
 *
 * It proves that the entry was in the log when the head was signed. It does not prove that the entry is true, nor when
 * it was written: for that, a witness's or a time stamp authority's date on the head is needed.
 *
 * @example
 *   const answer = await verifyProof(proofText, entryBytes, { logKeys: [keyLine] });
 *   if (!answer.proved) console.error(answer.message);
 */
export async function verifyProof(
  proof: string,
  entry: Uint8Array,
  policy: ProofPolicy,
): Promise<ProvedEntry | UnprovedEntry> {
  try {
    return await prove(proof, entry, policy);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return { proved: false, code: error.code, message: error.message, remedy: error.remedy };
  }
}

async function prove(proof: string, entry: Uint8Array, policy: ProofPolicy): Promise<ProvedEntry> {
  const { index, path, checkpoint } = parseProof(proof);
  const check = policy.check ?? checkWithWebCrypto;
  // A log signs with keys of its own name, so the key of one log is never taken for that of another.
  const logKeys = (await readKeys(policy.logKeys)).filter(({ name }) => name === checkpoint.origin);
  const signers = [...(await checkNote(checkpoint.note, logKeys, check))];
  if (policy.trust !== undefined) signers.push(...(await checkWitnesses(checkpoint, policy.trust, check)));
  if (!(await isIncluded(index, checkpoint.size, await hashLeaf(entry), path, checkpoint.root))) {
    throw new LedgerError(
      "not-in-log",
      `these ${entry.length} bytes are not entry ${index} of the log ${quoted(checkpoint.origin)} at size ${checkpoint.size}`,
      "Record and proof do not belong together, or one of them was changed.",
    );
  }
  return {
    proved: true,
    index,
    head: { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root },
    signers,
    unknownSigners: checkpoint.note.signatures
      .filter(({ name, id }) => !signers.some(({ key }) => key.name === name && equalBytes(key.id, id)))
      .map(({ name }) => name)
      .filter((name) => name !== checkpoint.origin),
  };
}

/** Those of the witnesses one trusts that signed. Throws `not-witnessed` where they are not enough. */
async function checkWitnesses(
  { note }: Checkpoint,
  { witnesses, isQuorum }: TrustPolicy,
  check: CheckSignature,
): Promise<readonly Signer[]> {
  const keys = witnesses.map(({ key }) => key);
  const signed = note.signatures.some(({ name }) => keys.some((key) => key.name === name));
  const signers = signed ? await checkNote(note, keys, check) : [];
  if (isQuorum(signers.map(({ key }) => key))) return signers;
  const names = signers.map(({ key }) => quoted(key.name)).join(", ");
  throw new LedgerError(
    "not-witnessed",
    `of the witnesses you trust ${names === "" ? "none" : `only ${names}`} signed this head, and that is not enough`,
    "Ask the log's owner for a proof under a head that more of them cosigned.",
  );
}

function readKeys(keys: readonly (string | VerifierKey)[]): Promise<VerifierKey[]> {
  return Promise.all(keys.map(async (key) => (typeof key === "string" ? parseVerifierKey(key) : key)));
}
