/**
 * Compresses to a zlib stream (RFC 1950, RFC 1951) with fixed Huffman codes and greedy matching.
 *
 * node:zlib is not used because its output differs between versions and processors, and the examples must be
 * reproducible to the byte.
 */
export function deflate(data: Uint8Array): Uint8Array {
  const bits = new BitWriter();
  bits.write(1, 1); // the last block
  bits.write(1, 2); // fixed Huffman codes
  const heads = new Int32Array(1 << 15).fill(-1);
  const previous = new Int32Array(data.length).fill(-1);
  let at = 0;
  while (at < data.length) {
    const match = findMatch(data, at, heads, previous);
    if (match.length >= 3) writeMatch(bits, match.length, match.distance);
    else writeLiteral(bits, data[at] ?? 0);
    const end = at + Math.max(1, match.length >= 3 ? match.length : 1);
    for (; at < end; at++) remember(data, at, heads, previous);
  }
  writeLiteral(bits, 256);
  return concat([Uint8Array.of(0x78, 0x9c), bits.finish(), adler32(data)]);
}

/** Writes bits into bytes, lowest first, as deflate and lossless WebP both do. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #buffer = 0;
  #count = 0;

  /** Writes `length` bits, lowest first. */
  write(value: number, length: number): void {
    this.#buffer |= value << this.#count;
    this.#count += length;
    while (this.#count >= 8) {
      this.#bytes.push(this.#buffer & 0xff);
      this.#buffer >>>= 8;
      this.#count -= 8;
    }
  }

  /** Huffman codes go highest bit first (RFC 1951 §3.1.1). */
  writeCode(code: number, length: number): void {
    let reversed = 0;
    for (let bit = 0; bit < length; bit++) reversed |= ((code >>> bit) & 1) << (length - 1 - bit);
    this.write(reversed, length);
  }

  finish(): Uint8Array {
    if (this.#count > 0) this.#bytes.push(this.#buffer & 0xff);
    return Uint8Array.from(this.#bytes);
  }
}

function hashAt(data: Uint8Array, at: number): number {
  const three = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
  return (Math.imul(three, 0x9e3779b1) >>> 17) & 0x7fff;
}

function remember(data: Uint8Array, at: number, heads: Int32Array, previous: Int32Array): void {
  if (at + 2 >= data.length) return;
  const hash = hashAt(data, at);
  previous[at] = heads[hash] ?? -1;
  heads[hash] = at;
}

function findMatch(
  data: Uint8Array,
  at: number,
  heads: Int32Array,
  previous: Int32Array,
): { length: number; distance: number } {
  let best = { length: 0, distance: 0 };
  if (at + 2 >= data.length) return best;
  const longest = Math.min(258, data.length - at);
  let candidate = heads[hashAt(data, at)] ?? -1;
  for (let tries = 0; candidate >= 0 && at - candidate <= 32768 && tries < 64; tries++) {
    let length = 0;
    while (length < longest && data[candidate + length] === data[at + length]) length++;
    if (length > best.length) best = { length, distance: at - candidate };
    candidate = previous[candidate] ?? -1;
  }
  return best;
}

function writeLiteral(bits: BitWriter, symbol: number): void {
  if (symbol < 144) bits.writeCode(0x30 + symbol, 8);
  else if (symbol < 256) bits.writeCode(0x190 + symbol - 144, 9);
  else if (symbol < 280) bits.writeCode(symbol - 256, 7);
  else bits.writeCode(0xc0 + symbol - 280, 8);
}

function writeMatch(bits: BitWriter, length: number, distance: number): void {
  const [lengthCode, lengthExtra, lengthBits] = splitLength(length);
  writeLiteral(bits, 257 + lengthCode);
  bits.write(lengthExtra, lengthBits);
  const [distanceCode, distanceExtra, distanceBits] = splitDistance(distance);
  bits.writeCode(distanceCode, 5);
  bits.write(distanceExtra, distanceBits);
}

/** Code, extra value and number of extra bits of a match length (RFC 1951 §3.2.5). */
function splitLength(length: number): readonly [number, number, number] {
  if (length === 258) return [28, 0, 0];
  const value = length - 3;
  if (value < 8) return [value, 0, 0];
  const extraBits = 31 - Math.clz32(value) - 2;
  return [4 * extraBits + (value >>> extraBits), value & ((1 << extraBits) - 1), extraBits];
}

/** The same for a distance; lossless WebP splits lengths in this way too. */
export function splitDistance(distance: number): readonly [number, number, number] {
  const value = distance - 1;
  if (value < 4) return [value, 0, 0];
  const extraBits = 31 - Math.clz32(value) - 1;
  return [2 * extraBits + (value >>> extraBits), value & ((1 << extraBits) - 1), extraBits];
}

function adler32(data: Uint8Array): Uint8Array {
  let low = 1;
  let high = 0;
  for (const byte of data) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return Uint8Array.of(high >>> 8, high & 0xff, low >>> 8, low & 0xff);
}

/** Joins byte arrays in order. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
