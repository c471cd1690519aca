import { crc32, deflateSync } from "node:zlib";
import type Sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { packFingerprint, unpackFingerprint } from "./fingerprint-bits.ts";
import { fingerprintImage, type ImageLook } from "./fingerprint-image.ts";
import { FingerprintIndex } from "./fingerprint-index.ts";
import { copyDistance, type PerceptualHash } from "./perceptual-hash.ts";
import { mirrorBits } from "./sign-hash.ts";
import { drawPicture } from "../testing/drawn-picture.ts";

const sharp = await import("sharp").then(
  (module) => module.default,
  () => null,
);

const index = new FingerprintIndex(256);
const bitsOf = (fingerprint: PerceptualHash) => unpackFingerprint(packFingerprint(fingerprint), 64);

async function seen(bytes: Uint8Array): Promise<ImageLook & { readonly kind: "seen" }> {
  const look = await fingerprintImage(bytes);
  if (look.kind !== "seen") throw new Error(look.kind);
  return look;
}

function draw(
  seed: number,
  [width, height]: readonly [number, number] = [240, 180],
): ReturnType<typeof Sharp> {
  return sharp!(drawPicture(seed, width, height), { raw: { width, height, channels: 3 } });
}

/** Positions that are found for a copy, nearest first. */
async function found(bytes: Uint8Array): Promise<readonly number[]> {
  const bits = bitsOf((await seen(bytes)).fingerprint);
  const mirror = bits.hash.map((word) => word ^ mirrorBits);
  return index.near(bits, mirror, copyDistance).map(({ position }) => position);
}

// Where the optional package is missing there is nothing to decode pictures with.
describe.skipIf(sharp === null)("a fingerprint of an image file", () => {
  const originals: Buffer[] = [];

  beforeAll(async () => {
    for (let seed = 0; seed < 24; seed += 1) {
      originals.push(
        await draw(seed + 1, seed % 2 === 0 ? [240, 180] : [160, 224])
          .png()
          .toBuffer(),
      );
      index.add(seed, bitsOf((await seen(originals[seed]!)).fingerprint));
    }
  });

  type Change = (image: ReturnType<typeof Sharp>) => ReturnType<typeof Sharp>;
  const changes: readonly (readonly [string, Change])[] = [
    ["JPEG of low quality", (image) => image.jpeg({ quality: 30 })],
    ["WebP of low quality", (image) => image.webp({ quality: 30 })],
    ["a quarter of the size, then JPEG", (image) => image.resize({ width: 60 }).jpeg({ quality: 50 })],
    ["four times the size", (image) => image.resize({ width: 960 }).jpeg()],
    ["another shape", (image) => image.resize(300, 120, { fit: "fill" })],
    ["brighter", (image) => image.linear(1, 40)],
    ["more contrast", (image) => image.linear(1.4, -40)],
    ["another gamma", (image) => image.gamma(2.2, 1.4)],
    ["other colours", (image) => image.modulate({ saturation: 1.5, hue: 60 })],
    ["greys only", (image) => image.greyscale()],
    ["mirrored", (image) => image.flop()],
    ["16 bits a channel", (image) => image.toColourspace("rgb16").png()],
    ["CMYK", (image) => image.toColourspace("cmyk").jpeg({ quality: 90 })],
    ["another colour profile", (image) => image.withIccProfile("p3").png()],
    ["an alpha channel that hides nothing", (image) => image.ensureAlpha().png()],
    [
      "turned, with a tag that turns it back",
      (image) => image.rotate(90).withMetadata({ orientation: 8 }).jpeg(),
    ],
    ["a palette of 32 colours", (image) => image.png({ palette: true, colours: 32 })],
  ];

  test.each(changes)("finds the copy and no other picture: %s", async (_, change) => {
    for (let at = 0; at < originals.length; at += 4) {
      const copy = await change(sharp!(originals[at])).toBuffer();
      expect(await found(copy)).toEqual([at]);
    }
  });

  test("of a picture that shows nothing is none: one colour, one pixel, nothing at all", async () => {
    const plain = (width: number, height: number, alpha = 1) =>
      sharp!({ create: { width, height, channels: 4, background: { r: 80, g: 120, b: 10, alpha } } })
        .png()
        .toBuffer();
    for (const bytes of await Promise.all([plain(400, 300), plain(1, 1), plain(300, 1), plain(200, 200, 0)]))
      expect(await fingerprintImage(bytes)).toEqual({ kind: "flat" });
  });

  test("sees white on nothing, which white paper would hide", async () => {
    const { data, info } = await draw(3).greyscale().raw().toBuffer({ resolveWithObject: true });
    const rgba = Buffer.from(Array.from(data).flatMap((value) => [255, 255, 255, value]));
    const bytes = await sharp!(rgba, { raw: { width: info.width, height: info.height, channels: 4 } })
      .png()
      .toBuffer();
    const copy = await sharp!(bytes).resize({ width: 120 }).webp({ quality: 60 }).toBuffer();
    const [one, other] = [await seen(bytes), await seen(copy)];
    const alone = new FingerprintIndex(256);
    alone.add(1, bitsOf(one.fingerprint));
    expect(alone.near(bitsOf(other.fingerprint), null, copyDistance)).toMatchObject([{ position: 1 }]);
  });

  test("of an animation is that of its first picture", async () => {
    const frames = Buffer.concat(await Promise.all([5, 6].map(async (seed) => draw(seed).raw().toBuffer())));
    const raw = { width: 240, height: 360, channels: 3 as const, pageHeight: 180 };
    const animation = await sharp!(frames, { raw }).webp({ quality: 80 }).toBuffer();
    expect((await sharp!(animation).metadata()).pages).toBe(2);
    const { picture } = await seen(animation);
    expect(picture).toMatchObject({ width: 240, height: 180 });
    expect(await found(animation)).toEqual([4]);
  });

  test("of a file that cannot be decoded is refused with a code", async () => {
    const refused = { code: "malformed" };
    await expect(fingerprintImage(new Uint8Array(100))).rejects.toMatchObject(refused);
    await expect(fingerprintImage(new Uint8Array(0))).rejects.toMatchObject(refused);
    await expect(fingerprintImage(originals[0]!.subarray(0, 200))).rejects.toMatchObject(refused);
    const half = originals[0]!.subarray(0, originals[0]!.length >> 1);
    await expect(fingerprintImage(half)).rejects.toMatchObject(refused);
  });

  test("of a small file that unpacks to a huge picture is refused before it is decoded", async () => {
    const before = process.memoryUsage().rss;
    await expect(fingerprintImage(bomb(30_000))).rejects.toMatchObject({
      code: "malformed",
      message: expect.stringMatching(/pixel/),
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });
});

/** A PNG of one bit a pixel that says it is `side` pixels wide and high. */
function bomb(side: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((side / 8 + 1) * side));
  const chunks = [chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
