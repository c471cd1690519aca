import { describe, expect, test } from "vitest";
import { FingerprintIndex } from "./fingerprint-index.ts";
import { fingerprintImage } from "./fingerprint-image.ts";
import { copyDistance, greySide, perceptualHash } from "./perceptual-hash.ts";
import { drawGrey, drawPicture } from "./testing/drawn-picture.ts";

const sharp = await import("sharp").then(
  (module) => module.default,
  () => null,
);

function between(left: string, right: string): number {
  const index = new FingerprintIndex(256);
  index.add(0, left);
  return index.near(right, null, 256)[0]!.distance;
}

describe("the perceptual hash", () => {
  test("of a mirrored picture is the mirror hash of the picture, and the other way round", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const grey = drawGrey(seed);
      const turned = grey.map((_, at) => grey[at - (at % greySide) + (greySide - 1 - (at % greySide))]!);
      const [straight, mirrored] = [perceptualHash(grey), perceptualHash(turned)];
      expect(between(straight.mirror, mirrored.hash)).toBeLessThanOrEqual(2);
      expect(between(straight.hash, mirrored.mirror)).toBeLessThanOrEqual(2);
    }
  });

  test("does not depend on brightness or contrast", () => {
    const grey = drawGrey(1);
    const other = perceptualHash(grey.map((value) => value * 0.6 + 40)).hash;
    expect(between(perceptualHash(grey).hash, other)).toBeLessThanOrEqual(2);
  });

  test("has one bit for each frequency, and half of them set", () => {
    const { algorithm, hash } = perceptualHash(drawGrey(5));
    expect(algorithm).toBe("dct-256");
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(between(hash, "0".repeat(64))).toBe(127);
    expect(perceptualHash(new Float64Array(4096)).hash).toBe("0".repeat(64));
    expect(() => perceptualHash([1, 2, 3])).toThrow(RangeError);
  });
});

// Where the optional package is missing there is nothing to decode pictures with.
describe.skipIf(sharp === null)("a fingerprint of an image file", () => {
  test("finds copies encoded anew, scaled, stripped and mirrored, and no other picture", async () => {
    const index = new FingerprintIndex(256);
    const originals: Buffer[] = [];
    for (let seed = 1; seed <= 30; seed += 1) {
      const [width, height] = seed % 2 === 0 ? [320, 240] : [256, 384];
      const raw = { width, height, channels: 3 as const };
      const png = await sharp!(drawPicture(seed, width, height), { raw })
        .png()
        .toBuffer();
      originals.push(png);
      index.add(seed, (await fingerprintImage(png))!.hash);
    }
    let found = 0;
    let wrong = 0;
    for (const [at, png] of originals.entries()) {
      const copies = await Promise.all([
        sharp!(png).jpeg({ quality: 50 }).toBuffer(),
        sharp!(png).webp({ quality: 40 }).toBuffer(),
        sharp!(png).resize({ width: 64 }).jpeg().toBuffer(),
        sharp!(png).flop().jpeg().toBuffer(),
      ]);
      for (const copy of copies) {
        const { hash, mirror } = (await fingerprintImage(copy))!;
        const near = index.near(hash, mirror, copyDistance).map(({ position }) => position);
        if (near[0] === at + 1) found += 1;
        wrong += near.filter((position) => position !== at + 1).length;
      }
    }
    expect(found / (originals.length * 4)).toBeGreaterThanOrEqual(0.95);
    expect(wrong).toBe(0);
  });

  test("of a file that cannot be decoded is refused with a code", async () => {
    await expect(fingerprintImage(new Uint8Array(100))).rejects.toMatchObject({ code: "malformed" });
    const png = await sharp!(drawPicture(1, 64, 64), { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toBuffer();
    await expect(fingerprintImage(png.subarray(0, 200))).rejects.toMatchObject({ code: "malformed" });
  });
});
