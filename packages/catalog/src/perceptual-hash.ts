/** The side of the grey picture that is hashed. */
export const greySide = 64;

/** Sixteen by sixteen of the lowest frequencies, one bit each. */
const side = 16;

export interface PerceptualHash {
  readonly algorithm: "dct-256";
  /** 64 hexadecimal digits. */
  readonly hash: string;
  /** The hash that the picture's mirror image has. */
  readonly mirror: string;
}

/** How many of the 256 bits may differ where one picture is still taken for a copy of the other. */
export const copyDistance = 48;

/**
 * Hashes how a picture looks: of its discrete cosine transform, each low frequency gives one bit, whether it is above
 * their median. Scaling and encoding move few bits; other pictures differ in about half of them.
 *
 * @param grey 64 × 64 brightnesses, row by row.
 */
export function perceptualHash(grey: ArrayLike<number>): PerceptualHash {
  if (grey.length !== greySide * greySide)
    throw new RangeError(`${greySide * greySide} brightnesses are expected`);
  const frequencies = lowFrequencies(grey);
  // Mirroring a picture turns the sign of every odd horizontal frequency.
  const mirrored = frequencies.map((value, at) => ((at % side) % 2 === 1 ? -value : value));
  return { algorithm: "dct-256", hash: bitsAboveMedian(frequencies), mirror: bitsAboveMedian(mirrored) };
}

/** cosines[u][x] of the discrete cosine transform (type II) of 64 values. The constant frequency 0 is left out. */
const cosines: readonly Float64Array[] = Array.from({ length: side }, (_, u) =>
  Float64Array.from({ length: greySide }, (_unused, x) =>
    Math.cos(((2 * x + 1) * u * Math.PI) / (2 * greySide)),
  ),
);

function lowFrequencies(grey: ArrayLike<number>): Float64Array {
  const rows = new Float64Array(greySide * side);
  for (let y = 0; y < greySide; y += 1) {
    for (let u = 0; u < side; u += 1) {
      const cosine = cosines[u]!;
      let sum = 0;
      for (let x = 0; x < greySide; x += 1) sum += grey[y * greySide + x]! * cosine[x]!;
      rows[y * side + u] = sum;
    }
  }
  const frequencies = new Float64Array(side * side);
  for (let v = 0; v < side; v += 1) {
    const cosine = cosines[v]!;
    for (let u = 0; u < side; u += 1) {
      let sum = 0;
      for (let y = 0; y < greySide; y += 1) sum += rows[y * side + u]! * cosine[y]!;
      frequencies[v * side + u] = sum;
    }
  }
  return frequencies;
}

/** The brightness of the whole picture, frequency 0, says nothing about its look and always gives 0. */
function bitsAboveMedian(frequencies: Float64Array): string {
  const sorted = frequencies.slice(1).sort();
  const median = sorted[sorted.length >> 1]!;
  let hash = "";
  for (let at = 0; at < frequencies.length; at += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit += 1) {
      digit = digit * 2 + (at + bit > 0 && frequencies[at + bit]! > median ? 1 : 0);
    }
    hash += digit.toString(16);
  }
  return hash;
}
