import { decodeLoose } from "../bytes/text.ts";
import type { Window } from "../bytes/window.ts";
import type { Carriers } from "../carriers.ts";
import { limits } from "../limits.ts";
import { readExif } from "../metadata/exif.ts";
import { readXmp } from "../metadata/xmp.ts";
import { big16, big32, type Box, childBoxes, fourCharacters, walkBoxes } from "./boxes.ts";

/** `d8fec3d6-1b0e-483c-9297-5828877ec481`, the box of Content Credentials (C2PA 2.1 §11.3). */
const C2PA_UUID = [
  0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81,
];
/** `be7acfcb-97a9-42e8-9c71-999491e3afac`, the box of XMP. */
const XMP_UUID = [
  0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac,
];

/** Walks AVIF and HEIC (ISO/IEC 23008-12): Exif and XMP are items of the meta box, Content Credentials a box of their own. */
export async function walkBmff(window: Window, carriers: Carriers): Promise<void> {
  const { format } = carriers;
  const types = new Set<string>();
  await walkBoxes(window, carriers, async (box) => {
    types.add(box.type);
    if (box.type === "meta") await readMeta(window, box, carriers);
    if (box.type !== "uuid" || box.end - box.start < 16) return;
    const read = window.at(box.start, 16);
    const id = read instanceof Promise ? await read : read;
    if (C2PA_UUID.every((byte, i) => id[i] === byte))
      carriers.block("jumbf", `${format}:uuid/C2PA`, box.start + 16, box.end);
    if (XMP_UUID.every((byte, i) => id[i] === byte)) {
      const data = window.at(
        box.start + 16,
        carriers.allowance(`${format}:uuid/XMP`, box.end - box.start - 16),
      );
      readXmp(
        decodeLoose(data instanceof Promise ? await data : data),
        `${format}:uuid/XMP`,
        box.start + 16,
        box.end,
        carriers,
      );
    }
  });
  // Without either nobody could show the image: still images are described in the one, sequences in the other.
  if (!types.has("meta") && !types.has("moov"))
    carriers.problem("truncated", `The file ends before the box that describes its image.`);
}

async function readMeta(window: Window, box: Box, carriers: Carriers): Promise<void> {
  const { format } = carriers;
  const size = carriers.allowance(`${format}:meta`, box.end - box.start);
  const read = window.at(box.start, size);
  const meta = read instanceof Promise ? await read : read;
  const boxes = childBoxes(meta, 4, meta.length);
  const find = (type: string): Box | undefined => boxes.find((child) => child.type === type);
  const properties = find("iprp");
  if (properties !== undefined) readSize(meta, properties, carriers);
  const items = find("iinf");
  const places = find("iloc");
  if (items === undefined || places === undefined) return;
  const all = readPlaces(meta, places);
  if (all.some(({ method, outside, end }) => method === 0 && !outside && end > window.size))
    carriers.problem("truncated", "The file ends before the end of what its image is made of.");
  const wanted = readItems(meta, items);
  if (wanted.size === 0) return;
  const idat = find("idat");
  for (const place of all) {
    const kind = wanted.get(place.id);
    if (kind === undefined) continue;
    const base =
      place.method === 1
        ? idat === undefined
          ? null
          : box.start + idat.start
        : place.method === 0
          ? 0
          : null;
    if (base === null) {
      carriers.problem(
        "unread-item",
        `${format}: item ${place.id} (${kind}) is kept in a way that cannot be read.`,
      );
      continue;
    }
    const start = base + place.offset;
    if (start >= window.size) {
      carriers.problem("damaged", `${format}: item ${place.id} (${kind}) lies behind the end of the file.`);
      continue;
    }
    const length = Math.min(place.length === 0 ? window.size - start : place.length, window.size - start);
    const data = window.at(start, carriers.allowance(`${format}:${kind}`, length));
    const bytes = data instanceof Promise ? await data : data;
    if (kind === "XMP") readXmp(decodeLoose(bytes), `${format}:XMP`, start, start + length, carriers);
    else {
      // The first four bytes say how far behind them the TIFF header stands.
      const skip = 4 + big32(bytes, 0);
      carriers.block("exif", `${format}:Exif`, start, start + length);
      if (skip < bytes.length) await readExif(bytes.subarray(skip), start + skip, format, carriers);
      else carriers.problem("damaged-exif", `${format}: the Exif item has no TIFF header.`);
    }
  }
}

/** The largest `ispe`: tiles and thumbnails are smaller than the image. */
function readSize(meta: Uint8Array, properties: Box, carriers: Carriers): void {
  let best: [number, number] = [0, 0];
  for (const container of childBoxes(meta, properties.start, properties.end)) {
    if (container.type !== "ipco") continue;
    for (const property of childBoxes(meta, container.start, container.end)) {
      if (property.type !== "ispe" || property.end - property.start < 12) continue;
      const size: [number, number] = [big32(meta, property.start + 4), big32(meta, property.start + 8)];
      if (size[0] * size[1] > best[0] * best[1]) best = size;
    }
  }
  carriers.size(best[0], best[1]);
}

/** The ids of the items that hold Exif or XMP. */
function readItems(meta: Uint8Array, items: Box): Map<number, "Exif" | "XMP"> {
  const wanted = new Map<number, "Exif" | "XMP">();
  const from = items.start + (meta[items.start] === 0 ? 6 : 8);
  for (const entry of childBoxes(meta, from, items.end)) {
    if (entry.type !== "infe") continue;
    const version = meta[entry.start] ?? 0;
    if (version < 2) continue;
    const wide = version >= 3;
    const id = wide ? big32(meta, entry.start + 4) : big16(meta, entry.start + 4);
    const typeAt = entry.start + (wide ? 10 : 8);
    const type = fourCharacters(meta, typeAt);
    if (type === "Exif") wanted.set(id, "Exif");
    if (type === "mime" && decodeLoose(meta.subarray(typeAt + 4, entry.end)).includes("application/rdf+xml"))
      wanted.set(id, "XMP");
  }
  return wanted;
}

interface Place {
  readonly id: number;
  readonly method: number;
  readonly offset: number;
  readonly length: number;
  /** Behind the last of its extents. */
  readonly end: number;
  /** Kept in another file. */
  readonly outside: boolean;
}

/** Where items lie: the first extent of each, which is all that Exif and XMP ever have, and where the last of them ends. */
function readPlaces(meta: Uint8Array, box: Box): Place[] {
  const version = meta[box.start] ?? 0;
  const sizes = big16(meta, box.start + 4);
  const [offsetSize, lengthSize, baseSize, indexSize] = [
    sizes >> 12,
    (sizes >> 8) & 15,
    (sizes >> 4) & 15,
    version === 0 ? 0 : sizes & 15,
  ];
  const wide = version >= 2;
  const count = wide ? big32(meta, box.start + 6) : big16(meta, box.start + 6);
  let at = box.start + (wide ? 10 : 8);
  const places: Place[] = [];
  const number = (size: number): number => {
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + (meta[at + i] ?? 0);
    at += size;
    return value;
  };
  for (let i = 0; i < Math.min(count, limits.items) && at < box.end; i++) {
    const id = number(wide ? 4 : 2);
    const method = version === 0 ? 0 : number(2) & 15;
    const outside = number(2) !== 0;
    const base = number(baseSize);
    const extents = number(2);
    let first: { readonly offset: number; readonly length: number } | null = null;
    let end = 0;
    for (let extent = 0; extent < extents && at < box.end; extent++) {
      number(indexSize);
      const offset = base + number(offsetSize);
      const length = number(lengthSize);
      first ??= { offset, length };
      end = Math.max(end, offset + length);
    }
    if (first !== null) places.push({ id, method, ...first, end, outside });
  }
  return places;
}
