import { decodeEntries, encodeEntries } from "../tree/bundle.ts";
import { hashLength } from "../tree/tile-path.ts";
import { leafHash, sha256 } from "../tree/hash.ts";
import { concatenate, equalBytes, utf8 } from "../verify/bytes.ts";

/**
 * The journal holds what was acknowledged but is not in tiles yet. It is a row of batches, each written and synced in
 * one go: a header of 56 bytes (magic, first index, count, length, digest, check), then the entries as in a bundle. The
 * digest covers the leaf hashes and the digest before, so a batch stands only in its place and only in its log. The check
 * covers the header, so that a length that goes beyond the end of the file means a cut, not a flipped bit.
 */
export const journalFolder = "journal";

const magic = utf8("CTJ1");
const checkAt = 52;
const headerLength = 56;
const sectorLength = 512;
/** Fewer zeros than this at the end of the file may belong to an entry. */
const shortestGap = 32;

export function journalPath(start: number): string {
  return `${journalFolder}/${String(start).padStart(16, "0")}`;
}

/** What the first batch of a journal has as the digest before it. */
export function journalSeed(origin: string, start: number): Uint8Array {
  return sha256(utf8(`cleartitle journal\n${origin}\n${start}\n`));
}

/** A batch as it is written, and its digest, which the next one needs. */
export function encodeBatch(
  before: Uint8Array,
  start: number,
  entries: readonly Uint8Array[],
  leaves: readonly Uint8Array[],
): { readonly bytes: Uint8Array; readonly digest: Uint8Array } {
  const payload = encodeEntries(entries);
  const bytes = new Uint8Array(headerLength + payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setBigUint64(4, BigInt(start));
  view.setUint32(12, entries.length);
  view.setUint32(16, payload.length);
  const digest = digestOf(before, bytes.subarray(0, 20), leaves);
  bytes.set(digest, 20);
  bytes.set(checkOf(bytes), checkAt);
  bytes.set(payload, headerLength);
  return { bytes, digest };
}

/** What a journal file holds. */
export interface JournalContent {
  readonly start: number;
  readonly entries: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  /** How the file ends: `torn` is what a crash leaves, `damaged` is not. `at` is the offset of the first bad byte's batch. */
  readonly end:
    | { readonly state: "whole" }
    | { readonly state: "torn" | "damaged"; readonly at: number; readonly length: number };
}

/** Reads a journal file as far as it can be trusted. */
export function readJournal(bytes: Uint8Array, origin: string, start: number): JournalContent {
  const entries: Uint8Array[] = [];
  const leaves: Uint8Array[] = [];
  let digest = journalSeed(origin, start);
  let at = 0;
  while (at < bytes.length) {
    const batch = readBatch(bytes, at, digest, start + entries.length);
    if (batch === null) {
      const state = isTorn(bytes, at) ? "torn" : "damaged";
      return { start, entries, leaves, end: { state, at, length: bytes.length - at } };
    }
    entries.push(...batch.entries);
    leaves.push(...batch.leaves);
    digest = batch.digest;
    at = batch.end;
  }
  return { start, entries, leaves, end: { state: "whole" } };
}

function readBatch(
  bytes: Uint8Array,
  at: number,
  before: Uint8Array,
  start: number,
): {
  readonly entries: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  readonly digest: Uint8Array;
  readonly end: number;
} | null {
  if (at + headerLength > bytes.length || !hasGoodHeader(bytes.subarray(at))) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  const end = at + headerLength + view.getUint32(16);
  if (view.getBigUint64(4) !== BigInt(start) || end > bytes.length) return null;
  const entries = decodeEntries(bytes.subarray(at + headerLength, end));
  if (entries === null || entries.length !== view.getUint32(12)) return null;
  const leaves = entries.map(leafHash);
  const digest = digestOf(before, bytes.subarray(at, at + 20), leaves);
  return equalBytes(digest, bytes.subarray(at + 20, at + checkAt)) ? { entries, leaves, digest, end } : null;
}

/**
 * A crash leaves a batch that is cut short, or that has sectors which never reached the disk and read as zeros. A batch
 * of full length that is bad in any other way was whole once, so somebody may have been told that it is safe: that is
 * damage, and nothing is dropped.
 */
function isTorn(bytes: Uint8Array, at: number): boolean {
  const rest = bytes.subarray(at);
  if (rest.length < headerLength) return true;
  if (hasGoodHeader(rest)) {
    const length = new DataView(rest.buffer, rest.byteOffset).getUint32(16);
    if (headerLength + length > rest.length) return true;
  }
  return !hasLaterBatch(rest) && hasEmptySector(bytes, at);
}

function hasGoodHeader(rest: Uint8Array): boolean {
  return (
    equalBytes(rest.subarray(0, magic.length), magic) &&
    equalBytes(rest.subarray(checkAt, headerLength), checkOf(rest))
  );
}

function checkOf(header: Uint8Array): Uint8Array {
  return sha256(header.subarray(0, checkAt)).subarray(0, headerLength - checkAt);
}

/** A later batch was written only after this one had been synced. It is known by its digest, which entries cannot fake. */
function hasLaterBatch(rest: Uint8Array): boolean {
  const before = rest.slice(20, checkAt);
  const view = new DataView(rest.buffer, rest.byteOffset);
  for (let at = headerLength; at + headerLength <= rest.length; at += 1) {
    if (rest[at] !== magic[0] || rest[at + 1] !== magic[1]) continue;
    if (readBatch(rest, at, before, Number(view.getBigUint64(at + 4))) !== null) return true;
  }
  return false;
}

function hasEmptySector(bytes: Uint8Array, at: number): boolean {
  const first = Math.floor(at / sectorLength) * sectorLength;
  for (let sector = first; sector < bytes.length; sector += sectorLength) {
    const part = bytes.subarray(Math.max(sector, at), Math.min(sector + sectorLength, bytes.length));
    if (part.length >= shortestGap && part.every((byte) => byte === 0)) return true;
  }
  return false;
}

function digestOf(before: Uint8Array, header: Uint8Array, leaves: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(leaves.length * hashLength);
  for (const [at, leaf] of leaves.entries()) joined.set(leaf, at * hashLength);
  return sha256(concatenate(before, header, joined));
}
