import type { StoreRange } from "./find-anchors.ts";

/** The file without some of its texts, and where its manifest store then lies. */
export interface Reduced {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ranges: readonly StoreRange[];
}

/** Checking hashes the whole file each time, so a large file is tried less often. */
const TRIES = 16;
const BYTES = 268_435_456;
const PARTS = 4096;

/**
 * The file as it may have been before texts were put into it: without all of them, and without each run of them that follow each other, the
 * longest first. Only texts are left out, never anything that a viewer draws by, so whatever is found to hold then holds for the picture.
 */
export function* withoutAddedText(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
  ranges: readonly StoreRange[],
): Generator<Reduced> {
  const texts = findTexts(bytes, mediaType);
  const most = Math.min(TRIES, Math.ceil(BYTES / bytes.length));
  let tries = 0;
  for (let length = texts.length; length > 0; length--) {
    for (let first = texts.length - length; first >= 0; first--) {
      if (++tries > most) return;
      yield leaveOut(bytes, ranges, texts.slice(first, first + length));
    }
  }
}

function findTexts(bytes: Uint8Array, mediaType: string): readonly StoreRange[] {
  if (mediaType === "image/png") return findPngTexts(bytes);
  return mediaType === "image/jpeg" ? findJpegTexts(bytes) : [];
}

function findPngTexts(bytes: Uint8Array): readonly StoreRange[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: StoreRange[] = [];
  for (let at = 8, parts = 0; at + 12 <= bytes.length && parts < PARTS; parts++) {
    const end = at + 12 + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length || type === "IEND") break;
    if (type === "tEXt" || type === "zTXt" || type === "iTXt" || type === "tIME")
      texts.push({ start: at, end });
    at = end;
  }
  return texts;
}

/** Comments, XMP and IPTC. Exif stays, because it can turn the picture. */
function findJpegTexts(bytes: Uint8Array): readonly StoreRange[] {
  const texts: StoreRange[] = [];
  for (let at = 2, parts = 0; bytes[at] === 0xff && at + 4 <= bytes.length && parts < PARTS; parts++) {
    const marker = bytes[at + 1]!;
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (marker < 0xc0 || marker === 0xd8 || marker === 0xda || end > bytes.length || end < at + 4) break;
    const label = String.fromCharCode(...bytes.subarray(at + 4, at + 12));
    const isXmp = marker === 0xe1 && label.startsWith("http://n");
    if (marker === 0xfe || marker === 0xed || isXmp) texts.push({ start: at, end });
    at = end;
  }
  return texts;
}

function leaveOut(
  bytes: Uint8Array<ArrayBuffer>,
  ranges: readonly StoreRange[],
  texts: readonly StoreRange[],
): Reduced {
  const removed = texts.reduce((sum, { start, end }) => sum + end - start, 0);
  const kept = new Uint8Array(bytes.length - removed);
  let from = 0;
  let to = 0;
  for (const { start, end } of [...texts, { start: bytes.length, end: bytes.length }]) {
    kept.set(bytes.subarray(from, start), to);
    to += start - from;
    from = end;
  }
  const shift = (at: number): number =>
    at - texts.reduce((sum, { start, end }) => (end <= at ? sum + end - start : sum), 0);
  return { bytes: kept, ranges: ranges.map(({ start, end }) => ({ start: shift(start), end: shift(end) })) };
}
