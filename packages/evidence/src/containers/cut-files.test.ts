import { expect, test } from "vitest";
import { fromBytes } from "../bytes/byte-source.ts";
import { readEvidence } from "../read-evidence.ts";
import {
  ascii,
  big32,
  box,
  buildAvif,
  buildExif,
  buildJpeg,
  buildPng,
  buildWebp,
  concat,
  exifSegment,
  little16,
  little32,
  riffChunk,
  tEXt,
  xmpPacket,
} from "../testing/build-images.ts";

const EXIF = buildExif([[0x0131, 2, ascii("a program")]], [[0x9286, 7, ascii("ASCII\0\0\0a comment")]]);

/** A TIFF of 4 × 2 in grey whose two strips stand before or behind its directory. */
function tiff(pixels: "first" | "last"): Uint8Array {
  const strips = new Uint8Array(8).fill(7);
  const directory = (at: number, first: number): Uint8Array => {
    const behind = at + 2 + 5 * 12 + 4;
    const entry = (tag: number, type: number, count: number, value: number): Uint8Array =>
      concat(little16(tag), little16(type), little32(count), little32(value));
    return concat(
      little16(5),
      entry(0x0100, 3, 1, 4),
      entry(0x0101, 3, 1, 2),
      entry(0x0111, 4, 2, behind),
      entry(0x0116, 3, 1, 1),
      entry(0x0117, 4, 2, behind + 8),
      little32(0),
      little32(first),
      little32(first + 4),
      little32(4),
      little32(4),
    );
  };
  const head = (at: number): Uint8Array => concat(ascii("II"), little16(42), little32(at));
  return pixels === "first"
    ? concat(head(16), strips, directory(16, 8))
    : concat(head(8), directory(8, 8 + directory(8, 0).length), strips);
}

const bmp = (header: Uint8Array, pixels: number): Uint8Array =>
  concat(
    ascii("BM"),
    little32(14 + header.length + pixels),
    little32(0),
    little32(14 + header.length),
    header,
    new Uint8Array(pixels).fill(9),
  );
const info = concat(
  ...[40, 3, 2].map(little32),
  little16(1),
  little16(24),
  ...[0, 0, 0, 0, 0, 0].map(little32),
);
const core = concat(little32(12), ...[3, 2, 1, 24].map(little16));

const gif = concat(
  ascii("GIF89a"),
  Uint8Array.of(1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255),
  Uint8Array.of(0x21, 0xfe, 4),
  ascii("text"),
  Uint8Array.of(0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b),
);

const codestream = concat(
  Uint8Array.of(0xff, 0x0a),
  Uint8Array.of(0b01_00011_1, 0, 0, 0),
  new Uint8Array(20),
);
const jxl = (...boxes: readonly Uint8Array[]): Uint8Array =>
  concat(
    box("JXL ", Uint8Array.of(0x0d, 0x0a, 0x87, 0x0a)),
    box("ftyp", ascii("jxl \0\0\0\0jxl ")),
    ...boxes,
  );
const jxlWhole = jxl(box("jxlc", codestream));
const jxlExif = box("Exif", big32(0), EXIF);

const avif = buildAvif(EXIF, xmpPacket(""));
const heic = Uint8Array.from(avif);
heic.set(ascii("heic"), 8);
heic.set(ascii("heic"), 16);
const large = concat(
  ...[0, 12, 20].map((at, index) => avif.subarray(at, [12, 20, avif.length][index])),
  concat(big32(1), ascii("free"), big32(0), big32(20), ascii("free")),
);

const webp = buildWebp([riffChunk("EXIF", concat(EXIF, Uint8Array.of(0)))]);

/** `whole` are the lengths at which a file that was cut is one all the same, with the reason. */
interface Sample {
  readonly name: string;
  readonly format: string;
  readonly bytes: Uint8Array;
  readonly whole?: (length: number) => boolean;
}

const samples: readonly Sample[] = [
  {
    name: "PNG",
    format: "png",
    bytes: buildPng([tEXt("parameters", "Steps: 5")], { after: [tEXt("Comment", "behind the pixels")] }),
  },
  { name: "JPEG", format: "jpeg", bytes: buildJpeg([exifSegment(EXIF)]) },
  {
    name: "WebP: the byte that evens out its last chunk holds nothing",
    format: "webp",
    bytes: webp,
    whole: (length) => length === webp.length - 1,
  },
  { name: "GIF", format: "gif", bytes: gif },
  { name: "TIFF, pixels before the directory", format: "tiff", bytes: tiff("first") },
  { name: "TIFF, pixels behind the directory", format: "tiff", bytes: tiff("last") },
  { name: "AVIF", format: "avif", bytes: avif },
  { name: "HEIC", format: "heic", bytes: heic },
  {
    name: "AVIF: a box of 64 bits behind the image may be missing",
    format: "avif",
    bytes: large,
    whole: (length) => length === avif.length,
  },
  { name: "JPEG XL in boxes", format: "jxl", bytes: jxlWhole },
  {
    name: "JPEG XL in parts",
    format: "jxl",
    bytes: jxl(
      box("jxlp", big32(0), codestream.subarray(0, 12)),
      box("jxlp", big32(0x80000001), codestream.subarray(12)),
    ),
  },
  {
    name: "JPEG XL: metadata behind the image may be missing",
    format: "jxl",
    bytes: concat(jxlWhole, jxlExif),
    whole: (length) => length === jxlWhole.length,
  },
  {
    name: "JPEG XL without boxes: the pixels say nothing of their length",
    format: "jxl",
    bytes: codestream,
    whole: (length) => length >= 4,
  },
  { name: "BMP", format: "bmp", bytes: bmp(info, 24) },
  { name: "BMP of OS/2", format: "bmp", bytes: bmp(core, 24) },
];

test.each(samples)(
  "a file cut at any byte says so, and nothing breaks: $name",
  async ({ bytes, format, whole }) => {
    const complete = await readEvidence(fromBytes(bytes));
    expect([complete.format, complete.problems]).toEqual([format, []]);
    expect(complete.width).toBeGreaterThan(0);
    for (let length = 0; length < bytes.length; length += 1) {
      const { problems } = await readEvidence(fromBytes(bytes.slice(0, length)));
      const codes = problems.map(({ code }) => code);
      expect(codes).not.toContain("internal-error");
      const says = codes.some((code) =>
        ["empty", "unknown-format", "truncated", "damaged-exif"].includes(code),
      );
      expect([length, says]).toEqual([length, whole?.(length) !== true]);
    }
  },
);

test("what stands behind an image does not make it a cut one", async () => {
  const behind = ascii("just three words, and then some more of them");
  for (const bytes of [
    buildJpeg([], behind),
    buildJpeg([], new Uint8Array(200_000)),
    concat(buildWebp([]), Uint8Array.of(0, 0, 0)),
    buildPng([], { behind }),
    concat(gif, behind),
    concat(tiff("last"), behind),
    concat(bmp(info, 24), behind),
  ])
    expect((await readEvidence(fromBytes(bytes))).problems).toEqual([]);
});
