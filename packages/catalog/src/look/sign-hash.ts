import { frequencySide } from "./frequencies.ts";

/** 32-bit words of 256 bits. */
export const hashWords = 8;

/** A mirrored picture has the other sign in every odd horizontal frequency: every second bit. */
export const mirrorBits = 0x55555555;

/** So many of the 255 weakest frequencies never count: theirs are the signs that encoding and colours turn. */
const weakest = 48;

/** Noise that encoding leaves in a frequency, in grey levels: some always, more where few pixels share it. */
const leastNoise = 0.1;
const noiseOfPixel = 6;

export interface SignHash {
  /** 256 signs of frequencies, the first in the highest bit; that of the constant frequency is always 0. */
  readonly hash: Uint32Array;
  /** Those of them that changes of a copy do not turn. */
  readonly sure: Uint32Array;
}

/** The 256 signs alone. */
export function signsOf(frequencies: Float64Array): Uint32Array {
  const hash = new Uint32Array(hashWords);
  for (let at = 1; at < frequencies.length; at += 1)
    if (frequencies[at]! > 0) hash[at >> 5]! |= 1 << (31 - (at & 31));
  return hash;
}

/**
 * Hashes 256 frequencies to their signs, and says which signs are sure.
 *
 * @param width how many pixels of the file the region is wide; waves shorter than four of them are not sure
 */
export function hashSigns(frequencies: Float64Array, width: number, height: number): SignHash {
  const strengths = frequencies.slice(1);
  for (let at = 0; at < strengths.length; at += 1) strengths[at] = Math.abs(strengths[at]!);
  strengths.sort();
  const least = Math.max(strengths[weakest]!, leastNoise + noiseOfPixel / Math.sqrt(width * height));
  const sure = new Uint32Array(hashWords);
  for (let at = 1; at < frequencies.length; at += 1) {
    const isFine = at % frequencySide > width / 2 || Math.floor(at / frequencySide) > height / 2;
    if (!isFine && Math.abs(frequencies[at]!) >= least) sure[at >> 5]! |= 1 << (31 - (at & 31));
  }
  return { hash: signsOf(frequencies), sure };
}

/** The number of ones among 32 bits. */
export function ones(bits: number): number {
  let sum = bits - ((bits >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The number of ones among several words. */
export const countOnes = (words: Uint32Array): number => words.reduce((sum, word) => sum + ones(word), 0);
