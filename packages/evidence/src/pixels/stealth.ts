import { decodeLoose } from "../bytes/text.ts";
import { inflate } from "../bytes/inflate.ts";
import type { Window } from "../bytes/window.ts";
import { Carriers, type PngPixels } from "../carriers.ts";
import { limits } from "../limits.ts";
import { isRecord, parseJson } from "../readers/json.ts";
import { decodableChannels, decodeRows, type Pixels, readPixelData } from "./png-pixels.ts";

/** Marks in the lowest bits, fifteen characters each: of the alpha channel, or of red, green and blue; plain or gzip. */
const MARKS = ["stealth_pnginfo", "stealth_pngcomp", "stealth_rgbinfo", "stealth_rgbcomp"] as const;
const MARK_BITS = 15 * 8;

/**
 * Reads a text hidden in the lowest bits of a PNG (stealth pnginfo): bits go down the columns, the highest first; the mark, the
 * length in bits as 32 bits, the text. The mark is looked for in as few rows as decide it, so that an ordinary image costs next
 * to nothing.
 */
export async function readStealth(window: Window, carriers: Carriers): Promise<Carriers | null> {
  const { pixels } = carriers;
  if (pixels === null) return null;
  const channels = decodableChannels(pixels);
  if (channels === null) return null;
  const first = await readFirstPixel(window, pixels, channels);
  const planes = (channels === 4 ? (["alpha", "rgb"] as const) : (["rgb"] as const)).filter(
    (plane) => first === null || agrees(MARKS[0], plane === "alpha" ? [first[3]! & 1] : lowestBits(first)),
  );
  if (planes.length === 0) return null;
  // A few rows decide, and the portable inflate stops after them; a faster one would unpack everything.
  const beginning = await readPixelData(
    window,
    pixels,
    Math.min(64 * 1024, pixels.width * channels * 4 + 1024),
  );
  const decoded = new Map<number, Pixels | null>();
  const decode = (rows: number): Pixels | null => {
    const known = decoded.get(rows);
    if (known !== undefined) return known;
    const fresh = decodeRows(beginning, pixels, rows, inflate);
    decoded.set(rows, fresh);
    return fresh;
  };
  const hopeful = planes.filter((plane) => mayHoldMark(pixels.width, pixels.height, plane, decode));
  if (hopeful.length === 0) return null;
  if (pixels.width * pixels.height > limits.pixels) {
    carriers.problem(
      "limit-pixels",
      `The pixels were not searched for a hidden text: there are more than ${limits.pixels}.`,
    );
    return null;
  }
  const data = await readPixelData(window, pixels, limits.pixelBytes);
  const whole = decodeRows(data, pixels, pixels.height, carriers.inflate);
  if (whole === null) return null;
  for (const plane of hopeful) {
    const found = readPlane(whole, plane, carriers);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The first pixel, which alone rules out nearly all images: all marks begin with the same bits. In the first pixel of a PNG every
 * filter leaves the bytes as they are (PNG §9.2). The header of a deflate block is never longer than what is read here.
 */
async function readFirstPixel(
  window: Window,
  pixels: PngPixels,
  channels: 3 | 4,
): Promise<Uint8Array | null> {
  const opening = inflate(await readPixelData(window, pixels, 1024), "zlib", 1 + channels).bytes;
  return opening.length === 1 + channels ? opening.subarray(1) : null;
}

const lowestBits = (pixel: Uint8Array): readonly number[] => [pixel[0]! & 1, pixel[1]! & 1, pixel[2]! & 1];

type Plane = "alpha" | "rgb";

/** Decodes 1, 2, 4 … rows and compares the bits of the first column with the marks until they differ or enough agree. */
function mayHoldMark(
  width: number,
  height: number,
  plane: Plane,
  decode: (rows: number) => Pixels | null,
): boolean {
  const perPixel = plane === "alpha" ? 1 : 3;
  if (width * height * perPixel < MARK_BITS + 32) return false;
  const candidates = MARKS.filter((mark) =>
    mark.startsWith(plane === "alpha" ? "stealth_png" : "stealth_rgb"),
  );
  for (let rows = 1; ; rows *= 4) {
    const decoded = decode(Math.min(rows, height));
    if (decoded === null) return rows > 1;
    const bits = readBits(decoded, plane, 0, Math.min(MARK_BITS, decoded.rows * perPixel), height);
    if (!candidates.some((mark) => agrees(mark, bits))) return false;
    if (bits.length >= MARK_BITS || rows >= height || rows >= 64) return true;
  }
}

function agrees(mark: string, bits: readonly number[]): boolean {
  return bits.every((bit, i) => ((mark.charCodeAt(i >> 3) >> (7 - (i & 7))) & 1) === bit);
}

/** `count` bits from bit `from` on, in the order in which they were hidden: down the columns. */
function readBits(pixels: Pixels, plane: Plane, from: number, count: number, height: number): number[] {
  const perPixel = plane === "alpha" ? 1 : 3;
  const bits: number[] = [];
  for (let i = from; i < from + count; i++) {
    const pixel = Math.floor(i / perPixel);
    const x = Math.floor(pixel / height);
    const y = pixel % height;
    const channel = plane === "alpha" ? 3 : i % 3;
    bits.push(pixels.bytes[(y * pixels.width + x) * pixels.channels + channel]! & 1);
  }
  return bits;
}

function readPlane(pixels: Pixels, plane: Plane, carriers: Carriers): Carriers | null {
  const height = pixels.rows;
  const mark = MARKS.find((candidate) => agrees(candidate, readBits(pixels, plane, 0, MARK_BITS, height)));
  if (mark === undefined) return null;
  let length = 0;
  for (const bit of readBits(pixels, plane, MARK_BITS, 32, height)) length = length * 2 + bit;
  const capacity = pixels.width * height * (plane === "alpha" ? 1 : 3) - MARK_BITS - 32;
  if (length > capacity || length % 8 !== 0 || length === 0) {
    carriers.problem("damaged-stealth", `The pixels carry the mark ${mark} with an impossible length.`);
    return null;
  }
  const payload = new Uint8Array(length / 8);
  for (let byte = 0; byte < payload.length; byte++) {
    let value = 0;
    for (const bit of readBits(pixels, plane, MARK_BITS + 32 + byte * 8, 8, height)) value = value * 2 + bit;
    payload[byte] = value;
  }
  const bytes = mark.endsWith("comp")
    ? carriers.inflate(payload, "gzip", limits.inflatedBytes)
    : { bytes: payload, reason: "end" as const };
  if (bytes.reason !== "end")
    carriers.problem("damaged-stealth", `The text behind the mark ${mark} is damaged or too long.`);
  const hidden = new Carriers(carriers.format, carriers);
  addTexts(hidden, decodeLoose(bytes.bytes), `png:pixels/${plane}`, carriers);
  return hidden.texts.length === 0 ? null : hidden;
}

/** NovelAI hides its PNG texts as one JSON object; the WebUI extension hides the text of `parameters`. */
function addTexts(hidden: Carriers, text: string, at: string, carriers: Carriers): void {
  const value = parseJson(text);
  const range = carriers.pixels?.data;
  const start = range?.[0]?.start ?? 0;
  const end = range?.at(-1)?.end ?? 0;
  if (isRecord(value)) {
    for (const key of Object.keys(value).slice(0, 64)) {
      const entry = value[key];
      if (typeof entry === "string") hidden.text(`${at}/${key}`, key, entry, start, end, "pixels");
    }
  } else hidden.text(at, "parameters", text, start, end, "pixels");
}
