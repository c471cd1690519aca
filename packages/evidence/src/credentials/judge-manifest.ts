import type { ContentCredentials } from "../evidence.ts";
import type { Manifest, ManifestStore, Signer } from "./manifest-store.ts";

/** The three answers about one manifest, which are never merged: was it changed, is it out of date, who vouches for the signer. */
export interface Judgement {
  readonly integrity: NonNullable<ContentCredentials["integrity"]>;
  readonly expiry: NonNullable<ContentCredentials["expiry"]>;
  readonly trust: NonNullable<ContentCredentials["trust"]>;
}

/** These codes speak of certificates, time stamps and attached identities; the hashes and the signature may hold all the same. */
const NOT_INTEGRITY: readonly string[] = [
  "signingCredential.",
  "timeStamp.",
  "cawg.",
  "claimSignature.outsideValidity",
];
const DISTRUST: readonly string[] = [
  "signingCredential.untrusted",
  "signingCredential.invalid",
  "signingCredential.revoked",
  "signingCredential.ocsp.revoked",
];

/** Judges the manifest that speaks for the file. `now` decides only where no recognised time stamp says when it was signed. */
export function judgeActive(manifest: Manifest, now: Date): Judgement {
  const intact = isBound(manifest);
  const trusted =
    manifest.successes.includes("signingCredential.trusted") &&
    !manifest.failures.some((code) => DISTRUST.includes(code));
  return {
    integrity: intact ? "valid" : "invalid",
    expiry: judgeExpiry(manifest, now),
    trust: trusted ? "trusted" : "untrusted",
  };
}

/**
 * Whether an ingredient's manifest may be believed as far as the outer one: the outer signature covers its hash, and neither
 * c2pa-rs now nor the outer signer then found it broken. A mismatching time stamp is a sign that the signature is another's.
 */
export function isIngredientIntact(manifest: Manifest, recordedFailures: readonly string[]): boolean {
  const covered =
    manifest.successes.includes("ingredient.manifest.validated") ||
    manifest.successes.includes("claimSignature.validated");
  const broken = [...manifest.failures, ...recordedFailures].some(breaksIntegrity);
  return covered && !broken && !manifest.notes.includes("timeStamp.mismatch");
}

/** Whether the signature and every hash of the manifest hold for the file. */
export function isBound({ successes, failures }: Manifest): boolean {
  return successes.includes("claimSignature.validated") && !failures.some(breaksIntegrity);
}

/** Whether all that breaks integrity is that the bytes of the file are not those that were signed. */
export function lacksOnlyBinding({ manifests }: ManifestStore): boolean {
  const active = manifests[0];
  const broken = active?.failures.filter(breaksIntegrity) ?? [];
  return active?.active === true && broken.length > 0 && broken.every(isBinding);
}

/** Failures that say that the file around the credentials is another. */
export function isBinding(code: string): boolean {
  return code.startsWith("assertion.dataHash.") || code.startsWith("assertion.boxesHash.");
}

/** Whether a failure code means that hashes or signature do not hold. */
export function breaksIntegrity(code: string): boolean {
  return !NOT_INTEGRITY.some((prefix) => code.startsWith(prefix));
}

function judgeExpiry({ signer, signedAt, successes }: Manifest, now: Date): Judgement["expiry"] {
  const stamped = signedAt !== null && successes.includes("timeStamp.trusted");
  return isWithin(signer, stamped ? Date.parse(signedAt) : now.getTime());
}

function isWithin(signer: Signer | null, time: number): Judgement["expiry"] {
  const from = Date.parse(signer?.notBefore ?? "");
  const to = Date.parse(signer?.notAfter ?? "");
  if (Number.isNaN(from) || Number.isNaN(to)) return "unknown";
  return from <= time && time <= to ? "current" : "expired";
}
