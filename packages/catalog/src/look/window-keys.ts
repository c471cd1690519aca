import { mirrorBits } from "./sign-hash.ts";

/** Each word of a hash but the last two, whose frequencies are the least lasting, gives one key of 20 bits. */
export const keyedWords = 6;
export const keyCount: number = 2 ** 20;

/** So many of the weakest bits of a key are tried both ways. */
const tried = 4;
const combinations = 2 ** tried;

/** The key of a word, which holds the signs of two vertical frequencies: the ten lowest horizontal ones of both. */
export function keyOf(word: number): number {
  return ((word >>> 22) << 10) | ((word >>> 6) & 0x3ff);
}

/** The place in its word of each bit of a key, the highest first. */
const places: readonly number[] = [0, 16].flatMap((from) => Array.from({ length: 10 }, (_, at) => from + at));

/**
 * Keys under which a window looks for its like: each key of its hash, and those with its weakest bits the other way; the
 * same for its mirror image. Sixteen keys, then sixteen mirrored ones, for each word.
 */
export function keysOfWindow(hash: Uint32Array, frequencies: Float64Array, word: number): Uint32Array {
  const weak = weakestBits(frequencies, word);
  const straight = keyOf(hash[word]!);
  const turned = keyOf((hash[word]! ^ mirrorBits) >>> 0);
  const keys = new Uint32Array(combinations * 2);
  for (let at = 0; at < combinations; at += 1) {
    let change = 0;
    for (let bit = 0; bit < tried; bit += 1) if ((at >> bit) & 1) change |= weak[bit]!;
    keys[at] = straight ^ change;
    keys[combinations + at] = turned ^ change;
  }
  return keys;
}

/** The bits of the key whose frequencies are the weakest. */
function weakestBits(frequencies: Float64Array, word: number): Uint32Array {
  const bits = new Uint32Array(tried);
  const strengths = new Float64Array(tried).fill(Infinity);
  // The sign of the constant frequency is always 0.
  for (let at = word === 0 ? 1 : 0; at < places.length; at += 1) {
    const strength = Math.abs(frequencies[word * 32 + places[at]!]!);
    let place = tried - 1;
    if (strength >= strengths[place]!) continue;
    for (; place > 0 && strength < strengths[place - 1]!; place -= 1) {
      strengths[place] = strengths[place - 1]!;
      bits[place] = bits[place - 1]!;
    }
    strengths[place] = strength;
    bits[place] = 1 << (places.length - 1 - at);
  }
  return bits;
}
