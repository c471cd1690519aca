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
    const found = this.#scan(wordsOf(hash, this.#words), wordsOf(mirror ?? hash, this.#words), most);
    return found.sort((left, right) => left.distance - right.distance || left.position - right.position);
  }

  #scan(query: Uint32Array, mirror: Uint32Array, most: number): NearFingerprint[] {
    const found: NearFingerprint[] = [];
    const hashes = this.#hashes;
    const words = this.#words;
    const end = this.#count * words;
    const [query0, query1, mirror0, mirror1] = [query[0]!, query[1]!, mirror[0]!, mirror[1]!];
    for (let at = 0, row = 0; at < end; at += words, row += 1) {
      const first = hashes[at]!;
      const second = hashes[at + 1]!;
      let straight = onesOfTwo(first ^ query0, second ^ query1);
      let turned = onesOfTwo(first ^ mirror0, second ^ mirror1);
      // Two words at a time; most rows are too far away after two pairs.
      for (let word = 2; word < words && (straight <= most || turned <= most); word += 2) {
        const one = hashes[at + word]!;
        const other = hashes[at + word + 1]!;
        straight += onesOfTwo(one ^ query[word]!, other ^ query[word + 1]!);
        turned += onesOfTwo(one ^ mirror[word]!, other ^ mirror[word + 1]!);
      }
      if (straight > most && turned > most) continue;
      const distance = Math.min(straight, turned);
      found.push({ position: this.#positions[row]!, distance, mirrored: turned < straight });
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

/** The number of ones among twice 32 bits: summed side by side in fields of two, four, then eight bits. */
function onesOfTwo(one: number, other: number): number {
  let left = one - ((one >>> 1) & 0x55555555);
  let right = other - ((other >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  right = (right & 0x33333333) + ((right >>> 2) & 0x33333333);
  const both = (left + right) | 0;
  return Math.imul((both & 0x0f0f0f0f) + ((both >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
}

function wordsOf(hash: string, words: number): Uint32Array {
  return Uint32Array.from({ length: words }, (_, at) => Number.parseInt(hash.slice(at * 8, at * 8 + 8), 16));
}
