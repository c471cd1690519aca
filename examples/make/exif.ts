import { concat } from "./deflate.ts";
import type { JpegSegment } from "./jpeg.ts";

/** A field of an image file directory; numbers of a rational come in pairs. */
type ExifField =
  | { readonly tag: number; readonly type: "ascii"; readonly value: string }
  | { readonly tag: number; readonly type: "short" | "long" | "rational"; readonly value: readonly number[] }
  | { readonly tag: number; readonly type: "undefined"; readonly value: Uint8Array };

export interface ExifContent {
  /** `big` is how piexif writes (MM), `little` how most cameras do (II). */
  readonly order: "big" | "little";
  readonly main: readonly ExifField[];
  readonly exif: readonly ExifField[];
}

const TYPES = { ascii: [2, 1], short: [3, 2], long: [4, 4], rational: [5, 4], undefined: [7, 1] } as const;
const EXIF_POINTER = 0x8769;

/** A TIFF block with a main and an Exif directory (TIFF 6.0 §2, CIPA DC-008 §4.6). */
export function encodeExif({ order, main, exif }: ExifContent): Uint8Array<ArrayBuffer> {
  const little = order === "little";
  const withPointer = (offset: number): readonly ExifField[] =>
    [...main, { tag: EXIF_POINTER, type: "long", value: [offset] } as const].toSorted(
      (a, b) => a.tag - b.tag,
    );
  const exifAt = 8 + encodeDirectory(withPointer(0), 8, little).length;
  const header = new Uint8Array(8);
  const view = new DataView(header.buffer);
  header.fill(little ? 0x49 : 0x4d, 0, 2);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  return concat([
    header,
    encodeDirectory(withPointer(exifAt), 8, little),
    encodeDirectory(exif, exifAt, little),
  ]);
}

/** The same block as a JPEG's APP1 segment. */
export function exifSegment(content: ExifContent): JpegSegment {
  return { marker: 0xe1, data: concat([new TextEncoder().encode("Exif\0\0"), encodeExif(content)]) };
}

/** A UserComment as piexif's helper writes it: the charset's name, then UTF-16, big-endian whatever the block's order. */
export function unicodeComment(text: string): Uint8Array {
  const comment = new Uint8Array(8 + text.length * 2);
  comment.set(new TextEncoder().encode("UNICODE\0"));
  const view = new DataView(comment.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(8 + at * 2, text.charCodeAt(at));
  return comment;
}

function encodeDirectory(fields: readonly ExifField[], offset: number, little: boolean): Uint8Array {
  const table = new Uint8Array(2 + fields.length * 12 + 4);
  const view = new DataView(table.buffer);
  view.setUint16(0, fields.length, little);
  const parts: Uint8Array[] = [table];
  let end = offset + table.length;
  for (const [index, field] of fields.entries()) {
    const [type, size] = TYPES[field.type];
    const value = encodeValue(field, size, little);
    const count = field.type === "rational" ? value.length / 8 : value.length / size;
    const at = 2 + index * 12;
    view.setUint16(at, field.tag, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, count, little);
    if (value.length <= 4) {
      table.set(value, at + 8);
      continue;
    }
    view.setUint32(at + 8, end, little);
    const padded = concat([value, new Uint8Array(value.length % 2)]); // values begin on a word (TIFF 6.0 §2)
    parts.push(padded);
    end += padded.length;
  }
  return concat(parts);
}

function encodeValue(field: ExifField, size: 1 | 2 | 4, little: boolean): Uint8Array {
  if (field.type === "ascii") return new TextEncoder().encode(`${field.value}\0`);
  if (field.type === "undefined") return field.value;
  const bytes = new Uint8Array(field.value.length * size);
  const view = new DataView(bytes.buffer);
  for (const [index, number] of field.value.entries()) {
    if (size === 2) view.setUint16(index * 2, number, little);
    else view.setUint32(index * 4, number, little);
  }
  return bytes;
}
