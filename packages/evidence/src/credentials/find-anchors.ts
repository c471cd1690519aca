import { PINNED_ISSUERS } from "./pinned-issuers.ts";

/** Bytes of the file that hold a manifest store or a segment of it; `end` is exclusive. */
export interface StoreRange {
  readonly start: number;
  readonly end: number;
}

const CERTIFICATES = 256;
const LARGEST_CERTIFICATE = 8192;
const PINNED: ReadonlySet<string> = new Set(PINNED_ISSUERS.map((issuer) => issuer.fingerprint));

/**
 * The pinned issuers' certificates among those that a manifest store carries, as PEM. A certificate is recognised by its
 * hash, so it does not matter where in the store it lies; whether it really issued the signer's is checked by c2pa-rs.
 */
export async function findPinnedAnchors(
  bytes: Uint8Array,
  ranges: readonly StoreRange[],
  pinned: ReadonlySet<string> = PINNED,
): Promise<string> {
  const store = joinStore(bytes, ranges);
  const found = new Map<string, string>();
  let tried = 0;
  for (let at = store.indexOf(0x30); at >= 0 && tried < CERTIFICATES; at = store.indexOf(0x30, at + 1)) {
    const length = measureCertificate(store, at);
    if (length === null) continue;
    tried++;
    const certificate = store.slice(at, at + length);
    const fingerprint = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", certificate)));
    if (pinned.has(fingerprint)) found.set(fingerprint, toPem(certificate));
  }
  return [...found.values()].join("");
}

/** A JPEG spreads a store over segments: their headers are left out (ISO/IEC 19566-5 Annex D; the box header is repeated). */
function joinStore(bytes: Uint8Array, ranges: readonly StoreRange[]): Uint8Array<ArrayBuffer> {
  const parts = ranges.map(({ start, end }) => {
    const part = bytes.subarray(start, end);
    if (part[0] !== 0x4a || part[1] !== 0x50) return part;
    const first = part[4] === 0 && part[5] === 0 && part[6] === 0 && part[7] === 1;
    return part.subarray(first ? 8 : 16);
  });
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Length of what looks like a certificate: a sequence with a two-byte length that begins with another one (RFC 5280 §4.1). */
function measureCertificate(store: Uint8Array, at: number): number | null {
  if (store[at + 1] !== 0x82 || store[at + 4] !== 0x30 || store[at + 5] !== 0x82) return null;
  const length = 4 + ((store[at + 2] ?? 0) << 8) + (store[at + 3] ?? 0);
  return length <= LARGEST_CERTIFICATE && at + length <= store.length ? length : null;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toPem(certificate: Uint8Array): string {
  const body = btoa(Array.from(certificate, (byte) => String.fromCharCode(byte)).join(""));
  return `-----BEGIN CERTIFICATE-----\n${body.replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}
