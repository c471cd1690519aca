import { crc32, deflateSync } from "node:zlib";
import { join } from "./der.ts";

/** A grey PNG of 32 by 32 pixels, for tests of what is signed and not of how it looks. */
export function tinyPng(): Uint8Array<ArrayBuffer> {
  const header = Uint8Array.of(0, 0, 0, 32, 0, 0, 0, 32, 8, 0, 0, 0, 0);
  const rows = new Uint8Array(32 * 33).map((_, at) => (at % 33 === 0 ? 0 : (at * 7) & 0xff));
  return join([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** The frame of a JPEG of 8 by 8 pixels: every segment that a reader of segments looks for, and a scan of a few bytes. */
export function tinyJpeg(): Uint8Array<ArrayBuffer> {
  return join([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
    segment(0xc4, [0x00, 1, ...Array.from({ length: 15 }, () => 0), 0]),
    segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    Uint8Array.of(0x3f, 0xff, 0xd9),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = join([new TextEncoder().encode(type), data]);
  return join([bigEndian(data.length), named, bigEndian(crc32(named))]);
}

function segment(marker: number, data: readonly number[]): Uint8Array {
  const length = data.length + 2;
  return Uint8Array.of(0xff, marker, length >> 8, length & 0xff, ...data);
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
