import { concat } from "./deflate.ts";
import type { Picture } from "./landscape.ts";

export interface JpegSegment {
  /** The marker's second byte, for example 0xe1 for APP1. */
  readonly marker: number;
  readonly data: Uint8Array;
}

/** A baseline JPEG (ITU-T T.81) without chroma subsampling; `segments` come straight after the start of the image. */
export function encodeJpeg(picture: Picture, segments: readonly JpegSegment[]): Uint8Array<ArrayBuffer> {
  const { width, height } = picture;
  const frame = [
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
    1,
    0x11,
    0,
    2,
    0x11,
    0,
    3,
    0x11,
    0,
  ];
  const tables = [
    { marker: 0xdb, data: Uint8Array.of(0, ...ZIGZAG.map((at) => QUANTISATION[at] ?? 1)) },
    { marker: 0xc0, data: Uint8Array.from(frame) },
    { marker: 0xc4, data: Uint8Array.of(0x00, ...DC_COUNTS, ...DC_SYMBOLS) },
    { marker: 0xc4, data: Uint8Array.of(0x10, ...AC_COUNTS, ...AC_SYMBOLS) },
    { marker: 0xda, data: Uint8Array.of(3, 1, 0, 2, 0, 3, 0, 0, 63, 0) },
  ];
  return concat([
    Uint8Array.of(0xff, 0xd8),
    ...[...segments, ...tables].map(encodeSegment),
    encodeScan(picture),
    Uint8Array.of(0xff, 0xd9),
  ]);
}

/** The JFIF header that most encoders write first (ITU-T T.871 §10.1): version 1.1, one pixel per unit, no thumbnail. */
export const JFIF: JpegSegment = {
  marker: 0xe0,
  data: Uint8Array.of(0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0),
};

function encodeSegment({ marker, data }: JpegSegment): Uint8Array {
  const length = data.length + 2;
  if (length > 0xffff) throw new RangeError(`A JPEG segment holds at most 65,533 bytes, not ${data.length}.`);
  return concat([Uint8Array.of(0xff, marker, length >> 8, length & 255), data]);
}

/** Annex K.1's luminance table, halved (quality 75), for all three components. */
const QUANTISATION: readonly number[] = [
  8, 6, 5, 8, 12, 20, 26, 31, 6, 6, 7, 10, 13, 29, 30, 28, 7, 7, 8, 12, 20, 29, 35, 28, 7, 9, 11, 15, 26, 44,
  40, 31, 9, 11, 19, 28, 34, 55, 52, 39, 12, 18, 28, 32, 41, 52, 57, 46, 25, 32, 39, 44, 52, 61, 60, 51, 36,
  46, 48, 49, 56, 50, 52, 50,
];

const ZIGZAG: readonly number[] = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];

// A plain prefix code, simpler than Annex K's: the twelve sizes of DC difference in four bits each, the commonest AC
// symbols in two to five bits and all the others in nine. Annex C allows any such code that leaves all ones unused.
const DC_COUNTS: readonly number[] = [0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const DC_SYMBOLS: readonly number[] = Array.from({ length: 12 }, (_, size) => size);
const AC_SHORT: readonly number[] = [0x00, 0x01, 0x11, 0x02, 0x21, 0x31, 0x03, 0x12];
const AC_LONG: readonly number[] = [
  0xf0,
  ...Array.from({ length: 160 }, (_, index) => (Math.floor(index / 10) << 4) | ((index % 10) + 1)),
].filter((symbol) => !AC_SHORT.includes(symbol));
const AC_COUNTS: readonly number[] = [0, 1, 1, 1, 5, 0, 0, 0, AC_LONG.length, 0, 0, 0, 0, 0, 0, 0];
const AC_SYMBOLS: readonly number[] = [...AC_SHORT, ...AC_LONG];

interface Code {
  readonly bits: number;
  readonly length: number;
}

/** The codes of a Huffman table (T.81 Annex C): counted upwards within a length, doubled from length to length. */
function assignCodes(counts: readonly number[], symbols: readonly number[]): ReadonlyMap<number, Code> {
  const codes = new Map<number, Code>();
  let bits = 0;
  let next = 0;
  for (const [index, count] of counts.entries()) {
    for (let used = 0; used < count; used++)
      codes.set(symbols[next++] ?? 0, { bits: bits++, length: index + 1 });
    bits <<= 1;
  }
  return codes;
}

const DC_CODES = assignCodes(DC_COUNTS, DC_SYMBOLS);
const AC_CODES = assignCodes(AC_COUNTS, AC_SYMBOLS);

function encodeScan(picture: Picture): Uint8Array {
  const writer = new ScanWriter();
  const last = [0, 0, 0];
  const planes = toYCbCr(picture);
  for (let y = 0; y < picture.height; y += 8) {
    for (let x = 0; x < picture.width; x += 8) {
      for (const [component, plane] of planes.entries()) {
        const coefficients = transformBlock(plane, picture, x, y);
        writeBlock(writer, coefficients, last[component] ?? 0);
        last[component] = coefficients[0] ?? 0;
      }
    }
  }
  return writer.finish();
}

function writeBlock(writer: ScanWriter, coefficients: readonly number[], previous: number): void {
  const difference = (coefficients[0] ?? 0) - previous;
  const size = bitLength(difference);
  writer.writeCode(DC_CODES.get(size));
  writer.writeValue(difference, size);
  let run = 0;
  for (const value of coefficients.slice(1)) {
    if (value === 0) {
      run++;
      continue;
    }
    for (; run > 15; run -= 16) writer.writeCode(AC_CODES.get(0xf0));
    writer.writeCode(AC_CODES.get((run << 4) | bitLength(value)));
    writer.writeValue(value, bitLength(value));
    run = 0;
  }
  if (run > 0) writer.writeCode(AC_CODES.get(0x00));
}

class ScanWriter {
  readonly #bytes: number[] = [];
  #buffer = 0;
  #count = 0;

  writeCode(code: Code | undefined): void {
    if (code === undefined) throw new RangeError("A coefficient has no Huffman code.");
    this.#write(code.bits, code.length);
  }

  /** A negative value is stored as its bits less one (T.81 §F.1.2.1). */
  writeValue(value: number, size: number): void {
    this.#write(value < 0 ? value + (1 << size) - 1 : value, size);
  }

  finish(): Uint8Array {
    if (this.#count > 0) this.#write((1 << (8 - this.#count)) - 1, 8 - this.#count);
    return Uint8Array.from(this.#bytes);
  }

  #write(bits: number, length: number): void {
    this.#buffer = (this.#buffer << length) | bits;
    this.#count += length;
    while (this.#count >= 8) {
      const byte = (this.#buffer >>> (this.#count - 8)) & 0xff;
      this.#bytes.push(byte);
      if (byte === 0xff) this.#bytes.push(0); // stuffed, so that it is not a marker
      this.#count -= 8;
      this.#buffer &= (1 << this.#count) - 1;
    }
  }
}

function bitLength(value: number): number {
  return 32 - Math.clz32(Math.abs(value));
}

function toYCbCr({ rgb }: Picture): readonly Float64Array[] {
  const planes = [0, 1, 2].map(() => new Float64Array(rgb.length / 3));
  const [luma, blue, red] = planes as [Float64Array, Float64Array, Float64Array];
  for (let at = 0; at < luma.length; at++) {
    const [r, g, b] = [rgb[at * 3] ?? 0, rgb[at * 3 + 1] ?? 0, rgb[at * 3 + 2] ?? 0];
    luma[at] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
    blue[at] = -0.168736 * r - 0.331264 * g + 0.5 * b;
    red[at] = 0.5 * r - 0.418688 * g - 0.081312 * b;
  }
  return planes;
}

// cos(k·π/16), written out: Math.cos may differ in its last bit between processors.
const COSINES: readonly number[] = [
  1,
  0.9807852804,
  0.9238795325,
  0.8314696123,
  Math.SQRT1_2,
  0.555570233,
  0.3826834324,
  0.195090322,
  0,
];

function cosine(sixteenths: number): number {
  const turn = sixteenths % 32;
  const half = turn > 16 ? 32 - turn : turn;
  return half > 8 ? -(COSINES[16 - half] ?? 0) : (COSINES[half] ?? 0);
}

const BASIS: readonly (readonly number[])[] = Array.from({ length: 8 }, (_, frequency) =>
  Array.from(
    { length: 8 },
    (_, at) => (frequency === 0 ? Math.SQRT1_2 : 1) * 0.5 * cosine((2 * at + 1) * frequency),
  ),
);

/** The quantised coefficients of the 8×8 block at `x`, `y`, in zigzag order. */
function transformBlock(plane: Float64Array, { width }: Picture, x: number, y: number): readonly number[] {
  const rows = Array.from({ length: 8 }, (_, row) =>
    BASIS.map((basis) =>
      basis.reduce((sum, factor, at) => sum + factor * (plane[(y + row) * width + x + at] ?? 0), 0),
    ),
  );
  const block = BASIS.flatMap((basis) =>
    Array.from({ length: 8 }, (_, column) =>
      basis.reduce((sum, factor, at) => sum + factor * (rows[at]?.[column] ?? 0), 0),
    ),
  );
  return ZIGZAG.map((at) => Math.round((block[at] ?? 0) / (QUANTISATION[at] ?? 1)) + 0);
}
