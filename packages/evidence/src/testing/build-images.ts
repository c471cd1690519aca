import { crc32, deflateSync } from "node:zlib";

/** Small images for tests, made of real structures: what a tool writes, without anybody's file. */

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (unit) => unit.charCodeAt(0));
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const big32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
export const big16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value);
export const little32 = (value: number): Uint8Array => big32(value).toReversed();
export const little16 = (value: number): Uint8Array => big16(value).toReversed();

export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = concat(ascii(type), data);
  return concat(big32(data.length), body, big32(crc32(body)));
}

export interface PngPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** Row by row; zero where left out. */
  readonly pixels?: Uint8Array;
}

const SMALL: PngPicture = { width: 2, height: 2, channels: 3 };

/** A PNG with the given chunks before its pixels, after them, and bytes behind its end. */
export function buildPng(
  chunks: readonly Uint8Array[],
  {
    after = [],
    behind = new Uint8Array(0),
    picture = SMALL,
  }: { after?: readonly Uint8Array[]; behind?: Uint8Array; picture?: PngPicture } = {},
): Uint8Array {
  const { width, height, channels } = picture;
  const stride = width * channels;
  const raw = new Uint8Array((stride + 1) * height);
  for (let row = 0; row < height && picture.pixels !== undefined; row++) {
    raw.set(picture.pixels.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  }
  return concat(
    ascii("\x89PNG\r\n\x1a\n"),
    pngChunk("IHDR", concat(big32(width), big32(height), Uint8Array.of(8, channels === 3 ? 2 : 6, 0, 0, 0))),
    ...chunks,
    pngChunk("IDAT", deflateSync(raw)),
    ...after,
    pngChunk("IEND", new Uint8Array(0)),
    behind,
  );
}

export const tEXt = (key: string, text: string): Uint8Array =>
  pngChunk("tEXt", concat(ascii(key), Uint8Array.of(0), utf8(text)));
export const zTXt = (key: string, text: string): Uint8Array =>
  pngChunk("zTXt", concat(ascii(key), Uint8Array.of(0, 0), deflateSync(utf8(text))));
export const iTXt = (key: string, text: string, packed = false): Uint8Array =>
  pngChunk(
    "iTXt",
    concat(
      ascii(key),
      Uint8Array.of(0, packed ? 1 : 0, 0, 0, 0),
      packed ? deflateSync(utf8(text)) : utf8(text),
    ),
  );

export type TiffValue = readonly [tag: number, type: 1 | 2 | 7, bytes: Uint8Array];

/** An Exif block: text-like values in IFD0 and in the Exif directory, in either byte order. */
export function buildExif(
  ifd0: readonly TiffValue[],
  exif: readonly TiffValue[] = [],
  order: "MM" | "II" = "MM",
): Uint8Array {
  const n16 = order === "MM" ? big16 : little16;
  const n32 = order === "MM" ? big32 : little32;
  const directory = (entries: readonly TiffValue[], start: number, pointer: number | null): Uint8Array => {
    const count = entries.length + (pointer === null ? 0 : 1);
    let heap = start + 2 + count * 12 + 4;
    const table: Uint8Array[] = [n16(count)];
    const values: Uint8Array[] = [];
    for (const [tag, type, bytes] of entries) {
      const inline = bytes.length <= 4;
      table.push(
        n16(tag),
        n16(type),
        n32(bytes.length),
        inline ? concat(bytes, new Uint8Array(4 - bytes.length)) : n32(heap),
      );
      if (inline) continue;
      values.push(bytes);
      heap += bytes.length;
    }
    if (pointer !== null) table.push(n16(0x8769), n16(4), n32(1), n32(pointer));
    return concat(...table, n32(0), ...values);
  };
  const first = directory(ifd0, 8, exif.length > 0 ? 0 : null);
  const pointer = exif.length > 0 ? 8 + first.length : null;
  return concat(
    ascii(order),
    n16(42),
    n32(8),
    directory(ifd0, 8, pointer),
    ...(pointer === null ? [] : [directory(exif, pointer, null)]),
  );
}

/** The value of a UserComment in UTF-16, as piexif writes it (big-endian) or as others do. */
export function unicodeComment(text: string, order: "big" | "little" = "big"): Uint8Array {
  const units = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    units.set(order === "big" ? big16(unit) : little16(unit), i * 2);
  }
  return concat(ascii("UNICODE\0"), units);
}

export function jpegSegment(marker: number, data: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0xff, marker), big16(data.length + 2), data);
}

/** A JPEG of 3 × 2 with the given segments; its pixels are not worth decoding. */
export function buildJpeg(
  segments: readonly Uint8Array[],
  behind: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const frame = jpegSegment(0xc0, Uint8Array.of(8, 0, 2, 0, 3, 1, 1, 0x11, 0));
  const scan = concat(
    jpegSegment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    Uint8Array.of(0x12, 0x34, 0xff, 0xd9),
  );
  return concat(Uint8Array.of(0xff, 0xd8), ...segments, frame, scan, behind);
}

export const exifSegment = (block: Uint8Array): Uint8Array =>
  jpegSegment(0xe1, concat(ascii("Exif\0\0"), block));
export const xmpSegment = (packet: string): Uint8Array =>
  jpegSegment(0xe1, concat(ascii("http://ns.adobe.com/xap/1.0/\0"), utf8(packet)));

export function riffChunk(type: string, data: Uint8Array): Uint8Array {
  return concat(ascii(type), little32(data.length), data, new Uint8Array(data.length & 1));
}

/** A WebP of 4 × 3 with the given chunks behind its pixels. */
export function buildWebp(chunks: readonly Uint8Array[]): Uint8Array {
  const pixels = riffChunk("VP8L", concat(Uint8Array.of(0x2f), little32(3 | (2 << 14)), new Uint8Array(3)));
  const body = concat(ascii("WEBP"), pixels, ...chunks);
  return concat(ascii("RIFF"), little32(body.length), body);
}

export const box = (type: string, ...content: readonly Uint8Array[]): Uint8Array => {
  const body = concat(...content);
  return concat(big32(body.length + 8), ascii(type), body);
};

/** An AVIF of 5 × 4 whose meta box points to an Exif and an XMP item behind it, and that may carry a box of Content Credentials. */
export function buildAvif(exif: Uint8Array, xmp: string, behind: readonly Uint8Array[] = []): Uint8Array {
  const type = box("ftyp", ascii("avif"), big32(0), ascii("avifmif1"));
  const exifItem = concat(big32(0), exif);
  const xmpItem = utf8(xmp);
  const infe = (id: number, kind: string, rest: string): Uint8Array =>
    box("infe", Uint8Array.of(2, 0, 0, 0), big16(id), big16(0), ascii(kind), ascii(`\0${rest}`));
  const meta = (start: number): Uint8Array =>
    box(
      "meta",
      big32(0),
      box("iinf", big32(0), big16(2), infe(1, "Exif", ""), infe(2, "mime", "application/rdf+xml\0")),
      box(
        "iloc",
        big32(0),
        Uint8Array.of(0x44, 0),
        big16(2),
        big16(1),
        big16(0),
        big16(1),
        big32(start),
        big32(exifItem.length),
        big16(2),
        big16(0),
        big16(1),
        big32(start + exifItem.length),
        big32(xmpItem.length),
      ),
      box("iprp", box("ipco", box("ispe", big32(0), big32(5), big32(4)))),
    );
  const start = type.length + meta(0).length + 8;
  return concat(type, meta(start), box("mdat", exifItem, xmpItem), ...behind);
}

export const xmpPacket = (description: string): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
