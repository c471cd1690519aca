import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FingerprintIndex, leastCommon } from "./fingerprint-index.ts";
import { wordsOf } from "./hexadecimal.ts";

const bitsOf = (hex: string): bigint => BigInt(`0x${hex}`);
const countOf = (bits: bigint): number => bits.toString(2).replaceAll("0", "").length;

function hashes(digits: number): fc.Arbitrary<string> {
  return fc
    .bigInt({ min: 0n, max: 2n ** BigInt(digits * 4) - 1n })
    .map((value) => value.toString(16).padStart(digits, "0"));
}

/** Mostly ones, so that two have enough in common. */
const masks = (digits: number): fc.Arbitrary<string> =>
  fc
    .tuple(hashes(digits), hashes(digits))
    .map(([left, right]) => (bitsOf(left) | bitsOf(right)).toString(16).padStart(digits, "0"));

const print = (hash: string, sure: string | null = null) => ({
  hash: wordsOf(hash),
  sure: sure === null ? null : wordsOf(sure),
  centre: null,
});

describe("the index of fingerprints", () => {
  test("finds exactly what a comparison one by one finds, for 64 and 256 bits, sure ones or not", () => {
    for (const digits of [16, 64]) {
      const all = "f".repeat(digits);
      const stored = fc.record({ hash: hashes(digits), sure: fc.option(masks(digits)) });
      fc.assert(
        fc.property(
          fc.array(stored, { maxLength: 40 }),
          stored,
          hashes(digits),
          fc.nat(256),
          (rows, query, mirror, most) => {
            const index = new FingerprintIndex(digits * 4);
            for (const [position, { hash, sure }] of rows.entries()) index.add(position, print(hash, sure));
            const counted = bitsOf(query.sure ?? all);
            const expected = rows
              .map(({ hash, sure }, position) => {
                const both = counted & bitsOf(sure ?? all);
                const common = countOf(both);
                const [straight, turned] = [query.hash, mirror].map((one) => bitsOf(hash) ^ bitsOf(one)) as [
                  bigint,
                  bigint,
                ];
                const bits = Math.min(countOf(straight & both), countOf(turned & both));
                const nearest = Math.min(countOf(straight & counted), countOf(turned & counted));
                return {
                  position,
                  distance: Math.round((bits * 256) / common),
                  mirrored: countOf(turned & both) < countOf(straight & both),
                  isFound:
                    common >= leastCommon &&
                    bits * 256 <= most * common &&
                    nearest <= countOf(counted) * (most / 256 + 0.125),
                };
              })
              .filter(({ isFound }) => isFound)
              .map(({ position, distance, mirrored }) => ({ position, distance, mirrored }))
              .toSorted((left, right) => left.distance - right.distance || left.position - right.position);
            expect(index.near(print(query.hash, query.sure), wordsOf(mirror), most)).toEqual(expected);
            const straight = index.near(print(query.hash, query.sure), null, most);
            expect(straight.every(({ mirrored }) => !mirrored)).toBe(true);
          },
        ),
        { numRuns: 200, seed: 3 },
      );
    }
  });

  test("does not compare what has few sure bits in common, however well these agree", () => {
    const index = new FingerprintIndex(256);
    const hash = "0123456789abcdef".repeat(4);
    index.add(1, print(hash, "ffffffffffffff".padEnd(64, "0")));
    index.add(2, print(hash, "fffffffffffff7".padEnd(64, "0")));
    expect(index.near(print(hash), null, 256).map(({ position }) => position)).toEqual([1]);
  });

  test("takes nothing for a copy whose centre is another one", () => {
    const index = new FingerprintIndex(256);
    const hash = "0123456789abcdef".repeat(4);
    const sure = wordsOf("f".repeat(64));
    const centred = (centre: string, mask = sure) => ({
      ...print(hash),
      centre: { hash: wordsOf(centre.padEnd(64, "0")), sure: mask },
    });
    index.add(1, centred("ffffffff"));
    index.add(2, centred("ffffffffff"));
    index.add(3, centred("ffffffffff", new Uint32Array(8)));
    index.add(4, print(hash));
    expect(index.near(centred(""), null, 24).map(({ position }) => position)).toEqual([1, 3, 4]);
  });

  test("grows, and says what it takes", () => {
    const index = new FingerprintIndex(64);
    for (let position = 0; position < 5000; position += 1)
      index.add(position, print(position.toString(16).padStart(16, "0")));
    expect(index.size).toBe(5000);
    expect(index.near(print((4321).toString(16).padStart(16, "0")), null, 0)).toEqual([
      { position: 4321, distance: 0, mirrored: false },
    ]);
    expect(index.bytes).toBeLessThan(5000 * 2 * 64 + 200_000);
  });
});
