import { LedgerError, type LedgerErrorCode } from "../ledger-error.ts";
import type { TreeHead } from "./checkpoint.ts";
import { parseProof } from "./inclusion-proof.ts";
import { hashLeaf, isIncluded } from "./merkle.ts";
import { checkNote, type Signer } from "./note.ts";
import { parseVerifierKey, type VerifierKey } from "./verifier-key.ts";
import { checkWithWebCrypto, type CheckSignature } from "./web-crypto.ts";

export interface ProvedEntry {
  readonly proved: true;
  readonly index: number;
  readonly head: TreeHead;
  /** Those of the trusted keys that signed the head: the log itself and perhaps witnesses, with the time they saw it. */
  readonly signers: readonly Signer[];
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
  /** Witnesses one trusts; each that signed is reported. */
  readonly witnessKeys?: readonly (string | VerifierKey)[];
  /** How many of the witnesses must have signed. Without a witness, the operator alone vouches for the log. */
  readonly witnesses?: number;
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
  const logKeys = await readKeys(policy.logKeys);
  const signers = [...(await checkNote(checkpoint.note, logKeys, check))];
  const witnessKeys = await readKeys(policy.witnessKeys ?? []);
  const needed = policy.witnesses ?? 0;
  if (witnessKeys.length > 0 || needed > 0) {
    const known = checkpoint.note.signatures.some(({ name }) => witnessKeys.some((key) => key.name === name));
    const witnesses = known ? await checkNote(checkpoint.note, witnessKeys, check) : [];
    const different = new Set(witnesses.map(({ key }) => key.name)).size;
    if (different < needed) {
      throw new LedgerError(
        "unknown-signer",
        `${different} of the witnesses you trust signed this head, but ${needed} are required`,
        "Ask the log's owner for a proof that more witnesses signed.",
      );
    }
    signers.push(...witnesses);
  }
  if (!(await isIncluded(index, checkpoint.size, await hashLeaf(entry), path, checkpoint.root))) {
    throw new LedgerError(
      "not-in-log",
      `these ${entry.length} bytes are not entry ${index} of the log ${checkpoint.origin} at size ${checkpoint.size}`,
      "Record and proof do not belong together, or one of them was changed.",
    );
  }
  return {
    proved: true,
    index,
    head: { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root },
    signers,
  };
}

function readKeys(keys: readonly (string | VerifierKey)[]): Promise<VerifierKey[]> {
  return Promise.all(keys.map(async (key) => (typeof key === "string" ? parseVerifierKey(key) : key)));
}
