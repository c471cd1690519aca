import { hash } from "node:crypto";

/** The length limit of an entry: bundles prefix it with sixteen bits (C2SP tlog-tiles, "Log entries"). */
export const longestEntry = 65_535;

// One scratch buffer each: a fresh one per hash would cost more than the hash. Nothing here is asynchronous.
const leafScratch = new Uint8Array(1 + longestEntry);
const nodeScratch = new Uint8Array(65);
nodeScratch[0] = 1;

export function sha256(bytes: Uint8Array): Uint8Array {
  return hash("sha256", bytes, "buffer");
}

/** RFC 9162 §2.1.1: SHA-256(0x00 ‖ entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  leafScratch.set(entry, 1);
  return hash("sha256", leafScratch.subarray(0, entry.length + 1), "buffer");
}

/** RFC 9162 §2.1.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeScratch.set(left, 1);
  nodeScratch.set(right, 33);
  return hash("sha256", nodeScratch, "buffer");
}

/** The root of a tree without leaves (RFC 9162 §2.1.1). */
export const emptyRoot: Uint8Array = sha256(new Uint8Array(0));
