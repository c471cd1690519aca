import { concat, deflate } from "./deflate.ts";
import type { Picture } from "./landscape.ts";

export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** A PNG (ISO/IEC 15948) with `chunks` between the header and the pixels, where Pillow and Midjourney put theirs. */
export function encodePng(picture: Picture, chunks: readonly PngChunk[] = []): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, picture.width);
  view.setUint32(4, picture.height);
  header.set([8, 2, 0, 0, 0], 8); // eight bits, red-green-blue, deflate, standard filters, not interlaced
  return concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    encodeChunk({ type: "IHDR", data: header }),
    ...chunks.map(encodeChunk),
    encodeChunk({ type: "IDAT", data: deflate(filterRows(picture)) }),
    encodeChunk({ type: "IEND", data: new Uint8Array() }),
  ]);
}

/** A `tEXt` chunk. Its text is Latin-1 by the standard; Midjourney and others store UTF-8, so bytes are passed through. */
export function textChunk(keyword: string, text: string): PngChunk {
  return { type: "tEXt", data: new TextEncoder().encode(`${keyword}\0${text}`) };
}

/** Each row stored as its difference from the row above or from the pixel to the left, whichever is smaller. */
function filterRows({ width, height, rgb }: Picture): Uint8Array {
  const stride = width * 3;
  const rows: Uint8Array[] = [];
  for (let y = 0; y < height; y++) {
    const left = new Uint8Array(stride + 1);
    const up = new Uint8Array(stride + 1);
    left[0] = 1;
    up[0] = 2;
    let leftCost = 0;
    let upCost = 0;
    for (let x = 0; x < stride; x++) {
      const value = rgb[y * stride + x] ?? 0;
      left[x + 1] = value - (x >= 3 ? (rgb[y * stride + x - 3] ?? 0) : 0);
      up[x + 1] = value - (y > 0 ? (rgb[(y - 1) * stride + x] ?? 0) : 0);
      leftCost += left[x + 1] === 0 ? 0 : 1;
      upCost += up[x + 1] === 0 ? 0 : 1;
    }
    rows.push(upCost < leftCost ? up : left);
  }
  return concat(rows);
}

function encodeChunk({ type, data }: PngChunk): Uint8Array {
  const named = concat([new TextEncoder().encode(type), data]);
  const frame = new Uint8Array(4);
  new DataView(frame.buffer).setUint32(0, data.length);
  const check = new Uint8Array(4);
  new DataView(check.buffer).setUint32(0, crc32(named));
  return concat([frame, named, check]);
}

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
