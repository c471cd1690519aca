import { transformColumns, transformRows, weightsOf, type AxisWeights } from "./frequencies.ts";
import { centreStart, greySide, type GreyPicture } from "./perceptual-hash.ts";
import { hashSigns, type SignHash } from "./sign-hash.ts";

/** What was cut off of a recorded picture, at each side, as a share of its width or height; below 0 what was added. */
export interface Cut {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type AxisCut = readonly [before: number, after: number];

/** Fine enough that some window lies so near that most of its signs agree; the search then refines the cut. */
const step = 0.05;
const cropped = pairsOf([0, 1, 2, 3, 4, 5]);
const bordered = pairsOf([0, -1, -2, -3]);

/** Up to 25 % cut off at each side, or up to 15 % added at each. */
export const likelyCuts: readonly Cut[] = [cutsOf(cropped), cutsOf(bordered).slice(1)].flat();
export const cutStep: number = step;

/** The places where the centre of a recorded picture lies in this one if it is that one with something cut off or added. */
export class PictureWindows {
  readonly #picture: GreyPicture;
  readonly #weights = new Map<string, AxisWeights>();
  readonly #rows = new Map<string, Float64Array>();

  constructor(picture: GreyPicture) {
    this.#picture = picture;
  }

  /** The frequencies of the recorded picture's centre as it would be seen here. */
  frequencies({ left, top, right, bottom }: Cut): Float64Array {
    const key = `${left} ${right}`;
    let rows = this.#rows.get(key);
    if (rows === undefined) {
      rows = transformRows(this.#picture.grey, greySide, this.#weightsOf([left, right]));
      this.#rows.set(key, rows);
    }
    return transformColumns(rows, greySide, this.#weightsOf([top, bottom]));
  }

  hash(cut: Cut, frequencies: Float64Array = this.frequencies(cut)): SignHash {
    const { width, height } = this.#picture;
    const share = 1 - 2 * centreStart;
    const wide = (width * share) / (1 - cut.left - cut.right);
    const high = (height * share) / (1 - cut.top - cut.bottom);
    return hashSigns(frequencies, wide, high);
  }

  #weightsOf([before, after]: AxisCut): AxisWeights {
    const key = `${before} ${after}`;
    let weights = this.#weights.get(key);
    if (weights === undefined) {
      const rest = 1 - before - after;
      weights = weightsOf((centreStart - before) / rest, (1 - centreStart - before) / rest, greySide);
      this.#weights.set(key, weights);
    }
    return weights;
  }
}

function pairsOf(steps: readonly number[]): readonly AxisCut[] {
  return steps.flatMap((before) => steps.map((after) => [before * step, after * step] as const));
}

function cutsOf(pairs: readonly AxisCut[]): readonly Cut[] {
  return pairs.flatMap(([left, right]) => pairs.map(([top, bottom]) => ({ left, top, right, bottom })));
}
