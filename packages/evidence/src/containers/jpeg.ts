import { decodeLatin1, decodeLoose } from "../bytes/text.ts";
import type { Window } from "../bytes/window.ts";
import type { Carriers } from "../carriers.ts";
import { limits } from "../limits.ts";
import { readExif } from "../metadata/exif.ts";
import { readPhotoshop } from "../metadata/iim.ts";
import { readXmp } from "../metadata/xmp.ts";
import { readTrailer } from "./trailer.ts";

const XMP = "http://ns.adobe.com/xap/1.0/\0";
const XMP_EXTENSION = "http://ns.adobe.com/xmp/extension/\0";

/** A bare label is short; larger segments of other kinds (colour profiles, previews, gain maps) are passed over. */
const BARE_LABEL_BYTES = 8192;

interface ExtendedXmp {
  readonly total: number;
  readonly parts: { readonly offset: number; readonly bytes: Uint8Array; readonly start: number }[];
}

/** Walks the marker segments of a JPEG up to the pixels (ISO/IEC 10918-1 annex B), then looks behind the end for a trailer. */
export async function walkJpeg(window: Window, carriers: Carriers): Promise<void> {
  let position = 2;
  let segments = 0;
  const extended = new Map<string, ExtendedXmp>();
  for (;;) {
    const read = window.at(position, 4);
    const head = read instanceof Promise ? await read : read;
    if (head.length < 2 || (head.length < 4 && head[1] !== 0xd9)) {
      carriers.problem("truncated", "The JPEG ends before its pixels.");
      break;
    }
    if (++segments > limits.chunks) {
      carriers.problem("limit-chunks", `Only the first ${limits.chunks} segments were read.`);
      break;
    }
    if (head[0] !== 0xff) {
      carriers.problem("damaged", `The JPEG has no marker at byte ${position}.`);
      break;
    }
    const marker = head[1]!;
    if (marker === 0xff) {
      position += 1;
      continue;
    }
    if (marker === 0xd9) break;
    if (marker === 0xda) {
      if (!(await hasEnd(window, position)))
        carriers.problem("truncated", "The JPEG ends before the end of its pixels.");
      break;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      position += 2;
      continue;
    }
    const length = (head[2]! << 8) | head[3]!;
    if (length < 2) {
      carriers.problem("damaged", `The segment at byte ${position} has no length.`);
      break;
    }
    const start = position + 4;
    const end = position + 2 + length;
    if (end > window.size)
      carriers.problem("truncated", `The segment at byte ${position} reaches behind the end of the file.`);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const frame = window.at(start, 5);
      const bytes = frame instanceof Promise ? await frame : frame;
      if (bytes.length === 5) carriers.size((bytes[3]! << 8) | bytes[4]!, (bytes[1]! << 8) | bytes[2]!);
    } else if ((marker >= 0xe1 && marker <= 0xef) || marker === 0xe0 || marker === 0xfe) {
      const size = Math.min(end, window.size) - start;
      const worthReading =
        marker === 0xe1 || marker === 0xeb || marker === 0xed || marker === 0xfe || size <= BARE_LABEL_BYTES;
      if (!worthReading) {
        position = end;
        continue;
      }
      const allowed = marker === 0xeb ? Math.min(size, 32) : carriers.allowance("jpeg:segment", size);
      const data = window.at(start, allowed);
      await readSegment(
        marker,
        data instanceof Promise ? await data : data,
        start,
        start + size,
        carriers,
        extended,
      );
    }
    position = end;
  }
  for (const [guid, packet] of extended) joinExtended(guid, packet, carriers);
  await readSamsungTrailer(window, carriers);
}

async function readSegment(
  marker: number,
  data: Uint8Array,
  start: number,
  end: number,
  carriers: Carriers,
  extended: Map<string, ExtendedXmp>,
): Promise<void> {
  if (marker === 0xfe) {
    carriers.text("jpeg:COM", "Comment", decodeLoose(data), start, end, "comment");
    return;
  }
  if (marker === 0xe1 && startsWith(data, "Exif\0")) {
    carriers.block("exif", "jpeg:APP1", start, end);
    await readExif(data.subarray(6), start + 6, "jpeg", carriers);
    return;
  }
  if (marker === 0xe1 && startsWith(data, XMP)) {
    readXmp(decodeLoose(data.subarray(XMP.length)), "jpeg:APP1", start + XMP.length, end, carriers);
    return;
  }
  if (marker === 0xe1 && startsWith(data, XMP_EXTENSION)) {
    const header = XMP_EXTENSION.length + 40;
    if (data.length < header) return;
    const guid = decodeLatin1(data.subarray(XMP_EXTENSION.length, XMP_EXTENSION.length + 32));
    const view = new DataView(data.buffer, data.byteOffset + XMP_EXTENSION.length + 32, 8);
    const packet = extended.get(guid) ?? { total: view.getUint32(0), parts: [] };
    if (extended.size < 16) extended.set(guid, packet);
    if (packet.parts.length < limits.carriers) {
      packet.parts.push({ offset: view.getUint32(4), bytes: data.slice(header), start: start + header });
    }
    return;
  }
  if (marker === 0xeb && data[0] === 0x4a && data[1] === 0x50) {
    carriers.block("jumbf", "jpeg:APP11", start, end);
    return;
  }
  if (marker === 0xed && startsWith(data, "Photoshop 3.0\0")) {
    readPhotoshop(data.subarray(14), start + 14, "jpeg", carriers);
    return;
  }
  if (startsWith(data, "ICC_PROFILE\0") || startsWith(data, "Adobe\0")) return;
  readBareLabel(data, marker, start, carriers);
}

/** A label of GB 45438 may stand in an application segment as it is: `AIGC{…}`. */
function readBareLabel(data: Uint8Array, marker: number, start: number, carriers: Carriers): void {
  for (let at = data.indexOf(0x41); at >= 0; at = data.indexOf(0x41, at + 1)) {
    if (data[at + 1] !== 0x49 || data[at + 2] !== 0x47 || data[at + 3] !== 0x43 || data[at + 4] !== 0x7b)
      continue;
    const close = data.lastIndexOf(0x7d);
    if (close <= at) return;
    carriers.text(
      `jpeg:APP${marker - 0xe0}/AIGC`,
      "AIGC",
      decodeLoose(data.subarray(at + 4, close + 1)),
      start + at,
      start + close + 1,
    );
    return;
  }
}

function joinExtended(guid: string, packet: ExtendedXmp, carriers: Carriers): void {
  const at = "jpeg:APP1/extended";
  const size = packet.parts.reduce((most, part) => Math.max(most, part.offset + part.bytes.length), 0);
  if (size > limits.blockBytes || packet.total > limits.blockBytes) {
    carriers.problem(
      "limit-metadata",
      `${at} ${guid} is larger than ${limits.blockBytes} bytes and was not read.`,
    );
    return;
  }
  const bytes = new Uint8Array(size);
  for (const part of packet.parts) bytes.set(part.bytes, part.offset);
  const first = packet.parts[0];
  const start = first?.start ?? 0;
  readXmp(decodeLoose(bytes), at, start, start + size, carriers);
}

/**
 * Whether the end mark stands behind the pixels that begin at `from`. It mostly is the last thing in the file; where bytes follow it, it is looked
 * for from the pixels on, as far as a large image goes. What is larger gets the benefit of the doubt.
 */
async function hasEnd(window: Window, from: number): Promise<boolean> {
  const last = window.at(Math.max(from, window.size - 2), 2, 4);
  const tail = last instanceof Promise ? await last : last;
  if (tail[0] === 0xff && tail[1] === 0xd9) return true;
  const part = 65_536;
  for (let at = from; at < window.size; at += part - 1) {
    if (at - from > limits.pixelBytes) return true;
    const read = window.at(at, part, part);
    const bytes = read instanceof Promise ? await read : read;
    for (let i = 1; i < bytes.length; i++) if (bytes[i] === 0xd9 && bytes[i - 1] === 0xff) return true;
  }
  return false;
}

async function readSamsungTrailer(window: Window, carriers: Carriers): Promise<void> {
  if (window.size < 64) return;
  const read = window.at(window.size - 4, 4, 4);
  const tail = read instanceof Promise ? await read : read;
  if (startsWith(tail, "SEFT")) await readTrailer(window, carriers, Math.max(0, window.size - 64 * 1024));
}

function startsWith(data: Uint8Array, text: string): boolean {
  if (data.length < text.length) return false;
  for (let i = 0; i < text.length; i++) if (data[i] !== text.charCodeAt(i)) return false;
  return true;
}
