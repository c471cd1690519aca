import type { Carriers } from "../carriers.ts";

/** Bytes of the oldest header behind the file header; it has sides of 16 bits. */
const coreHeader = 12;

/** Reads the header of a BMP (Windows' BITMAPFILEHEADER and what follows it): it holds nothing but a size. `head` has 26 bytes or more. */
export function readBmp(head: Uint8Array, fileSize: number, carriers: Carriers): void {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const isCore = view.getUint32(14, true) === coreHeader;
  const width = isCore ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true));
  const height = isCore ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  carriers.size(width, height);
  if (!isCore && head.length < 54) {
    carriers.problem("truncated", "The BMP ends in its header.");
    return;
  }
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? 0 : view.getUint32(30, true);
  const stated = isCore ? 0 : view.getUint32(34, true);
  // Only pixels that are not packed have a length that follows from the sides.
  const packed = compression !== 0 && compression !== 3;
  const pixels = packed ? stated : Math.ceil((width * bits) / 32) * 4 * height;
  if (view.getUint32(10, true) + pixels > fileSize)
    carriers.problem("truncated", "The BMP ends before the end of its pixels.");
}
