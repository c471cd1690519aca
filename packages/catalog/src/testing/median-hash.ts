import type { Fingerprint } from "@cleartitle/ledger/records";
import { transformColumns, transformRows, weightsOf } from "../look/frequencies.ts";
import { greySide, type GreyPicture } from "../look/perceptual-hash.ts";

/** The fingerprint that records had first, `dct-256`: frequencies above their median, with the mirror image's. */
export function medianHash({ grey }: GreyPicture): Fingerprint {
  const weights = weightsOf(0, 1, greySide);
  const frequencies = transformColumns(transformRows(grey, greySide, weights), greySide, weights);
  const mirrored = frequencies.map((value, at) => (at % 2 === 1 ? -value : value));
  return { algorithm: "dct-256", hash: aboveMedian(frequencies), mirror: aboveMedian(mirrored) };
}

function aboveMedian(frequencies: Float64Array): string {
  const median = frequencies.slice(1).toSorted()[127]!;
  const bits = Array.from(frequencies, (value, at) => (at > 0 && value > median ? "1" : "0")).join("");
  return BigInt(`0b${bits}`).toString(16).padStart(64, "0");
}
