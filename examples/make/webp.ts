import { BitWriter, concat, splitDistance } from "./deflate.ts";
import type { Picture } from "./landscape.ts";

/** A lossless WebP (RFC 9649) with an Exif chunk, in the extended layout that metadata asks for. */
export function encodeWebp(picture: Picture, exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const { width, height } = picture;
  const extent = (size: number): readonly number[] => [
    (size - 1) & 255,
    ((size - 1) >> 8) & 255,
    (size - 1) >> 16,
  ];
  const chunks = concat([
    new TextEncoder().encode("WEBP"),
    encodeChunk("VP8X", Uint8Array.of(0x08, 0, 0, 0, ...extent(width), ...extent(height))), // 0x08: there is Exif
    encodeChunk("VP8L", encodePixels(picture)),
    encodeChunk("EXIF", exif),
  ]);
  return encodeChunk("RIFF", chunks);
}

function encodeChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, data.length, true);
  return concat([new TextEncoder().encode(type), size, data, new Uint8Array(data.length % 2)]);
}

/** A prefix code in which `short` symbols have one bit less than the others, and every pattern of bits is used. */
interface FlatCode {
  readonly symbols: number;
  readonly short: number;
  readonly bits: number;
}

// Green also carries 24 codes for lengths of matches (RFC 9649 §3.7.2). 232·2⁻⁸ + 48·2⁻⁹ = 1, and 24·2⁻⁵ + 16·2⁻⁶ = 1.
const GREEN: FlatCode = { symbols: 280, short: 232, bits: 8 };
const COLOUR: FlatCode = { symbols: 256, short: 256, bits: 8 };
const DISTANCE: FlatCode = { symbols: 40, short: 24, bits: 5 };

const LONGEST = 4096;
/** Distances up to 120 stand for places nearby in two dimensions; plain ones begin after them (§3.6.2). */
const NEARBY = 120;

function encodePixels({ width, height, rgb }: Picture): Uint8Array {
  const bits = new BitWriter();
  bits.write(0x2f, 8);
  bits.write(width - 1, 14);
  bits.write(height - 1, 14);
  bits.write(0, 4); // no alpha, version 0
  bits.write(0, 3); // no transform, no colour cache, one group of codes
  for (const code of [GREEN, COLOUR, COLOUR]) writeLengths(bits, code);
  bits.write(0b01, 2); // a simple code with one symbol: alpha
  bits.write(1, 1);
  bits.write(255, 8);
  writeLengths(bits, DISTANCE);
  const pixels = Uint32Array.from({ length: width * height }, (_, at) => packPixel(rgb, at));
  const heads = new Map<number, number>();
  for (let at = 0; at < pixels.length;) {
    const match = findMatch(pixels, at, heads, width);
    if (match.length >= 4) writeMatch(bits, match.length, match.distance);
    else writePixel(bits, pixels[at] ?? 0);
    const end = at + (match.length >= 4 ? match.length : 1);
    for (; at < end; at++) heads.set(hashPixels(pixels, at), at);
  }
  return bits.finish();
}

function packPixel(rgb: Uint8Array, at: number): number {
  return ((rgb[at * 3] ?? 0) << 16) | ((rgb[at * 3 + 1] ?? 0) << 8) | (rgb[at * 3 + 2] ?? 0);
}

/** The lengths of a flat code, written with a code of two symbols, one bit each (§3.7.2.1). */
function writeLengths(bits: BitWriter, { symbols, short, bits: length }: FlatCode): void {
  bits.write(0, 1); // a normal code
  const order = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9];
  bits.write(order.length - 4, 4);
  for (const symbol of order) bits.write(symbol === length || symbol === length + 1 ? 1 : 0, 3);
  bits.write(0, 1); // all symbols
  for (let symbol = 0; symbol < symbols; symbol++) bits.write(symbol < short ? 0 : 1, 1);
}

function writeSymbol(bits: BitWriter, code: FlatCode, symbol: number): void {
  if (symbol < code.short) bits.writeCode(symbol, code.bits);
  else bits.writeCode(code.short * 2 + (symbol - code.short), code.bits + 1);
}

function writePixel(bits: BitWriter, pixel: number): void {
  writeSymbol(bits, GREEN, (pixel >> 8) & 255);
  writeSymbol(bits, COLOUR, pixel >> 16);
  writeSymbol(bits, COLOUR, pixel & 255);
}

function writeMatch(bits: BitWriter, length: number, distance: number): void {
  const [lengthCode, lengthExtra, lengthBits] = splitDistance(length);
  writeSymbol(bits, GREEN, 256 + lengthCode);
  bits.write(lengthExtra, lengthBits);
  const [distanceCode, distanceExtra, distanceBits] = splitDistance(distance + NEARBY);
  writeSymbol(bits, DISTANCE, distanceCode);
  bits.write(distanceExtra, distanceBits);
}

function findMatch(
  pixels: Uint32Array,
  at: number,
  heads: ReadonlyMap<number, number>,
  width: number,
): { readonly length: number; readonly distance: number } {
  let best = { length: 0, distance: 0 };
  for (const candidate of [at - 1, at - width, heads.get(hashPixels(pixels, at)) ?? -1]) {
    if (candidate < 0) continue;
    let length = 0;
    while (
      length < LONGEST &&
      at + length < pixels.length &&
      pixels[candidate + length] === pixels[at + length]
    )
      length++;
    if (length > best.length) best = { length, distance: at - candidate };
  }
  return best;
}

function hashPixels(pixels: Uint32Array, at: number): number {
  let hash = 0;
  for (let next = 0; next < 4; next++) hash = Math.imul(hash ^ (pixels[at + next] ?? 0), 0x9e3779b1);
  return hash;
}
