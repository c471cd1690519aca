import { decodeLoose } from "../bytes/text.ts";
import type { Window } from "../bytes/window.ts";
import type { Carriers } from "../carriers.ts";
import { limits } from "../limits.ts";
import { readExif } from "../metadata/exif.ts";
import { readXmp } from "../metadata/xmp.ts";
import { readTrailer } from "./trailer.ts";

/** Walks the RIFF chunks of a WebP (RFC 9649): Exif, XMP and Content Credentials come behind the pixels, in simple files too. */
export async function walkWebp(window: Window, carriers: Carriers): Promise<void> {
  const opening = window.at(4, 4);
  const sizeBytes = opening instanceof Promise ? await opening : opening;
  const declared = 8 + little32(sizeBytes, 0);
  let position = 12;
  let chunks = 0;
  while (position + 8 <= window.size) {
    const read = window.at(position, 8, position === 12 ? limits.readAhead : limits.hop);
    const head = read instanceof Promise ? await read : read;
    if (head.length < 8) break;
    if (++chunks > limits.chunks) {
      carriers.problem("limit-chunks", `Only the first ${limits.chunks} chunks were read.`);
      return;
    }
    const type = String.fromCharCode(head[0]!, head[1]!, head[2]!, head[3]!);
    const length = little32(head, 4);
    const start = position + 8;
    const end = Math.min(start + length, window.size);
    if (start + length > window.size) {
      carriers.problem(
        "truncated",
        `The chunk at byte ${position} declares ${length} bytes, more than the file has.`,
      );
    }
    if (type === "VP8X" || type === "VP8 " || type === "VP8L") {
      const frame = window.at(start, 10);
      readSize(type, frame instanceof Promise ? await frame : frame, carriers);
    } else if (type === "EXIF") {
      const allowed = carriers.allowance("webp:EXIF", end - start);
      const data = window.at(start, allowed);
      const bytes = data instanceof Promise ? await data : data;
      const extra = bytes[0] === 0x45 && bytes[1] === 0x78 && bytes[2] === 0x69 && bytes[3] === 0x66 ? 6 : 0;
      carriers.block("exif", "webp:EXIF", start, end);
      await readExif(bytes.subarray(extra), start + extra, "webp", carriers);
    } else if (type === "XMP " || type === "XMP\0") {
      const data = window.at(start, carriers.allowance("webp:XMP", end - start));
      readXmp(decodeLoose(data instanceof Promise ? await data : data), "webp:XMP", start, end, carriers);
    } else if (type === "C2PA") {
      carriers.block("jumbf", "webp:C2PA", start, end);
    } else if (!plausible(head)) {
      if (position >= declared) await readTrailer(window, carriers, position);
      else carriers.problem("damaged", `There is no chunk at byte ${position}.`);
      return;
    }
    position = start + length + (length & 1);
  }
  // The byte that evens out a chunk may be missing: nothing is lost with it.
  const ends = declared <= window.size + 1 && (position >= window.size || position >= declared);
  if ((chunks === 0 || !ends) && !carriers.problems.some((problem) => problem.code === "truncated"))
    carriers.problem("truncated", "The WebP is shorter than it says.");
}

function plausible(head: Uint8Array): boolean {
  for (let i = 0; i < 4; i++) if (head[i]! < 0x20 || head[i]! > 0x7e) return false;
  return true;
}

function little32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24)) >>>
    0
  );
}

function readSize(type: string, bytes: Uint8Array, carriers: Carriers): void {
  if (type === "VP8X" && bytes.length >= 10) {
    carriers.size(
      1 + (bytes[4]! | (bytes[5]! << 8) | (bytes[6]! << 16)),
      1 + (bytes[7]! | (bytes[8]! << 8) | (bytes[9]! << 16)),
    );
  } else if (
    type === "VP8 " &&
    bytes.length >= 10 &&
    bytes[3] === 0x9d &&
    bytes[4] === 0x01 &&
    bytes[5] === 0x2a
  ) {
    carriers.size((bytes[6]! | (bytes[7]! << 8)) & 0x3fff, (bytes[8]! | (bytes[9]! << 8)) & 0x3fff);
  } else if (type === "VP8L" && bytes.length >= 5 && bytes[0] === 0x2f) {
    const bits = little32(bytes, 1);
    carriers.size(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
  }
}
