import { crc32, deflateSync } from "node:zlib";

import type { Chance } from "./chance.ts";

/** What follows the metadata of a file (and, for a PNG or JPEG, what comes before it): made once and used in many files. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly opening: Uint8Array;
  readonly body: Uint8Array;
}

/** Pillow, which nearly all generators save with, cuts the pixels of a PNG into chunks of this size. */
const idatBytes = 65_536;

export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, "latin1");
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
  return chunk;
}

/** A PNG that can be decoded: a gradient with grain, filtered by row, so that it compresses as badly as a real picture does. */
export function pngPixels(width: number, height: number, channels: 3 | 4, chance: Chance): Pixels {
  const stride = width * channels + 1;
  const raw = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    raw[y * stride] = 1;
    for (let x = 1; x < stride; x += 1) {
      const opaque = channels === 4 && x % 4 === 0;
      raw[y * stride + x] = opaque ? (x === 4 ? 255 : 0) : chance.integer(5) - 2;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 3 ? 2 : 6, 0, 0, 0], 8);
  const packed = deflateSync(raw, { level: 1 });
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < packed.length; at += idatBytes)
    chunks.push(pngChunk("IDAT", packed.subarray(at, at + idatBytes)));
  return {
    width,
    height,
    opening: Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), pngChunk("IHDR", header)]),
    body: Buffer.concat([...chunks, pngChunk("IEND", new Uint8Array(0))]),
  };
}

/** A JPEG's tables, frame and scan. Nobody here decodes the scan, so it is grain of the size that was asked for. */
export function jpegPixels(width: number, height: number, bytes: number, chance: Chance): Pixels {
  const segment = (marker: number, data: readonly number[]): Buffer =>
    Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff, ...data]);
  const table = Array.from({ length: 64 }, (_, at) => 4 + (at >> 2));
  const codes = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  return {
    width,
    height,
    opening: Buffer.from([0xff, 0xd8]),
    body: Buffer.concat([
      segment(0xdb, [0, ...table]),
      segment(0xdb, [1, ...table]),
      segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 34, 0, 2, 17, 1, 3, 17, 1]),
      segment(0xc4, [0, ...codes]),
      segment(0xc4, [16, ...codes]),
      segment(0xda, [3, 1, 0, 2, 17, 3, 17, 0, 63, 0]),
      grain(bytes, chance),
      Buffer.from([0xff, 0xd9]),
    ]),
  };
}

/** The lossy chunk of a WebP; its frame header is right, what follows is grain. */
export function webpPixels(width: number, height: number, bytes: number, chance: Chance): Pixels {
  const data = grain(bytes & ~1, chance);
  data.set([0x10, 0, 0, 0x9d, 0x01, 0x2a, width & 255, width >> 8, height & 255, height >> 8]);
  return { width, height, opening: Buffer.alloc(0), body: riffChunk("VP8 ", data) };
}

export function riffChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(8 + data.length + (data.length & 1));
  chunk.write(type, 0, "latin1");
  chunk.writeUInt32LE(data.length, 4);
  chunk.set(data, 8);
  return chunk;
}

/** Bytes without 0xFF, which would be a marker in a JPEG. */
function grain(bytes: number, chance: Chance): Buffer {
  const data = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 1) data[at] = chance.integer(255);
  return data;
}
