import {
  packFingerprint,
  unpackFingerprint,
  type FingerprintBits,
} from "../../../packages/catalog/src/look/fingerprint-bits.ts";
import {
  transformColumns,
  transformRows,
  weightsOf,
} from "../../../packages/catalog/src/look/frequencies.ts";
import type { Fingerprint } from "../../../packages/ledger/src/records/kinds/fields.ts";
import { centreStart, greySide } from "../../../packages/catalog/src/look/perceptual-hash.ts";
import { hashSigns, mirrorBits } from "../../../packages/catalog/src/look/sign-hash.ts";
import { drawGrey, randomFrom } from "../../../packages/catalog/src/testing/drawn-picture.ts";

export const bitsOf = (fingerprint: Fingerprint): FingerprintBits =>
  unpackFingerprint(packFingerprint(fingerprint), fingerprint.hash.length);

export const mirrorOf = ({ hash }: FingerprintBits): Uint32Array => hash.map((word) => word ^ mirrorBits);

/** Fingerprints without any picture, each bit by chance, four of five sure. */
export function randomPrints(seed: number): () => FingerprintBits {
  const random = randomFrom(seed);
  const word = (): number => (random() * 2 ** 32) >>> 0;
  const words = (): Uint32Array => Uint32Array.from({ length: 8 }, word);
  const sure = (): Uint32Array => words().map((one) => one | word() | (word() & word()));
  return () => ({ hash: words(), sure: sure(), centre: { hash: words(), sure: sure() } });
}

interface Regions {
  readonly whole: Float64Array;
  readonly centre: Float64Array;
}

/** The frequencies of drawn pictures that no other part of the bench draws. */
export function drawnRegions(count: number): readonly Regions[] {
  return Array.from({ length: count }, (_, at) => {
    const grey = drawGrey(10_000 + at);
    return { whole: region(grey, 0), centre: region(grey, centreStart) };
  });
}

export function printOf({ whole, centre }: Regions): FingerprintBits {
  const size = 1024;
  return { ...hashSigns(whole, size, size), centre: hashSigns(centre, size / 2, size / 2) };
}

/**
 * Fingerprints as pictures have them: two drawn pictures laid over each other, in changing strength; each also as a
 * negative, upside down, and both. The transform is linear, so frequencies are summed and not pixels.
 */
export function realisticPrints(drawn: readonly Regions[], seed: number): () => FingerprintBits {
  const random = randomFrom(seed);
  const any = (): Regions => drawn[Math.floor(random() * drawn.length)]!;
  let waiting: FingerprintBits[] = [];
  return () => {
    if (waiting.length === 0) {
      const [one, other, share] = [any(), any(), 0.2 + random() * 0.6];
      const mix = (left: Float64Array, right: Float64Array): Float64Array =>
        left.map((value, at) => value * share + right[at]! * (1 - share));
      const print = printOf({ whole: mix(one.whole, other.whole), centre: mix(one.centre, other.centre) });
      waiting = turns.map((turn) => turnedPrint(print, turn));
    }
    return waiting.pop()!;
  };
}

/** As it is, as a negative, upside down, or both: signs turn in all frequencies, in the odd vertical ones, or in the others. */
const turns = [0, 0xffffffff, 0x0000ffff, 0xffff0000];

function turnedPrint(print: FingerprintBits, turn: number): FingerprintBits {
  const change = (hash: Uint32Array): Uint32Array =>
    hash.map((word, at) => (word ^ turn) & (at === 0 ? 0x7fffffff : 0xffffffff));
  return {
    ...print,
    hash: change(print.hash),
    centre: { hash: change(print.centre!.hash), sure: print.centre!.sure },
  };
}

function region(grey: ArrayLike<number>, start: number): Float64Array {
  const weights = weightsOf(start, 1 - start, greySide);
  return transformColumns(transformRows(grey, greySide, weights), greySide, weights);
}
