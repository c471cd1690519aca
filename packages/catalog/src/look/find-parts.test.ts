import { describe, expect, test } from "vitest";
import { packFingerprint, unpackFingerprint } from "./fingerprint-bits.ts";
import { FingerprintIndex } from "./fingerprint-index.ts";
import { findParts, type NearPart } from "./find-parts.ts";
import { greySide, perceptualHash, type GreyPicture } from "./perceptual-hash.ts";
import type { Cut } from "./picture-windows.ts";
import { drawnGreyPicture, drawGrey } from "../testing/drawn-picture.ts";

const count = 30;
const index = new FingerprintIndex(256);
for (let seed = 1; seed <= count; seed += 1)
  index.add(seed, unpackFingerprint(packFingerprint(perceptualHash(drawnGreyPicture(seed))!), 64));

/** What is left of a drawn picture, at the size that is hashed; what is added is black. */
function cut(seed: number, { left, top, right, bottom }: Cut, mirrored = false): GreyPicture {
  const whole = drawGrey(seed);
  const grey = new Float64Array(greySide ** 2);
  for (let row = 0; row < greySide; row += 1) {
    for (let column = 0; column < greySide; column += 1) {
      const across = mirrored ? greySide - 1 - column : column;
      // Between the four nearest pixels, as a scaled picture has it.
      const x = (left + ((across + 0.5) / greySide) * (1 - left - right)) * greySide - 0.5;
      const y = (top + ((row + 0.5) / greySide) * (1 - top - bottom)) * greySide - 0.5;
      grey[row * greySide + column] = brightness(whole, x, y);
    }
  }
  return { grey, width: 1024, height: 1024 };
}

function brightness(grey: Float64Array, x: number, y: number): number {
  if (x < -0.5 || y < -0.5 || x > greySide - 0.5 || y > greySide - 0.5) return 0;
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const pixel = (dx: number, dy: number): number => {
    const [inside, below] = [column + dx, row + dy].map((at) => Math.max(0, Math.min(greySide - 1, at)));
    return grey[below! * greySide + inside!]!;
  };
  const [right, down] = [x - column, y - row];
  return (
    (pixel(0, 0) * (1 - right) + pixel(1, 0) * right) * (1 - down) +
    (pixel(0, 1) * (1 - right) + pixel(1, 1) * right) * down
  );
}

const all = (share: number): Cut => ({ left: share, top: share, right: share, bottom: share });

describe("parts of pictures", () => {
  test.each([
    ["5 % off each side", all(0.05)],
    ["10 % off each side", all(0.1)],
    ["15 % off each side", all(0.15)],
    ["22 % off each side", all(0.22)],
    ["15 % off one side", { ...all(0), right: 0.15 }],
    ["unlike amounts off", { left: 0.13, top: 0.02, right: 0.06, bottom: 0.09 }],
    ["the middle square of 4:3", { ...all(0), left: 0.125, right: 0.125 }],
    ["the left square of 4:3", { ...all(0), right: 0.24 }],
    ["a border around", all(-0.1)],
    ["a window around", { left: -0.03, top: -0.12, right: -0.08, bottom: -0.05 }],
  ] as const)("are found, and nothing else, with what was cut: %s", (_, change) => {
    let found = 0;
    for (let seed = 1; seed <= count; seed += 10) {
      const near = findParts(index, cut(seed, change));
      expect(near.every(({ position }) => position === seed)).toBe(true);
      found += near.length;
      if (near[0] !== undefined) expectCut(near[0], change);
    }
    expect(found).toBe(3);
  });

  test("are found in a mirror, with the sides as the recorded picture has them", () => {
    const change = { left: 0.14, top: 0.05, right: 0.02, bottom: 0.1 };
    const [near] = findParts(index, cut(4, change, true));
    expect(near).toMatchObject({ position: 4, mirrored: true });
    expectCut(near!, change);
  });

  test("of pictures that are not on record are not found", () => {
    for (let seed = 100; seed < 103; seed += 1) expect(findParts(index, cut(seed, all(0.08)))).toEqual([]);
  });

  test("that show nothing are not found, nor in records without a centre", () => {
    const flat = { ...drawnGreyPicture(1), grey: new Float64Array(greySide ** 2) };
    expect(findParts(index, flat)).toEqual([]);
    const old = new FingerprintIndex(256);
    const { hash } = unpackFingerprint(packFingerprint(perceptualHash(drawnGreyPicture(1))!), 64);
    old.add(1, { hash, sure: null, centre: null });
    expect(findParts(old, drawnGreyPicture(1))).toEqual([]);
    expect(findParts(new FingerprintIndex(256), drawnGreyPicture(1))).toEqual([]);
  });
});

/** To six in a hundred: where little is to be seen, a picture of 128 pixels does not tell it better. */
function expectCut({ cut: found }: NearPart, change: Cut): void {
  for (const side of ["left", "top", "right", "bottom"] as const)
    expect(Math.abs(found[side] - change[side])).toBeLessThan(0.06);
}
