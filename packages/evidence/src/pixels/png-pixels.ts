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
    const line = raw.subarray(from + 1, from + 1 + stride);
    if (!unfilter(raw[from]!, line, out, row * stride, stride, channels, row > 0)) return null;
  }
  return { width: pixels.width, rows, channels, bytes: out };
}

/** Undoes one row's filter into `out` at `to`; false where there is no such filter. One loop a filter: this is the hot path. */
function unfilter(
  filter: number,
  line: Uint8Array,
  out: Uint8Array,
  to: number,
  stride: number,
  channels: number,
  hasAbove: boolean,
): boolean {
  const above = to - stride;
  switch (filter) {
    case 0:
      out.set(line, to);
      return true;
    case 1:
      out.set(line.subarray(0, channels), to);
      for (let i = channels; i < stride; i++) out[to + i] = line[i]! + out[to + i - channels]!;
      return true;
    case 2:
      if (hasAbove) for (let i = 0; i < stride; i++) out[to + i] = line[i]! + out[above + i]!;
      else out.set(line, to);
      return true;
    case 3:
      for (let i = 0; i < stride; i++) {
        const left = i >= channels ? out[to + i - channels]! : 0;
        const up = hasAbove ? out[above + i]! : 0;
        out[to + i] = line[i]! + ((left + up) >> 1);
      }
      return true;
    case 4:
      for (let i = 0; i < stride; i++) {
        const left = i >= channels ? out[to + i - channels]! : 0;
        const up = hasAbove ? out[above + i]! : 0;
        const corner = hasAbove && i >= channels ? out[above + i - channels]! : 0;
        out[to + i] = line[i]! + paeth(left, up, corner);
      }
      return true;
    default:
      return false;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
