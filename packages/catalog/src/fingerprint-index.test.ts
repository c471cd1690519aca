import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FingerprintIndex } from "./fingerprint-index.ts";

function distance(left: string, right: string): number {
  const bits = BigInt(`0x${left}`) ^ BigInt(`0x${right}`);
  return bits.toString(2).replaceAll("0", "").length;
}

const hash256 = fc
  .bigInt({ min: 0n, max: 2n ** 256n - 1n })
  .map((value) => value.toString(16).padStart(64, "0"));

describe("the index of fingerprints", () => {
  test("finds exactly what a comparison one by one finds, for 64 and 256 bits", () => {
    for (const digits of [16, 64]) {
      const hashes = hash256.map((hash) => hash.slice(0, digits));
      fc.assert(
        fc.property(
          fc.array(hashes, { maxLength: 40 }),
          hashes,
          hashes,
          fc.nat(digits * 4),
          (all, hash, mirror, most) => {
            const index = new FingerprintIndex(digits * 4);
            for (const [position, one] of all.entries()) index.add(position, one);
            const expected = all
              .map((one, position) => {
                const [straight, turned] = [distance(one, hash), distance(one, mirror)];
                return { position, distance: Math.min(straight, turned), mirrored: turned < straight };
              })
              .filter((one) => one.distance <= most)
              .sort((left, right) => left.distance - right.distance || left.position - right.position);
            expect(index.near(hash, mirror, most)).toEqual(expected);
            expect(index.near(hash, null, most).every(({ mirrored }) => !mirrored)).toBe(true);
          },
        ),
        { numRuns: 200, seed: 3 },
      );
    }
  });

  test("grows", () => {
    const index = new FingerprintIndex(64);
    for (let position = 0; position < 5000; position += 1)
      index.add(position, position.toString(16).padStart(16, "0"));
    expect(index.size).toBe(5000);
    expect(index.near((4321).toString(16).padStart(16, "0"), null, 0)).toEqual([
      { position: 4321, distance: 0, mirrored: false },
    ]);
  });
});
