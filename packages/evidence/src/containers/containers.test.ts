import { brotliCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fromBlob, fromBytes } from "../bytes/byte-source.ts";
import { brotli } from "../node.ts";
import { readCarriers } from "../read-carriers.ts";
import { readEvidence } from "../read-evidence.ts";
import {
  ascii,
  big16,
  big32,
  box,
  buildAvif,
  buildExif,
  buildJpeg,
  buildPng,
  buildWebp,
  concat,
  exifSegment,
  iTXt,
  jpegSegment,
  little16,
  pngChunk,
  riffChunk,
  tEXt,
  unicodeComment,
  utf8,
  xmpPacket,
  xmpSegment,
  zTXt,
} from "../testing/build-images.ts";

const A1111 =
  "a duck, #テスト\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 512x512, Model hash: 6ce0161689, Model: duck_v1, Version: v1.10.1";
const AI_XMP = xmpPacket(
  `<rdf:Description xmlns:q="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" q:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>`,
);
const EXIF = buildExif([], [[0x9286, 7, unicodeComment(A1111)]]);
const C2PA_UUID = Uint8Array.of(
  0xd8,
  0xfe,
  0xc3,
  0xd6,
  0x1b,
  0x0e,
  0x48,
  0x3c,
  0x92,
  0x97,
  0x58,
  0x28,
  0x87,
  0x7e,
  0xc4,
  0x81,
);
const read = (bytes: Uint8Array): ReturnType<typeof readEvidence> =>
  readEvidence(fromBytes(bytes), { brotli });

describe("blocks that ImageMagick keeps as hexadecimal text in a PNG", () => {
  const profile = (name: string, bytes: Uint8Array): Uint8Array => {
    const lines =
      Buffer.from(bytes)
        .toString("hex")
        .match(/.{1,72}/g) ?? [];
    return buildPng([zTXt(`Raw profile type ${name}`, `\n${name}\n${bytes.length}\n${lines.join("\n")}\n`)]);
  };
  const iim = concat(Uint8Array.of(0x1c, 2, 110), big16(19), ascii("Made with Google AI"));
  const resource = concat(ascii("8BIM"), big16(0x0404), Uint8Array.of(0, 0), big32(iim.length), iim);
  test.each([
    ["exif", concat(ascii("Exif\0\0"), EXIF), "automatic1111"],
    ["exif", EXIF, "automatic1111"],
    ["APP1", concat(ascii("Exif\0\0"), EXIF), "automatic1111"],
    ["APP1", concat(ascii("http://ns.adobe.com/xap/1.0/\0"), utf8(AI_XMP)), "trainedAlgorithmicMedia"],
    ["xmp", utf8(AI_XMP), "trainedAlgorithmicMedia"],
    ["iptc", concat(resource, new Uint8Array(resource.length & 1)), "google-gemini"],
    ["iptc", concat(ascii("Photoshop 3.0\0"), resource), "google-gemini"],
    ["iptc", iim, "google-gemini"],
  ])("%s", async (name, bytes, found) => {
    const evidence = await read(profile(name, bytes));
    expect([evidence.tool?.id, evidence.service?.id, evidence.digitalSourceType]).toContain(found);
    expect(evidence.problems).toEqual([]);
  });
});

test("Photoshop's resources in a TIFF, and an XMP chunk of a WebP whose name ends in a NUL", async () => {
  const iim = concat(Uint8Array.of(0x1c, 2, 110), big16(19), ascii("Made with Google AI"));
  const resource = concat(ascii("8BIM"), big16(0x0404), Uint8Array.of(0, 0), big32(iim.length), iim);
  expect((await read(buildExif([[0x8649, 7, resource]]))).service?.id).toBe("google-gemini");
  expect((await read(buildWebp([riffChunk("XMP\0", utf8(AI_XMP))]))).digitalSourceType).toBe(
    "trainedAlgorithmicMedia",
  );
});

describe("the text of a generator is found wherever a container may keep it", () => {
  const jxl = (boxes: readonly Uint8Array[]): Uint8Array =>
    concat(
      box("JXL ", Uint8Array.of(0x0d, 0x0a, 0x87, 0x0a)),
      box("ftyp", ascii("jxl \0\0\0\0jxl ")),
      ...boxes,
      box("jxlc", Uint8Array.of(0xff, 0x0a, 0b01_00011_1, 0, 0, 0)),
    );
  const gif = (blocks: readonly Uint8Array[]): Uint8Array =>
    concat(ascii("GIF89a"), Uint8Array.of(3, 0, 2, 0, 0, 0, 0), ...blocks, Uint8Array.of(0x3b));
  const subBlocks = (bytes: Uint8Array): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += 255)
      parts.push(Uint8Array.of(Math.min(255, bytes.length - at)), bytes.subarray(at, at + 255));
    return concat(...parts, Uint8Array.of(0));
  };
  test.each([
    ["png:tEXt/parameters", buildPng([tEXt("parameters", A1111)])],
    ["png:zTXt/parameters", buildPng([zTXt("parameters", A1111)])],
    ["png:iTXt/parameters", buildPng([iTXt("parameters", A1111)])],
    ["png:iTXt/parameters", buildPng([iTXt("parameters", A1111, true)])],
    ["png:tEXt/parameters", buildPng([], { after: [tEXt("parameters", A1111)] })],
    ["png:Exif/UserComment", buildPng([pngChunk("eXIf", EXIF)])],
    ["jpeg:Exif/UserComment", buildJpeg([exifSegment(EXIF)])],
    [
      "jpeg:Exif/UserComment",
      buildJpeg([exifSegment(buildExif([], [[0x9286, 7, unicodeComment(A1111, "little")]], "MM"))]),
    ],
    [
      "jpeg:Exif/UserComment",
      buildJpeg([exifSegment(buildExif([], [[0x9286, 7, unicodeComment(A1111, "big")]], "II"))]),
    ],
    [
      "jpeg:Exif/UserComment",
      buildJpeg([exifSegment(buildExif([], [[0x9286, 7, concat(ascii("ASCII\0\0\0"), utf8(A1111))]]))]),
    ],
    ["jpeg:IFD0/UserComment", buildJpeg([exifSegment(buildExif([[0x9286, 1, utf8(A1111)]]))])],
    ["jpeg:COM", buildJpeg([jpegSegment(0xfe, utf8(A1111))])],
    ["webp:Exif/UserComment", buildWebp([riffChunk("EXIF", EXIF)])],
    ["webp:Exif/UserComment", buildWebp([riffChunk("EXIF", concat(ascii("Exif\0\0"), EXIF))])],
    ["avif:Exif/UserComment", buildAvif(EXIF, xmpPacket(""))],
    ["tiff:Exif/UserComment", EXIF],
    ["gif:comment", gif([Uint8Array.of(0x21, 0xfe), subBlocks(utf8(A1111))])],
    ["jxl:Exif/UserComment", jxl([box("Exif", big32(0), EXIF)])],
    ["jxl:Exif/UserComment", jxl([box("brob", ascii("Exif"), brotliCompressSync(concat(big32(0), EXIF)))])],
  ])("%s", async (at, bytes) => {
    const evidence = await read(bytes);
    expect(evidence.problems).toEqual([]);
    expect(evidence.tool).toEqual({ id: "automatic1111", version: "v1.10.1", at, strength: "structured" });
    expect(evidence.prompt).toBe("a duck, #テスト");
    expect(evidence.models).toMatchObject([{ name: "duck_v1", hash: "6ce0161689", hashKind: "autov2" }]);
  });

  test.each([
    ["png:iTXt/XML:com.adobe.xmp", buildPng([iTXt("XML:com.adobe.xmp", AI_XMP)])],
    ["png:tEXt/XML:com.adobe.xmp", buildPng([tEXt("XML:com.adobe.xmp", AI_XMP)])],
    ["jpeg:APP1", buildJpeg([xmpSegment(AI_XMP)])],
    ["webp:XMP", buildWebp([riffChunk("XMP ", utf8(AI_XMP))])],
    ["avif:XMP", buildAvif(buildExif([]), AI_XMP)],
    ["jxl:xml", jxl([box("xml ", utf8(AI_XMP))])],
    ["jxl:brob/xml", jxl([box("brob", ascii("xml "), brotliCompressSync(utf8(AI_XMP)))])],
    ["tiff:IFD0/XMP", buildExif([[0x02bc, 1, utf8(AI_XMP)]])],
    [
      "gif:XMP",
      gif([
        Uint8Array.of(0x21, 0xff, 11),
        ascii("XMP DataXMP"),
        utf8(AI_XMP),
        Uint8Array.of(1),
        Uint8Array.from({ length: 256 }, (_, i) => 255 - i),
        Uint8Array.of(0),
      ]),
    ],
  ])("XMP in %s", async (at, bytes) => {
    const evidence = await read(bytes);
    expect(evidence.digitalSourceType).toBe("trainedAlgorithmicMedia");
    expect(evidence.carriers[0]?.at).toBe(`${at}#Iptc4xmpExt:DigitalSourceType`);
    expect(evidence.madeByAI).toBe("yes");
  });

  test("extended XMP of a JPEG is put together from its parts, in any order", async () => {
    const packet = utf8(AI_XMP);
    const guid = ascii("0123456789ABCDEF0123456789ABCDEF");
    const part = (from: number, to: number): Uint8Array =>
      jpegSegment(
        0xe1,
        concat(
          ascii("http://ns.adobe.com/xmp/extension/\0"),
          guid,
          big32(packet.length),
          big32(from),
          packet.subarray(from, to),
        ),
      );
    const evidence = await read(buildJpeg([part(100, packet.length), part(0, 100)]));
    expect(evidence.digitalSourceType).toBe("trainedAlgorithmicMedia");
  });

  test("IIM, the bare label of a JPEG and bytes behind the end are found", async () => {
    const credit = concat(Uint8Array.of(0x1c, 2, 110), big16(19), ascii("Made with Google AI"));
    const photoshop = concat(
      ascii("Photoshop 3.0\0"),
      ascii("8BIM"),
      big16(0x0404),
      Uint8Array.of(0, 0),
      big32(credit.length),
      credit,
    );
    expect((await read(buildJpeg([jpegSegment(0xed, photoshop)]))).service?.id).toBe("google-gemini");
    const label = ascii('AIGC{"Label":"1","ContentProducer":"001191110102MACQD9K64010000"}');
    expect((await read(buildJpeg([jpegSegment(0xe9, label)]))).service).toMatchObject({
      id: "doubao",
      at: "jpeg:APP9/AIGC",
    });
    const trailer = concat(
      Uint8Array.of(0, 0),
      ascii('PEg_Info{"genAIType":8}SEFHk'),
      new Uint8Array(8),
      ascii("SEFT"),
    );
    expect((await read(buildPng([], { behind: trailer }))).service).toMatchObject({
      id: "samsung",
      at: "png:trailer",
    });
    expect((await read(buildJpeg([], trailer))).service).toMatchObject({ id: "samsung", at: "jpeg:trailer" });
  });

  test("Content Credentials are located in every container", async () => {
    const jumbf = ascii("JUMBF");
    const files: readonly (readonly [string, Uint8Array])[] = [
      ["png:caBX", buildPng([pngChunk("caBX", jumbf)])],
      ["jpeg:APP11", buildJpeg([jpegSegment(0xeb, concat(ascii("JP"), jumbf))])],
      ["webp:C2PA", buildWebp([riffChunk("C2PA", jumbf)])],
      ["avif:uuid/C2PA", buildAvif(buildExif([]), "", [box("uuid", C2PA_UUID, jumbf)])],
      ["jxl:jumb", jxl([box("jumb", jumbf)])],
      ["tiff:IFD0/C2PA", buildExif([[0xcd41, 7, jumbf]])],
      ["gif:C2PA", gif([Uint8Array.of(0x21, 0xff, 11), ascii("C2PA_GIF\x01\0\0"), subBlocks(jumbf)])],
    ];
    for (const [at, bytes] of files) {
      const view = await readCarriers(fromBytes(bytes));
      const found = view.carriers.find((carrier) => carrier.kind === "jumbf");
      expect(found?.at).toBe(at);
      expect(new TextDecoder().decode(bytes.subarray(found?.start ?? 0, found?.end ?? 0))).toContain("JUMBF");
      expect((await read(bytes)).problems).toContainEqual(
        expect.objectContaining({ code: "credentials-unread" }),
      );
    }
  });

  test.each([
    ["png", buildPng([]), 2, 2],
    ["jpeg", buildJpeg([]), 3, 2],
    ["webp", buildWebp([]), 4, 3],
    ["avif", buildAvif(buildExif([]), ""), 5, 4],
    ["gif", gif([]), 3, 2],
    [
      "tiff",
      concat(
        ascii("II"),
        little16(42),
        Uint8Array.of(
          8,
          0,
          0,
          0,
          2,
          0,
          0,
          1,
          3,
          0,
          1,
          0,
          0,
          0,
          9,
          0,
          0,
          0,
          1,
          1,
          3,
          0,
          1,
          0,
          0,
          0,
          8,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
        ),
      ),
      9,
      8,
    ],
    ["jxl", concat(Uint8Array.of(0xff, 0x0a), Uint8Array.of(0b01_00011_1, 0, 0, 0)), 32, 32],
  ])("the size of a %s is read from its header", async (format, bytes, width, height) => {
    const evidence = await read(bytes);
    expect([evidence.format, evidence.width, evidence.height]).toEqual([format, width, height]);
  });
});

test("a Blob is read as bytes in memory are", async () => {
  const evidence = await readEvidence(
    fromBlob(new Blob([buildPng([tEXt("parameters", A1111)]) as Uint8Array<ArrayBuffer>])),
  );
  expect(evidence.tool?.id).toBe("automatic1111");
});

test("the content decides, and a name that does not fit it is reported", async () => {
  const evidence = await readEvidence(fromBytes(buildJpeg([exifSegment(EXIF)])), {
    name: "pictures/generated.png",
  });
  expect(evidence.format).toBe("jpeg");
  expect(evidence.tool?.id).toBe("automatic1111");
  expect(evidence.problems).toContainEqual({
    code: "extension-mismatch",
    message: "The file is called generated.png, but its content is jpeg.",
  });
});

test("what is broken is reported, and what was readable before stays", async () => {
  const whole = buildPng([tEXt("parameters", A1111)]);
  const evidence = await read(whole.subarray(0, whole.length - 20));
  expect(evidence.tool?.id).toBe("automatic1111");
  expect(evidence.problems.map((problem) => problem.code)).toContain("truncated");
  expect((await read(new Uint8Array(0))).problems).toEqual([
    { code: "empty", message: "The file is empty." },
  ]);
  expect((await read(utf8("just words"))).problems[0]?.code).toBe("unknown-format");
});

test("without a Brotli a compressed box is reported as unread", async () => {
  const bytes = concat(
    box("JXL ", Uint8Array.of(0x0d, 0x0a, 0x87, 0x0a)),
    box("brob", ascii("xml "), brotliCompressSync(utf8(AI_XMP))),
  );
  const evidence = await readEvidence(fromBytes(bytes));
  expect(evidence.problems[0]?.code).toBe("unread-compression");
});
