import { decodeLatin1, decodeLoose, decodeUnmarked, decodeUtf8, trimNuls } from "../bytes/text.ts";
import type { Window } from "../bytes/window.ts";
import type { Carriers } from "../carriers.ts";
import { limits } from "../limits.ts";
import { readExif } from "../metadata/exif.ts";
import { readIim, readPhotoshop } from "../metadata/iim.ts";
import { readXmp } from "../metadata/xmp.ts";
import { readTrailer } from "./trailer.ts";

const code = (name: string): number =>
  (name.charCodeAt(0) << 24) | (name.charCodeAt(1) << 16) | (name.charCodeAt(2) << 8) | name.charCodeAt(3);
const IHDR = code("IHDR");
const IDAT = code("IDAT");
const IEND = code("IEND");
const TEXT = code("tEXt");
const ZTXT = code("zTXt");
const ITXT = code("iTXt");
const EXIF = code("eXIf");
const C2PA = code("caBX");
const COMFY = code("comf");

/** Walks the chunks of a PNG (W3C PNG, third edition): all of them, for texts may follow the pixels, and bytes may follow the end. */
export async function walkPng(window: Window, carriers: Carriers): Promise<void> {
  let position = 8;
  let chunks = 0;
  let pixelData: { start: number; end: number }[] | null = null;
  for (;;) {
    const read = window.at(position, 8, pixelData === null ? limits.readAhead : limits.hop);
    const head = read instanceof Promise ? await read : read;
    if (head.length < 8) {
      if (position !== window.size || chunks === 0)
        carriers.problem("truncated", "The PNG ends in the middle of a chunk.");
      else carriers.problem("truncated", "The PNG has no end chunk.");
      return;
    }
    if (++chunks > limits.chunks) {
      carriers.problem("limit-chunks", `Only the first ${limits.chunks} chunks were read.`);
      return;
    }
    const length = ((head[0]! << 24) | (head[1]! << 16) | (head[2]! << 8) | head[3]!) >>> 0;
    const type = (head[4]! << 24) | (head[5]! << 16) | (head[6]! << 8) | head[7]!;
    const start = position + 8;
    const end = start + length;
    if (end > window.size) {
      carriers.problem(
        "truncated",
        `The chunk at byte ${position} declares ${length} bytes, more than the file has.`,
      );
      if (length > 0x7fffffff) return;
    }
    if (type === IDAT) {
      pixelData = carriers.pixels === null ? [] : (carriers.pixels.data as { start: number; end: number }[]);
      if (pixelData.length < limits.chunks) pixelData.push({ start, end: Math.min(end, window.size) });
    } else if (type === IEND) {
      if (start + 4 > window.size)
        carriers.problem("truncated", "The PNG ends in the middle of its end chunk.");
      if (start + 4 < window.size) await readTrailer(window, carriers, start + 4 + length);
      return;
    } else if (
      type === IHDR ||
      type === TEXT ||
      type === ZTXT ||
      type === ITXT ||
      type === EXIF ||
      type === COMFY
    ) {
      const allowed =
        type === IHDR
          ? Math.min(length, 13)
          : carriers.allowance("png:text", Math.min(length, window.size - start));
      const data = window.at(start, allowed);
      await readChunk(type, data instanceof Promise ? await data : data, start, carriers);
    } else if (type === C2PA) {
      carriers.block("jumbf", "png:caBX", start, Math.min(end, window.size));
    }
    position = end + 4;
    if (position > window.size) {
      if (end <= window.size) carriers.problem("truncated", "The PNG ends in the middle of a chunk.");
      return;
    }
  }
}

async function readChunk(type: number, data: Uint8Array, start: number, carriers: Carriers): Promise<void> {
  const end = start + data.length;
  if (type === IHDR) {
    if (data.length < 13 || carriers.pixels !== null) return;
    const width = ((data[0]! << 24) | (data[1]! << 16) | (data[2]! << 8) | data[3]!) >>> 0;
    const height = ((data[4]! << 24) | (data[5]! << 16) | (data[6]! << 8) | data[7]!) >>> 0;
    carriers.size(width, height);
    carriers.pixels = {
      width,
      height,
      bitDepth: data[8]!,
      colourType: data[9]!,
      interlaced: data[12] !== 0,
      data: [],
    };
    return;
  }
  if (type === EXIF) {
    carriers.block("exif", "png:eXIf", start, end);
    await readExif(data, start, "png", carriers);
    return;
  }
  const separator = data.indexOf(0);
  if (separator < 0 || separator > 1024) {
    carriers.problem("damaged-text", `The text chunk at byte ${start} has no keyword.`);
    return;
  }
  const key = decodeLoose(data.subarray(0, separator));
  if (type === COMFY) {
    carriers.text(`png:comf/${key}`, key, decodeLoose(data.subarray(separator + 1)), start, end);
    return;
  }
  if (type === TEXT) {
    const at = `png:tEXt/${key}`;
    if (key === "workflow") {
      carriers.lazyText(at, key, () => decodeUnmarked(data.subarray(separator + 1)), start, end);
      return;
    }
    const text = decodeUnmarked(data.subarray(separator + 1));
    if (key === "XML:com.adobe.xmp") readXmp(text, at, start, end, carriers);
    else if (key.startsWith("Raw profile type ")) await readRawProfile(key, text, at, start, end, carriers);
    else carriers.text(at, key, text, start, end);
    return;
  }
  if (type === ZTXT) {
    const at = `png:zTXt/${key}`;
    const bytes = carriers.inflateText(at, data.subarray(separator + 2));
    if (bytes === null) return;
    const text = decodeLoose(bytes);
    if (key === "XML:com.adobe.xmp") readXmp(text, at, start, end, carriers);
    else if (key.startsWith("Raw profile type ")) await readRawProfile(key, text, at, start, end, carriers);
    else carriers.text(at, key, text, start, end);
    return;
  }
  const at = `png:iTXt/${key}`;
  const language = data.indexOf(0, separator + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) {
    carriers.problem("damaged-text", `${at}: the header of the chunk is damaged.`);
    return;
  }
  const packed = data[separator + 1] === 1;
  const body = data.subarray(translated + 1);
  const bytes = packed ? carriers.inflateText(at, body) : body;
  if (bytes === null) return;
  const text = trimNuls(decodeUtf8(bytes) ?? decodeLatin1(bytes));
  if (key === "XML:com.adobe.xmp") readXmp(text, at, start, end, carriers);
  else carriers.text(at, key, text, start, end);
}

/** ImageMagick's way to keep a block in a text: name, length and hexadecimal bytes, each on its lines. */
async function readRawProfile(
  key: string,
  text: string,
  at: string,
  start: number,
  end: number,
  carriers: Carriers,
): Promise<void> {
  const kind = key.slice("Raw profile type ".length);
  if (kind !== "exif" && kind !== "APP1" && kind !== "xmp" && kind !== "iptc" && kind !== "8bim") return;
  const lengthEnd = text.indexOf("\n", text.indexOf("\n", 1) + 1);
  const hex = lengthEnd < 0 ? "" : text.slice(lengthEnd);
  const bytes = new Uint8Array(Math.min(hex.length >> 1, limits.blockBytes));
  let size = 0;
  let high = -1;
  for (let i = 0; i < hex.length && size < bytes.length; i++) {
    const unit = hex.charCodeAt(i);
    const digit =
      unit >= 48 && unit <= 57
        ? unit - 48
        : unit >= 97 && unit <= 102
          ? unit - 87
          : unit >= 65 && unit <= 70
            ? unit - 55
            : -1;
    if (digit < 0) continue;
    if (high < 0) high = digit;
    else {
      bytes[size++] = (high << 4) | digit;
      high = -1;
    }
  }
  const profile = bytes.subarray(0, size);
  // The profile keeps the label that it has in a JPEG.
  const label = decodeLatin1(profile.subarray(0, 32));
  if (kind === "xmp") readXmp(decodeLoose(profile), at, start, end, carriers);
  else if (label.startsWith("http://ns.adobe.com/xap/1.0/\0"))
    readXmp(decodeLoose(profile.subarray(29)), at, start, end, carriers);
  else if (label.startsWith("8BIM")) readPhotoshop(profile, start, "png", carriers);
  else if (label.startsWith("Photoshop 3.0\0")) readPhotoshop(profile.subarray(14), start, "png", carriers);
  else if (profile[0] === 0x1c) readIim(profile, start, "png", carriers);
  else if (kind !== "iptc" && kind !== "8bim")
    await readExif(label.startsWith("Exif\0") ? profile.subarray(6) : profile, null, "png", carriers);
}
