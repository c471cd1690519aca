/**
 * `cleartitle/verify`: checks proof bundles in Node and in browsers, without a ledger, without the network and without a dependency.
 * {@link verifyBundle} gives the answer as data, {@link explainBundle} in sentences too, as the command `cleartitle verify` says them.
 */
export {
  checkWithWebCrypto,
  findCryptoGap,
  formatVerifierKey,
  LedgerError,
  openDisclosure,
  parsePolicy,
  parseVerifierKey,
  requireWitnesses,
  verifyBundle,
  verifyProof,
  type BundlePolicy,
  type BundleSigner,
  type CheckSignature,
  type CryptoGap,
  type Disclosure,
  type LedgerErrorCode,
  type PolicyParty,
  type ProofPolicy,
  type ProvedBundle,
  type ProvedEntry,
  type Signer,
  type TreeHead,
  type TrustPolicy,
  type UnprovedEntry,
  type VerifierKey,
} from "@cleartitle/ledger/verify";
export type { BundleReport, ReportedKey, SignedBy, WitnessSeen } from "./bundle-report.ts";
export { explainBundle, type ExplainPolicy } from "./explain-bundle.ts";
