import type { FingerprintBits } from "./fingerprint-bits.ts";
import { countOnes, hashWords, mirrorBits, ones, type SignHash } from "./sign-hash.ts";
import { WordTable } from "./word-table.ts";

/** A stored fingerprint that is near the one asked for. */
export interface NearFingerprint {
  readonly position: number;
  /** Bits that differ, of 256 that both are sure of. */
  readonly distance: number;
  readonly mirrored: boolean;
}

/** Two fingerprints that have fewer sure bits in common are not compared: chance would be too likely. */
export const leastCommon = 56;

/**
 * Bits that only the one asked for is sure of may differ too, up to this share of its sure ones, before a row is looked
 * at closely.
 */
const slack = 0.125;

/** Of 256 sure bits of the centres, how many may differ in a copy: pictures of one layout differ in their details. */
const centreDistance = 32;

/**
 * Fingerprints of one length in flat arrays, searched from one end to the other: a million of them take a few
 * milliseconds, less than any tree would save at the distances that are of use.
 */
export class FingerprintIndex {
  readonly #words: number;
  readonly #hashes: WordTable;
  readonly #sure: WordTable;
  /** Centres and their sure bits; rows without a centre have no sure bit there. */
  readonly centres: WordTable = new WordTable(hashWords);
  readonly centresSure: WordTable = new WordTable(hashWords);
  #positions: Float64Array = new Float64Array(1024);
  #count = 0;

  /** @param bits a multiple of 64. */
  constructor(bits: number) {
    this.#words = bits / 32;
    this.#hashes = new WordTable(this.#words);
    this.#sure = new WordTable(this.#words);
  }

  get size(): number {
    return this.#count;
  }

  /** Bytes that it holds in memory. */
  get bytes(): number {
    const tables = [this.#hashes, this.#sure, this.centres, this.centresSure];
    return tables.reduce((sum, { words }) => sum + words.byteLength, this.#positions.byteLength);
  }

  /** Adds the fingerprint of the record at `position`. One that does not say which of its bits are sure is sure of all. */
  add(position: number, { hash, sure, centre }: FingerprintBits): void {
    const row = this.#count;
    if (row === this.#positions.length) {
      const positions = new Float64Array(row * 2);
      positions.set(this.#positions);
      this.#positions = positions;
    }
    this.#hashes.set(row, hash);
    this.#sure.set(row, sure ?? allSure(this.#words));
    if (centre !== null) {
      this.centres.set(row, centre.hash);
      this.centresSure.set(row, centre.sure);
    }
    this.#positions[row] = position;
    this.#count += 1;
  }

  positionAt(row: number): number {
    return this.#positions[row]!;
  }

  /**
   * All of which at most `most` of 256 common sure bits differ from `hash` or from `mirror`, nearest first, of equals the
   * oldest record first.
   */
  near(
    { hash, sure, centre }: FingerprintBits,
    mirror: Uint32Array | null,
    most: number,
  ): readonly NearFingerprint[] {
    const counted = sure ?? allSure(this.#words);
    const rows = this.#scan(hash, mirror ?? hash, counted, countOnes(counted) * (most / 256 + slack));
    const found = rows
      .flatMap((row) => this.#compare(row, hash, mirror ?? hash, counted, most) ?? [])
      .filter(({ row, mirrored }) => centre === null || !this.#hasOtherCentre(row, centre, mirrored))
      .map(({ row, ...one }) => ({ position: this.#positions[row]!, ...one }));
    return found.sort((left, right) => left.distance - right.distance || left.position - right.position);
  }

  /** Rows of which not too many of the bits differ that the one asked for is sure of. */
  #scan(query: Uint32Array, mirror: Uint32Array, sure: Uint32Array, most: number): readonly number[] {
    const found: number[] = [];
    const hashes = this.#hashes.words;
    const words = this.#words;
    const end = this.#count * words;
    const [query0, query1, mirror0, mirror1] = [query[0]!, query[1]!, mirror[0]!, mirror[1]!];
    const [sure0, sure1] = [sure[0]!, sure[1]!];
    for (let at = 0, row = 0; at < end; at += words, row += 1) {
      const first = hashes[at]!;
      const second = hashes[at + 1]!;
      let straight = onesOfTwo((first ^ query0) & sure0, (second ^ query1) & sure1);
      let turned = onesOfTwo((first ^ mirror0) & sure0, (second ^ mirror1) & sure1);
      // Two words at a time; most rows are too far away after two pairs.
      for (let word = 2; word < words && (straight <= most || turned <= most); word += 2) {
        const one = hashes[at + word]!;
        const other = hashes[at + word + 1]!;
        const sureOne = sure[word]!;
        const sureOther = sure[word + 1]!;
        straight += onesOfTwo((one ^ query[word]!) & sureOne, (other ^ query[word + 1]!) & sureOther);
        turned += onesOfTwo((one ^ mirror[word]!) & sureOne, (other ^ mirror[word + 1]!) & sureOther);
      }
      if (straight <= most || turned <= most) found.push(row);
    }
    return found;
  }

  #compare(
    row: number,
    query: Uint32Array,
    mirror: Uint32Array,
    sure: Uint32Array,
    most: number,
  ): (Omit<NearFingerprint, "position"> & { readonly row: number }) | null {
    let [common, straight, turned] = [0, 0, 0];
    for (let word = 0, at = row * this.#words; word < this.#words; word += 1, at += 1) {
      const both = sure[word]! & this.#sure.words[at]!;
      common += ones(both);
      straight += ones((this.#hashes.words[at]! ^ query[word]!) & both);
      turned += ones((this.#hashes.words[at]! ^ mirror[word]!) & both);
    }
    const differing = Math.min(straight, turned);
    if (common < leastCommon || differing * 256 > most * common) return null;
    const distance = Math.round((differing * 256) / common);
    return { row, distance, mirrored: turned < straight };
  }

  /** Whether the centres, as far as both are sure of them, are not those of one picture. */
  #hasOtherCentre(row: number, { hash, sure }: SignHash, mirrored: boolean): boolean {
    const turn = mirrored ? mirrorBits : 0;
    let [common, differing] = [0, 0];
    for (let word = 0, at = row * hashWords; word < hashWords; word += 1, at += 1) {
      const both = sure[word]! & this.centresSure.words[at]!;
      common += ones(both);
      differing += ones((this.centres.words[at]! ^ hash[word]! ^ turn) & both);
    }
    return common >= leastCommon && differing * 256 > centreDistance * common;
  }
}

const allSure = (words: number): Uint32Array => new Uint32Array(words).fill(0xffffffff);

/** The number of ones among twice 32 bits: summed side by side in fields of two, four, then eight bits. */
function onesOfTwo(one: number, other: number): number {
  let left = one - ((one >>> 1) & 0x55555555);
  let right = other - ((other >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  right = (right & 0x33333333) + ((right >>> 2) & 0x33333333);
  const both = (left + right) | 0;
  return Math.imul((both & 0x0f0f0f0f) + ((both >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
}
