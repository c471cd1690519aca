import { crc32, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fingerprintImage } from "./fingerprint-image.ts";
import { pictureFormat } from "./picture-format.ts";

const sharp = await import("sharp").then(
  (module) => module.default,
  () => null,
);

/** A PNG of zeros: its head, and as many rows as it says, packed to nearly nothing. */
function png(side: number, depth: number, colour: 2 | 6, interlaced: boolean): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  const rows = deflateSync(Buffer.alloc(100));
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

describe.skipIf(sharp === null)("a picture that would take too much memory is not decoded:", () => {
  const plain = (side: number): ReturnType<NonNullable<typeof sharp>> =>
    sharp!({ create: { width: side, height: side, channels: 3, background: "#456" } });
  test.each([
    ["interlaced, four channels", async () => png(11_000, 8, 6, true)],
    ["interlaced, sixteen bits", async () => png(6000, 16, 2, true)],
    ["interlaced, three channels", async () => png(9000, 8, 2, true)],
    ["a progressive JPEG", async () => plain(5600).jpeg({ progressive: true }).toBuffer()],
    [
      "a JPEG whose first scan has one component of three",
      async () => severalScans(await plain(5600).jpeg().toBuffer()),
    ],
    ["a GIF", async () => plain(4600).gif({ effort: 1 }).toBuffer()],
    ["a WebP", async () => plain(6600).webp({ effort: 0 }).toBuffer()],
    [
      "an animated WebP",
      async () =>
        sharp!(Buffer.alloc(3 * 4600 * 9200).fill(255, 3 * 4600 * 4600), {
          raw: { width: 4600, height: 9200, channels: 3, pageHeight: 4600 },
        })
          .webp({ effort: 0 })
          .toBuffer(),
    ],
    ["a TIFF", async () => plain(5300).tiff({ compression: "deflate" }).toBuffer()],
  ])(
    "%s",
    async (_, make) => {
      await expect(fingerprintImage(await make())).rejects.toMatchObject({
        code: "malformed",
        message: expect.stringMatching(
          /pixels could take \d+ MB of memory, and no more than 160 MB are given/,
        ),
      });
    },
    60_000,
  );

  test("what is read row by row may be larger", async () => {
    for (const bytes of [
      await plain(7000).jpeg().toBuffer(),
      await plain(7000).png({ compressionLevel: 1 }).toBuffer(),
    ])
      expect((await fingerprintImage(bytes)).kind).toBe("flat");
  }, 60_000);
});

test("only formats that are recognised by their first bytes are handed on", async () => {
  for (const text of [
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "%PDF-1.7",
    "P6 1 1 255 abc",
    "SIMPLE  =                    T",
    "BM",
    "\x1f\x8b\x08",
    "\x08\xf2\xa6\xb6", // VIPS
    "",
  ]) {
    const bytes = Buffer.from(text, "latin1");
    expect(pictureFormat(bytes)).toBeNull();
    if (sharp !== null)
      await expect(fingerprintImage(bytes)).rejects.toMatchObject({
        message: expect.stringMatching(/none of the formats/),
      });
  }
});

/** The same picture with a scan that says it has the first component only, as where three scans follow each other. */
function severalScans(jpeg: Buffer): Buffer {
  const at = jpeg.indexOf(Buffer.of(0xff, 0xda));
  const scan = Buffer.of(0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0);
  return Buffer.concat([jpeg.subarray(0, at), scan, jpeg.subarray(at + 2 + jpeg.readUInt16BE(at + 2))]);
}
