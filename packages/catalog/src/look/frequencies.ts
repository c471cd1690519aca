/** Sixteen frequencies each way: up to eight waves across the region. */
export const frequencySide = 16;

/** For each of the sixteen frequencies, what every pixel of one row counts. */
export type AxisWeights = readonly Float64Array[];

/**
 * The cosine transform (type II) along one axis of the region from `start` to `end`, shares of the picture's side, as
 * weights of the pixels there: the integral of the cosine over each pixel, so that a region need not begin at one.
 *
 * @param side pixels of the picture's side
 */
export function weightsOf(start: number, end: number, side: number): AxisWeights {
  const [from, to] = [start * side, end * side];
  const length = to - from;
  return Array.from({ length: frequencySide }, (_, frequency) => {
    const turn = (frequency * Math.PI) / length;
    return Float64Array.from({ length: side }, (_unused, pixel) => {
      const [left, right] = [Math.max(from, pixel), Math.min(to, pixel + 1)];
      if (right <= left) return 0;
      if (frequency === 0) return (right - left) / length;
      return (Math.sin(turn * (right - from)) - Math.sin(turn * (left - from))) / (frequency * Math.PI);
    });
  });
}

/** The sixteen horizontal frequencies of every row of a picture: `rows[frequency * side + row]`. */
export function transformRows(grey: ArrayLike<number>, side: number, across: AxisWeights): Float64Array {
  const [first, last] = pixelsCounted(across);
  const rows = new Float64Array(frequencySide * side);
  for (let frequency = 0; frequency < frequencySide; frequency += 1) {
    const weights = across[frequency]!;
    for (let row = 0; row < side; row += 1) {
      let sum = 0;
      for (let pixel = first; pixel < last; pixel += 1) sum += weights[pixel]! * grey[row * side + pixel]!;
      rows[frequency * side + row] = sum;
    }
  }
  return rows;
}

/** All 256 frequencies, those of one vertical frequency side by side, in grey levels. */
export function transformColumns(rows: Float64Array, side: number, down: AxisWeights): Float64Array {
  const [first, last] = pixelsCounted(down);
  const frequencies = new Float64Array(frequencySide * frequencySide);
  for (let vertical = 0; vertical < frequencySide; vertical += 1) {
    const weights = down[vertical]!;
    for (let horizontal = 0; horizontal < frequencySide; horizontal += 1) {
      const from = horizontal * side;
      let sum = 0;
      for (let row = first; row < last; row += 1) sum += weights[row]! * rows[from + row]!;
      frequencies[vertical * frequencySide + horizontal] = sum;
    }
  }
  return frequencies;
}

/** The constant frequency counts every pixel of the region, and no other. */
function pixelsCounted([constant]: AxisWeights): readonly [first: number, last: number] {
  return [
    constant!.findIndex((weight) => weight !== 0),
    constant!.findLastIndex((weight) => weight !== 0) + 1,
  ];
}
