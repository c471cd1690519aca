import type { Metadata } from "sharp";
import type { PictureFormat } from "./picture-format.ts";

/** Bytes that a picture may take while it is decoded, its file included: with the program itself some 270 MB. */
export const mostDecoded = 160_000_000;

/** Rows that are held where a picture is read row by row. */
const rowsHeld = 1024;

/**
 * The bytes that decoding takes at the most, from what the head of the file says. How much of a picture is held at once is measured: some formats are
 * read row by row; others, and those whose rows come out of order, only as a whole.
 */
export function decodingCost(
  bytes: Uint8Array,
  format: PictureFormat,
  { width, height, channels, depth, orientation = 1, isProgressive, pages = 1 }: Metadata,
): number {
  const pixels = width * height;
  const pixel = channels * (sampleBytes[depth] ?? 8);
  const rows = Math.min(pixels * pixel, width * pixel * rowsHeld);
  return bytes.length + held();

  function held(): number {
    switch (format) {
      case "png":
        return isProgressive || orientation !== 1 ? pixels * pixel : rows;
      case "jpeg":
        // Coefficients of two bytes each for the whole picture, where one pass does not hold all of a pixel.
        return isProgressive || hasSeveralScans(bytes) ? pixels * channels * 2 : rows;
      case "webp":
        return pixels * (pages > 1 ? 8 : 4);
      case "gif":
        return pixels * 8;
      case "tiff":
        // One strip may be the whole picture, as it is packed and as it is not.
        return pixels * pixel * 2;
      case "heif":
        return pixels * 18;
    }
  }
}

const sampleBytes: Readonly<Record<string, number>> = {
  uchar: 1,
  char: 1,
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
};

/** Whether the first scan of a JPEG leaves components out, so that more must follow (ITU-T T.81 §B.2). */
function hasSeveralScans(bytes: Uint8Array): boolean {
  let components = 0;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return true;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) return (bytes[at + 4] ?? 0) < components;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      components = bytes[at + 9] ?? 0;
    at += 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
  }
  return true;
}
