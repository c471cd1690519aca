import { describe, expect, test } from "vitest";
import { wordsOf } from "./hexadecimal.ts";
import { greySide, perceptualHash, type GreyPicture, type PerceptualHash } from "./perceptual-hash.ts";
import { mirrorBits, ones } from "./sign-hash.ts";
import { drawnGreyPicture } from "../testing/drawn-picture.ts";

/** Of the bits that both are sure of, how many differ. */
function between(left: PerceptualHash, right: PerceptualHash, turn = 0): number {
  const [sure, other] = [wordsOf(left.sure), wordsOf(right.sure)];
  const hash = wordsOf(right.hash);
  return wordsOf(left.hash).reduce(
    (sum, word, at) => sum + ones((word ^ hash[at]! ^ turn) & sure[at]! & other[at]!),
    0,
  );
}

const countOf = (hex: string): number => wordsOf(hex).reduce((sum, word) => sum + ones(word), 0);

function changed(picture: GreyPicture, change: (value: number, at: number) => number): GreyPicture {
  return { ...picture, grey: Float64Array.from(picture.grey, change) };
}

describe("the perceptual hash", () => {
  test("of a mirrored picture has the other sign in every second bit", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const picture = drawnGreyPicture(seed);
      const turned = changed(
        picture,
        (_, at) => picture.grey[at - (at % greySide) + (greySide - 1 - (at % greySide))]!,
      );
      const [straight, mirrored] = [perceptualHash(picture)!, perceptualHash(turned)!];
      expect(between(straight, mirrored, mirrorBits)).toBe(0);
      expect(between(straight, mirrored)).toBeGreaterThan(50);
    }
  });

  test("does not depend on brightness or contrast, and noise turns no sure bit", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const picture = drawnGreyPicture(seed);
      const hash = perceptualHash(picture)!;
      expect(between(hash, perceptualHash(changed(picture, (value) => value * 0.6 + 40))!)).toBe(0);
      const noisy = perceptualHash(changed(picture, (value, at) => value + ((at * 7919) % 11) - 5))!;
      expect(between(hash, noisy)).toBe(0);
    }
  });

  test("is sure of at most four fifths of its bits, and differs in about half of them from another picture's", () => {
    const [one, other] = [perceptualHash(drawnGreyPicture(5))!, perceptualHash(drawnGreyPicture(6))!];
    expect(one).toMatchObject({ algorithm: "dct-256-signs", hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(countOf(one.sure)).toBe(207);
    expect(between(one, other)).toBeGreaterThan(55);
  });

  test("is not sure of waves that a small file cannot show", () => {
    const picture = drawnGreyPicture(5);
    const { sure } = perceptualHash({ ...picture, width: 24, height: 24 })!;
    // Rows of frequencies above the twelfth, and in each row those above the twelfth.
    expect(sure.slice(13 * 4)).toBe("0".repeat(12));
    for (let row = 0; row < 13; row += 1) expect(sure[row * 4 + 3]).toMatch(/[08]/);
  });

  test("of a flat picture is none: a plain colour, a gradient, a spot of dust, noise of one level", () => {
    const size = { width: 1024, height: 1024 };
    const flat = (draw: (x: number, y: number) => number): PerceptualHash | null =>
      perceptualHash({
        ...size,
        grey: Float64Array.from({ length: greySide ** 2 }, (_unused, at) =>
          draw(at % greySide, Math.floor(at / greySide)),
        ),
      });
    expect(flat(() => 0)).toBeNull();
    expect(flat(() => 255)).toBeNull();
    expect(flat((x) => x)).toBeNull();
    expect(flat((x, y) => x + y)).toBeNull();
    expect(flat((x, y) => (x === 60 && y === 40 ? 0 : 255))).toBeNull();
    expect(flat((x, y) => 128 + ((x * 7 + y * 13) % 2))).toBeNull();
  });

  test("refuses another number of brightnesses", () => {
    expect(() => perceptualHash({ grey: [1, 2, 3], width: 1, height: 3 })).toThrow(RangeError);
  });
});
