import type { Fingerprint } from "@cleartitle/ledger/records";
import { hashWords, type SignHash } from "./sign-hash.ts";

/** A fingerprint as words. */
export interface FingerprintBits {
  readonly hash: Uint32Array;
  /** Which bits of it count; null where the fingerprint does not say. */
  readonly sure: Uint32Array | null;
  readonly centre: SignHash | null;
}

/** The bytes that the catalog keeps of a fingerprint: its hash, then whatever else it has that fits to it. */
export function packFingerprint({ hash, sure, centre, centreSure }: Fingerprint): Uint8Array {
  const isWhole = sure?.length === hash.length && [centre, centreSure].every((one) => one?.length === 64);
  const parts = isWhole
    ? [hash, sure, centre, centreSure]
    : sure?.length === hash.length
      ? [hash, sure]
      : [hash];
  return new Uint8Array(Buffer.from(parts.join(""), "hex"));
}

/** @param digits hexadecimal digits of the hash */
export function unpackFingerprint(bytes: Uint8Array, digits: number): FingerprintBits {
  const words = new Uint32Array(bytes.length / 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < words.length; at += 1) words[at] = view.getUint32(at * 4);
  const own = digits / 8;
  const centre = words.subarray(own * 2);
  return {
    hash: words.subarray(0, own),
    sure: words.length > own ? words.subarray(own, own * 2) : null,
    centre:
      centre.length > 0 ? { hash: centre.subarray(0, hashWords), sure: centre.subarray(hashWords) } : null,
  };
}
