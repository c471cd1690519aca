import { decodeLoose, decodeUserComment, decodeUtf16 } from "../bytes/text.ts";
import type { Carriers } from "../carriers.ts";
import type { ImageFormat } from "../evidence.ts";
import { limits } from "../limits.ts";
import { readIim, readPhotoshop } from "./iim.ts";
import { TiffPixels } from "./tiff-pixels.ts";
import { readXmp } from "./xmp.ts";

/** Fields that generators, cameras and editors write text into; all others are passed over. */
const TEXT_TAGS: ReadonlyMap<number, string> = new Map([
  [0x010d, "DocumentName"],
  [0x010e, "ImageDescription"],
  [0x010f, "Make"],
  [0x0110, "Model"],
  [0x0131, "Software"],
  [0x0132, "DateTime"],
  [0x013b, "Artist"],
  [0x013c, "HostComputer"],
  [0x8298, "Copyright"],
  [0x9003, "DateTimeOriginal"],
  [0x9004, "DateTimeDigitized"],
  [0x9011, "OffsetTimeOriginal"],
  [0x927c, "MakerNote"],
  [0x9286, "UserComment"],
  [0x9c9b, "XPTitle"],
  [0x9c9c, "XPComment"],
  [0x9c9d, "XPAuthor"],
  [0x9c9e, "XPKeywords"],
  [0x9c9f, "XPSubject"],
]);

const TYPE_BYTES = Uint8Array.of(0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4);

/** Bytes of a TIFF structure by offset: at once where they are in memory, later where they are in a file. */
export type TiffBytes = (offset: number, length: number) => Uint8Array | Promise<Uint8Array>;

/** Reads an Exif block that is in memory. `base` is where it begins in the file, null where it has no place of its own. */
export function readExif(
  block: Uint8Array,
  base: number | null,
  format: ImageFormat,
  carriers: Carriers,
): Promise<void> {
  const bytes: TiffBytes = (offset, length) => block.subarray(offset, offset + length);
  return readTiff(bytes, block.length, base, format, carriers);
}

/**
 * Reads the directories of a TIFF structure (TIFF 6.0, Exif 2.32): the chain of image directories, and those of Exif. A
 * directory is read once however many point to it, so loops end.
 */
export async function readTiff(
  bytes: TiffBytes,
  size: number,
  base: number | null,
  format: ImageFormat,
  carriers: Carriers,
): Promise<void> {
  const opening = bytes(0, 8);
  const head = opening instanceof Promise ? await opening : opening;
  const little = head[0] === 0x49 && head[1] === 0x49;
  if (head.length < 8 || (!little && !(head[0] === 0x4d && head[1] === 0x4d))) {
    carriers.problem("damaged-exif", `${format}: the Exif block has no TIFF header.`);
    return;
  }
  const u16 = (b: Uint8Array, at: number): number =>
    little ? b[at]! | (b[at + 1]! << 8) : (b[at]! << 8) | b[at + 1]!;
  const u32 = (b: Uint8Array, at: number): number =>
    (little
      ? b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)
      : (b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;

  const queue: { name: string; offset: number; chain: number }[] = [
    { name: "IFD0", offset: u32(head, 4), chain: 0 },
  ];
  const seen = new Set<number>();
  const sizes: [number, number] = [0, 0];
  const pixels = new TiffPixels(bytes, u16, u32);
  while (queue.length > 0) {
    const { name, offset, chain } = queue.shift()!;
    if (offset === 0 || seen.has(offset)) continue;
    if (seen.size >= limits.directories) {
      carriers.problem(
        "limit-directories",
        `${format}: only the first ${limits.directories} directories were read.`,
      );
      return;
    }
    seen.add(offset);
    if (offset + 2 > size) {
      carriers.problem("damaged-exif", `${format}: directory ${name} lies behind the end of the block.`);
      continue;
    }
    const countRead = bytes(offset, 2);
    const countBytes = countRead instanceof Promise ? await countRead : countRead;
    if (countBytes.length < 2) continue;
    const stated = u16(countBytes, 0);
    const count = Math.min(stated, limits.directoryEntries, Math.floor((size - offset - 2) / 12));
    if (count < stated)
      carriers.problem(
        "damaged-exif",
        `${format}: directory ${name} states ${stated} entries; ${count} were read.`,
      );
    const tableRead = bytes(offset + 2, count * 12 + 4);
    const table = tableRead instanceof Promise ? await tableRead : tableRead;
    for (let i = 0; i < count && i * 12 + 12 <= table.length; i++) {
      const entry = i * 12;
      const tag = u16(table, entry);
      const type = u16(table, entry + 2);
      const unit = TYPE_BYTES[type] ?? 0;
      const length = unit * u32(table, entry + 4);
      const inline = length <= 4;
      const valueOffset = inline ? offset + 2 + entry + 8 : u32(table, entry + 8);
      if (tag === 0x8769) {
        queue.push({ name: "Exif", offset: u32(table, entry + 8), chain: -1 });
        continue;
      }
      if (chain === 0 && (tag === 0x0100 || tag === 0x0101) && format === "tiff" && inline && length > 0) {
        sizes[tag & 1] = type === 3 ? u16(table, entry + 8) : u32(table, entry + 8);
        if (tag === 0x0101) carriers.size(sizes[0], sizes[1]);
        continue;
      }
      if (format === "tiff") await pixels.add(tag, type, u32(table, entry + 4), valueOffset, length);
      const field = TEXT_TAGS.get(tag);
      const special = tag === 0x02bc || tag === 0x83bb || tag === 0xcd41 || tag === 0x8649;
      if (field === undefined && !special) continue;
      if (length === 0) continue;
      if (valueOffset + length > size && valueOffset >= size) {
        carriers.problem(
          "damaged-exif",
          `${format}: the value of ${field ?? tag} lies behind the end of the block.`,
        );
        continue;
      }
      const start = (base ?? 0) + valueOffset;
      if (tag === 0xcd41) {
        carriers.block("jumbf", `${format}:${name}/C2PA`, start, start + length);
        continue;
      }
      const wanted = Math.min(length, limits.exifValueBytes, size - valueOffset);
      // Many entries may point to the same large value: it is paid for each time.
      const allowed =
        wanted > 1024 ? carriers.allowance(`${format}:${name}/${field ?? tag}`, wanted) : wanted;
      if (allowed < length && length > limits.exifValueBytes) {
        carriers.problem(
          "limit-metadata",
          `${format}: ${field ?? tag} is ${length} bytes long; only ${allowed} were read.`,
        );
      }
      const read = bytes(valueOffset, allowed);
      const value = read instanceof Promise ? await read : read;
      const at = `${format}:${name}/${field ?? ""}`;
      if (tag === 0x02bc) {
        readXmp(decodeLoose(value), `${format}:${name}/XMP`, start, start + allowed, carriers);
      } else if (tag === 0x83bb) {
        readIim(value, start, format, carriers);
      } else if (tag === 0x8649) {
        readPhotoshop(value, start, format, carriers);
      } else if (field !== undefined) {
        const text = decodeField(tag, value, little ? "little" : "big");
        if (text !== null) carriers.text(at, field, text, start, start + allowed, "exif");
      }
    }
    if (chain >= 0 && table.length >= count * 12 + 4) {
      queue.push({ name: `IFD${chain + 1}`, offset: u32(table, count * 12), chain: chain + 1 });
    }
    if (pixels.takeEnd() > size)
      carriers.problem("truncated", `The file ends before the end of what directory ${name} points to.`);
  }
}

function decodeField(tag: number, value: Uint8Array, order: "big" | "little"): string | null {
  if (tag === 0x9286) return decodeUserComment(value, order);
  if (tag >= 0x9c9b && tag <= 0x9c9f) return decodeUtf16(value.subarray(0, value.length & ~1), "little");
  if (tag === 0x927c) return isReadable(value) ? decodeLoose(value) : null;
  return decodeLoose(value).trim();
}

/** Fooocus keeps a word in MakerNote; cameras keep binary data there, which is nobody's text. */
function isReadable(value: Uint8Array): boolean {
  if (value.length > 65_536) return false;
  for (const byte of value)
    if (byte < 0x20 && byte !== 0 && byte !== 9 && byte !== 10 && byte !== 13) return false;
  return value.length > 0 && value[0] !== 0;
}
