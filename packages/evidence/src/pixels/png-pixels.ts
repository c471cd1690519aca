import type { Inflate } from "../bytes/inflate.ts";
import type { Window } from "../bytes/window.ts";
import type { PngPixels } from "../carriers.ts";
import { limits } from "../limits.ts";

/** Decoded pixels, row by row, `channels` bytes each. `rows` may be fewer than the image has. */
export interface Pixels {
  readonly width: number;
  readonly rows: number;
  readonly channels: 3 | 4;
  readonly bytes: Uint8Array;
}

/** How many channels a PNG has that can be decoded here (eight bits, RGB or RGBA, not interlaced); null for all others. */
export function decodableChannels(pixels: PngPixels): 3 | 4 | null {
  if (pixels.bitDepth !== 8 || pixels.interlaced || pixels.data.length === 0) return null;
  return pixels.colourType === 2 ? 3 : pixels.colourType === 6 ? 4 : null;
}

/** The compressed pixels, at most `most` bytes of them. */
export async function readPixelData(window: Window, pixels: PngPixels, most: number): Promise<Uint8Array> {
  let size = 0;
  for (const part of pixels.data) size += part.end - part.start;
  const all = new Uint8Array(Math.min(size, most));
  let filled = 0;
  for (const { start, end } of pixels.data) {
    if (filled >= all.length) break;
    const wanted = Math.min(end - start, all.length - filled);
    const read = window.at(start, wanted, wanted);
    const bytes = read instanceof Promise ? await read : read;
    all.set(bytes, filled);
    filled += bytes.length;
  }
  return all.subarray(0, filled);
}

/** Inflates and unfilters the first `rows` rows (PNG §9). Null where the data is damaged or ends before. */
export function decodeRows(
  data: Uint8Array,
  pixels: PngPixels,
  rows: number,
  inflate: Inflate,
): Pixels | null {
  const channels = decodableChannels(pixels);
  if (channels === null || pixels.width * rows > limits.pixels) return null;
  const stride = pixels.width * channels;
  const wanted = (stride + 1) * rows;
  const raw = inflate(data, "zlib", wanted).bytes;
  if (raw.length < wanted) return null;
  const out = new Uint8Array(stride * rows);
  for (let row = 0; row < rows; row++) {
    const from = row * (stride + 1);
    const filter = raw[from]!;
    const to = row * stride;
    const above = to - stride;
    if (filter > 4) return null;
    for (let i = 0; i < stride; i++) {
      const left = i >= channels ? out[to + i - channels]! : 0;
      const up = row > 0 ? out[above + i]! : 0;
      let predicted = 0;
      if (filter === 1) predicted = left;
      else if (filter === 2) predicted = up;
      else if (filter === 3) predicted = (left + up) >> 1;
      else if (filter === 4)
        predicted = paeth(left, up, i >= channels && row > 0 ? out[above + i - channels]! : 0);
      out[to + i] = raw[from + 1 + i]! + predicted;
    }
  }
  return { width: pixels.width, rows, channels, bytes: out };
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
