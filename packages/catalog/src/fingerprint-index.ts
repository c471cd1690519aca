/** A stored fingerprint that is near the one asked for. */
export interface NearFingerprint {
  readonly position: number;
  /** Bits that differ. */
  readonly distance: number;
  readonly mirrored: boolean;
}

/**
 * Fingerprints of one length in one flat array, searched from one end to the other: a million of them take a few
 * milliseconds, less than any tree would save at the distances that are of use.
 */
export class FingerprintIndex {
  readonly #words: number;
  #hashes: Uint32Array;
  #positions: Float64Array;
  #count = 0;

  /** @param bits a multiple of 64. */
  constructor(bits: number) {
    this.#words = bits / 32;
    this.#hashes = new Uint32Array(this.#words * 1024);
    this.#positions = new Float64Array(1024);
  }

  get size(): number {
    return this.#count;
  }

  /** Adds a fingerprint, in hexadecimal, of the record at `position`. */
  add(position: number, hash: string): void {
    if (this.#count === this.#positions.length) this.#grow();
    this.#hashes.set(wordsOf(hash, this.#words), this.#count * this.#words);
    this.#positions[this.#count] = position;
    this.#count += 1;
  }

  /** All within `most` differing bits of `hash` or of `mirror`, nearest first, of equals the oldest record first. */
  near(hash: string, mirror: string | null, most: number): readonly NearFingerprint[] {
    const found = this.#scan(wordsOf(hash, this.#words), most, false);
    if (mirror !== null) {
      const straight = new Map(found.map((one) => [one.position, one.distance]));
      for (const one of this.#scan(wordsOf(mirror, this.#words), most, true)) {
        if ((straight.get(one.position) ?? Infinity) > one.distance) found.push(one);
      }
    }
    found.sort((left, right) => left.distance - right.distance || left.position - right.position);
    const seen = new Set<number>();
    return found.filter(({ position }) => !seen.has(position) && seen.add(position));
  }

  #scan(query: Uint32Array, most: number, mirrored: boolean): NearFingerprint[] {
    const found: NearFingerprint[] = [];
    const hashes = this.#hashes;
    const words = this.#words;
    const [first, second] = [query[0]!, query[1]!];
    for (let at = 0, row = 0; row < this.#count; at += words, row += 1) {
      // Most rows are far away after 64 bits already.
      let distance = ones(hashes[at]! ^ first) + ones(hashes[at + 1]! ^ second);
      for (let word = 2; word < words && distance <= most; word += 1) {
        distance += ones(hashes[at + word]! ^ query[word]!);
      }
      if (distance <= most) found.push({ position: this.#positions[row]!, distance, mirrored });
    }
    return found;
  }

  #grow(): void {
    const hashes = new Uint32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const positions = new Float64Array(this.#positions.length * 2);
    positions.set(this.#positions);
    this.#positions = positions;
  }
}

/** The number of ones among 32 bits. */
function ones(bits: number): number {
  let value = bits - ((bits >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return Math.imul((value + (value >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function wordsOf(hash: string, words: number): Uint32Array {
  return Uint32Array.from({ length: words }, (_, at) => Number.parseInt(hash.slice(at * 8, at * 8 + 8), 16));
}
