import type { Fingerprint } from "@cleartitle/ledger/records";
import { transformColumns, transformRows, weightsOf } from "./frequencies.ts";
import { hexOf } from "./hexadecimal.ts";
import { countOnes, hashSigns, type SignHash } from "./sign-hash.ts";

/** The side of the grey picture that is hashed. */
export const greySide = 128;

/** A picture as it is hashed, and how large its file shows it. */
export interface GreyPicture {
  /** 128 × 128 brightnesses from 0 to 255, row by row. */
  readonly grey: ArrayLike<number>;
  /** Pixels of the file, upright. */
  readonly width: number;
  readonly height: number;
}

export const hashAlgorithm = "dct-256-signs";

/** The hash of a picture: a record's fingerprint that has all its fields. */
export interface PerceptualHash extends Fingerprint {
  readonly algorithm: typeof hashAlgorithm;
  readonly sure: string;
  readonly centre: string;
  readonly centreSure: string;
}

/** Of 256 sure bits, how many may differ where one picture is still taken for a copy of the other. */
export const copyDistance = 24;

/** With fewer sure bits than this a picture is too flat to be told from others. */
export const leastSure = 64;

/** The hashed centre begins a quarter from each edge: it is there as long as no more is cut off. */
export const centreStart = 0.25;

/**
 * Hashes how a picture looks: the signs of the low frequencies of its discrete cosine transform, with a mark on those
 * that are strong enough to last, once for the whole picture and once for its centre. Null for a picture that is so flat
 * that its signs say nothing.
 */
export function perceptualHash(picture: GreyPicture): PerceptualHash | null {
  const whole = hashRegion(picture, 0, 1);
  if (countOnes(whole.sure) < leastSure) return null;
  const centre = hashRegion(picture, centreStart, 1 - centreStart);
  return {
    algorithm: hashAlgorithm,
    hash: hexOf(whole.hash),
    sure: hexOf(whole.sure),
    centre: hexOf(centre.hash),
    centreSure: hexOf(centre.sure),
  };
}

function hashRegion({ grey, width, height }: GreyPicture, start: number, end: number): SignHash {
  if (grey.length !== greySide * greySide)
    throw new RangeError(`${greySide * greySide} brightnesses are expected`);
  const weights = weightsOf(start, end, greySide);
  const frequencies = transformColumns(transformRows(grey, greySide, weights), greySide, weights);
  return hashSigns(frequencies, width * (end - start), height * (end - start));
}
