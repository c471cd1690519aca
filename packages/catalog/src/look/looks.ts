import type { DatabaseSync } from "node:sqlite";
import type { Fingerprint } from "@cleartitle/ledger/records";
import type { FoundCopy } from "../catalog-query.ts";
import type { CatalogTables } from "../schema.ts";
import { findParts } from "./find-parts.ts";
import { packFingerprint, unpackFingerprint } from "./fingerprint-bits.ts";
import { FingerprintIndex } from "./fingerprint-index.ts";
import { wordsOf } from "./hexadecimal.ts";
import { hashAlgorithm, type GreyPicture } from "./perceptual-hash.ts";
import { mirrorBits } from "./sign-hash.ts";

/** A picture on record that looks alike, by the position of its record. */
export type Alike = Omit<FoundCopy, "record">;

/** How the pictures on record look: the fingerprints of the table, in memory from the first search on. */
export class Looks {
  readonly #file: DatabaseSync;
  #indexes: Map<string, FingerprintIndex> | null = null;

  constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /** Pictures of which `most` of 256 sure bits differ at the most, nearest first. */
  copies(fingerprint: Fingerprint, most: number): readonly Alike[] {
    const { algorithm, hash } = fingerprint;
    const index = this.#load().get(indexKey(algorithm, hash.length));
    const bits = unpackFingerprint(packFingerprint(fingerprint), hash.length);
    const near = index?.near(bits, mirrorOf(fingerprint), most) ?? [];
    return near.map((one) => ({ ...one, cut: null }));
  }

  /** Pictures of which this one shows the middle, nearest first. */
  parts(picture: GreyPicture): readonly Alike[] {
    const index = this.#load().get(indexKey(hashAlgorithm, 64));
    return index === undefined ? [] : findParts(index, picture);
  }

  /** Takes in what the table has gained from a position on; nothing before the first search. */
  extend(from: number): void {
    if (this.#indexes !== null) this.#take(this.#indexes, from);
  }

  /** The table was emptied. */
  forget(): void {
    this.#indexes = null;
  }

  #load(): ReadonlyMap<string, FingerprintIndex> {
    if (this.#indexes !== null) return this.#indexes;
    const indexes = new Map<string, FingerprintIndex>();
    this.#take(indexes, 0);
    this.#indexes = indexes;
    return indexes;
  }

  #take(indexes: Map<string, FingerprintIndex>, from: number): void {
    const rows = this.#file
      .prepare(
        "SELECT position, algorithm, digits, bits FROM fingerprint WHERE position >= ? ORDER BY position",
      )
      .iterate(from) as Iterable<CatalogTables["fingerprint"]>;
    for (const { position, algorithm, digits, bits } of rows) {
      const key = indexKey(algorithm, digits);
      const index = indexes.get(key) ?? new FingerprintIndex(digits * 4);
      indexes.set(key, index);
      index.add(position, unpackFingerprint(bits, digits));
    }
  }
}

/** The hash that came first, `dct-256`, tells frequencies above their median, which is near 0: it compares with signs. */
function indexKey(name: string, digits: number): string {
  return `${name === "dct-256" ? hashAlgorithm : name} ${digits}`;
}

function mirrorOf(fingerprint: Fingerprint): Uint32Array | null {
  const { hash, mirror } = fingerprint;
  if (mirror?.length === hash.length) return wordsOf(mirror);
  return fingerprint.algorithm === hashAlgorithm ? wordsOf(hash).map((word) => word ^ mirrorBits) : null;
}
