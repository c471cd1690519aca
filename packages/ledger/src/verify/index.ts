/**
 * The verifier: everything a stranger needs to check a proof of a Cleartitle ledger, in a browser or in Node, without
 * any dependency and without the network. Formats: C2SP signed-note, tlog-checkpoint, tlog-proof; hashes: RFC 9162.
 */
export { LedgerError, type LedgerErrorCode } from "../ledger-error.ts";
export { formatTreeHead, parseCheckpoint, type Checkpoint, type TreeHead } from "./checkpoint.ts";
export { formatProof, parseProof, type InclusionProof } from "./inclusion-proof.ts";
export { followKeys, formatKeyText, readKeyChain, type ChainedKey } from "./key-chain.ts";
export { hashLeaf, isConsistent, isIncluded } from "./merkle.ts";
export { checkNote, formatNote, parseNote, type Note, type NoteSignature, type Signer } from "./note.ts";
export {
  formatVerifierKey,
  isSameKey,
  makeVerifierKey,
  parseVerifierKey,
  type KeyType,
  type VerifierKey,
} from "./verifier-key.ts";
export type { BundleSigner } from "./bundle-signer.ts";
export { bundleTooLarge, largestBundle } from "./parse-bundle.ts";
export { quoted } from "./quoted.ts";
export {
  formatBundle,
  verifyBundle,
  type BundlePolicy,
  type ProofBundle,
  type ProvedBundle,
} from "./proof-bundle.ts";
export { parsePolicy, requireWitnesses, type PolicyParty, type TrustPolicy } from "./trust-policy.ts";
export { verifyProof, type ProofPolicy, type ProvedEntry, type UnprovedEntry } from "./verify-proof.ts";
export {
  checkWithWebCrypto,
  findCryptoGap,
  sha256,
  type CheckSignature,
  type CryptoGap,
} from "./web-crypto.ts";
export { openDisclosure, type Disclosure } from "./disclosure.ts";
