import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inflate } from "./inflate.ts";

const payload = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.string({ maxLength: 300 }).map((text) => new TextEncoder().encode(text.repeat(40))),
);

test("gives back what zlib packed, in every wrapping and at every level", () => {
  fc.assert(
    fc.property(payload, fc.integer({ min: 0, max: 9 }), (bytes, level) => {
      for (const [format, pack] of [
        ["zlib", deflateSync],
        ["gzip", gzipSync],
        ["raw", deflateRawSync],
      ] as const) {
        const out = inflate(pack(bytes, { level }), format, 1_000_000);
        expect(out.reason).toBe("end");
        expect(Buffer.compare(out.bytes, bytes)).toBe(0);
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("stops at the limit, with the bytes up to there", () => {
  const bomb = deflateSync(new Uint8Array(5_000_000));
  const out = inflate(bomb, "zlib", 1000);
  expect(out).toMatchObject({ complete: false, reason: "limit" });
  expect(out.bytes.length).toBe(1000);
});

test("never throws and never runs past the limit on broken input", () => {
  const good = deflateSync(
    new TextEncoder().encode("the quick brown fox jumps over the lazy dog ".repeat(50)),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.nat(good.length),
      (edits, cut) => {
        const broken = Uint8Array.from(good.subarray(0, cut));
        for (const [at, value] of edits) if (at < broken.length) broken[at] = value;
        expect(inflate(broken, "zlib", 4096).bytes.length).toBeLessThanOrEqual(4096);
      },
    ),
    { seed: 2, numRuns: 2000 },
  );
});
