import type { ByteSource } from "./bytes/byte-source.ts";

/** A running SHA-256; `node:crypto` has a faster one than the portable one here. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hexadecimal. */
  digest(): string;
}

const PART = 262_144;
/** Bytes after which others get a turn: a hash of gigabytes would keep Ctrl-C, a page and everything else waiting for its end. */
const TURN = 33_554_432;
/** Used for one file after the other: nobody waits while something is in it, and fresh memory costs as much as hashing it. */
let part: Uint8Array | undefined;

/**
 * The SHA-256 of everything a source holds, read in parts: a large file takes no more memory than a small one, and lets others have their turn
 * meanwhile.
 */
export async function digestSource(source: ByteSource, hasher: Hasher = portableSha256()): Promise<string> {
  if (source.readInto !== undefined) {
    part ??= new Uint8Array(PART);
    for (let at = 0, count = -1, turn = TURN; at < source.size && count !== 0; at += count) {
      count = source.readInto(part, at);
      hasher.update(part.subarray(0, count));
      if (at < turn) continue;
      await othersTurn();
      turn = at + TURN;
    }
    return hasher.digest();
  }
  for (let at = 0; at < source.size; at += PART) {
    const read = source.read(at, PART);
    hasher.update(read instanceof Promise ? await read : read);
    if (at > 0 && at % TURN === 0) await othersTurn();
  }
  return hasher.digest();
}

/** A timer, which browsers have too; waiting for a promise alone would let nothing in from outside. */
const othersTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** The round constants of FIPS 180-4 §4.2.2: the fractions of the cube roots of the first 64 primes. */
const ROUNDS = ((): Uint32Array => {
  const constants = new Uint32Array(64);
  let filled = 0;
  for (let candidate = 2; filled < 64; candidate++) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++)
      if (candidate % divisor === 0) prime = false;
    if (prime) constants[filled++] = Math.floor((Math.cbrt(candidate) % 1) * 4_294_967_296);
  }
  return constants;
})();

/** SHA-256 (FIPS 180-4) in parts, for places that have no streaming hash: a browser's `crypto.subtle` wants the whole file at once. */
export function portableSha256(): Hasher {
  const state = Uint32Array.of(
    0x6a09e667,
    0xbb67ae85,
    0x3c6ef372,
    0xa54ff53a,
    0x510e527f,
    0x9b05688c,
    0x1f83d9ab,
    0x5be0cd19,
  );
  const block = new Uint8Array(64);
  const words = new Uint32Array(64);
  let filled = 0;
  let total = 0;

  const compress = (bytes: Uint8Array, from: number): void => {
    for (let i = 0; i < 16; i++) {
      const at = from + i * 4;
      words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    }
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15]!;
      const y = words[i - 2]!;
      const small0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const small1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[i] = words[i - 16]! + small0 + words[i - 7]! + small1;
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (let i = 0; i < 64; i++) {
      const big1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + big1 + ((e & f) ^ (~e & g)) + ROUNDS[i]! + words[i]!) | 0;
      const big0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = state[i]! + value;
  };

  const update = (bytes: Uint8Array): void => {
    total += bytes.length;
    let at = 0;
    if (filled > 0) {
      const take = Math.min(64 - filled, bytes.length);
      block.set(bytes.subarray(0, take), filled);
      filled += take;
      at = take;
      if (filled === 64) {
        compress(block, 0);
        filled = 0;
      }
    }
    for (; at + 64 <= bytes.length; at += 64) compress(bytes, at);
    if (at < bytes.length) {
      block.set(bytes.subarray(at), 0);
      filled = bytes.length - at;
    }
  };

  return {
    update,
    digest: () => {
      const bits = total * 8;
      const padding = new Uint8Array((filled < 56 ? 56 : 120) - filled + 8);
      padding[0] = 0x80;
      const view = new DataView(padding.buffer);
      view.setUint32(padding.length - 8, Math.floor(bits / 4_294_967_296));
      view.setUint32(padding.length - 4, bits >>> 0);
      update(padding);
      return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
    },
  };
}
