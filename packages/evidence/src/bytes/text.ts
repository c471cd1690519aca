const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const utf16le = new TextDecoder("utf-16le", { ignoreBOM: true });
const utf16be = new TextDecoder("utf-16be", { ignoreBOM: true });

/** ISO 8859-1: every byte is the code point of the same number (the decoder called latin1 on the web is windows-1252). */
export function decodeLatin1(bytes: Uint8Array): string {
  if (bytes.length <= 16_384) return fromUnits(bytes);
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 16_384)
    parts.push(fromUnits(bytes.subarray(start, start + 16_384)));
  return parts.join("");
}

/** `apply` takes typed arrays as they are; spreading them goes through an iterator and is ten times slower. */
function fromUnits(units: Uint8Array | readonly number[]): string {
  return String.fromCharCode.apply(null, units as number[]);
}

/** Strict UTF-8, or null where the bytes are something else. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 where it is valid, otherwise Latin-1: what tools really put into fields that are Latin-1 by their standard. */
export function decodeLoose(bytes: Uint8Array): string {
  return trimNuls(decodeUtf8(bytes) ?? decodeLatin1(bytes));
}

export function decodeUtf16(bytes: Uint8Array, order: "big" | "little"): string {
  return trimNuls((order === "big" ? utf16be : utf16le).decode(bytes));
}

/** Drops NULs at the end (C strings, padding) and a byte order mark at the front. */
export function trimNuls(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Which UTF-16 it is, seen by where the NUL bytes of its ASCII letters are; null where it does not look like UTF-16. */
export function sniffUtf16(bytes: Uint8Array): "big" | "little" | null {
  if (bytes.length < 2) return null;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "big";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "little";
  // A few thousand characters tell; only a text without one ASCII letter among them is looked at further.
  return leaningOf(bytes, 4096) ?? leaningOf(bytes, 65_536);
}

function leaningOf(bytes: Uint8Array, most: number): "big" | "little" | null {
  let even = 0;
  let odd = 0;
  const end = Math.min(bytes.length & ~1, most);
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) {
      if (bytes[i + 1] !== 0) even++;
    } else if (bytes[i + 1] === 0) odd++;
  }
  if (even === odd) return null;
  return even > odd ? "big" : "little";
}

/**
 * The text of an Exif `UserComment` (Exif 2.32 §4.6.5): eight bytes name the character set, the text follows. Writers get
 * the byte order of `UNICODE` wrong both ways, put UTF-8 behind `ASCII`, or leave the eight bytes out.
 */
export function decodeUserComment(bytes: Uint8Array, tiffOrder: "big" | "little"): string {
  const head = bytes.length >= 8 ? decodeLatin1(bytes.subarray(0, 8)) : "";
  const body = bytes.subarray(8);
  if (/^unicode/i.test(head)) {
    const order = sniffUtf16(body);
    if (order !== null) return decodeUtf16(body, order);
    if (!body.includes(0) && isUtf8Text(body)) return decodeLoose(body);
    return decodeUtf16(body, tiffOrder);
  }
  if (head === "ASCII\0\0\0" || head === "\0\0\0\0\0\0\0\0") return mendSwapped(decodeUnmarked(body));
  if (head === "JIS\0\0\0\0\0") return decodeJis(body);
  return mendSwapped(decodeUnmarked(bytes));
}

/** Text marked as JIS: ISO-2022-JP where its escapes are there, otherwise what it turns out to be. */
function decodeJis(bytes: Uint8Array): string {
  if (bytes.includes(0x1b)) return trimNuls(new TextDecoder("iso-2022-jp").decode(bytes));
  if (bytes.includes(0) || decodeUtf8(bytes) !== null) return decodeUnmarked(bytes);
  return trimNuls(new TextDecoder("shift_jis").decode(bytes));
}

/** Text without any mark of its encoding: UTF-16 where every second byte is NUL, otherwise UTF-8 or Latin-1. */
export function decodeUnmarked(bytes: Uint8Array): string {
  if (!bytes.includes(0)) return decodeLoose(bytes);
  const order = sniffUtf16(bytes);
  if (order !== null && countNuls(bytes) * 3 > Math.min(bytes.length, 65_536))
    return decodeUtf16(bytes, order);
  return decodeLoose(bytes);
}

/** UTF-16 that was read in the wrong byte order and then stored as UTF-8: each code unit is turned back. Seen in real files. */
export function mendSwapped(text: string): string {
  const probe = Math.min(text.length, 256);
  if (probe < 4) return text;
  let swapped = 0;
  for (let i = 0; i < probe; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 0 && (unit & 0xff) === 0) swapped++;
  }
  if (swapped * 2 < probe) return text;
  const units: string[] = [];
  for (let start = 0; start < text.length; start += 4096) {
    const part: number[] = [];
    for (let i = start; i < Math.min(text.length, start + 4096); i++) {
      const unit = text.charCodeAt(i);
      part.push(((unit & 0xff) << 8) | (unit >> 8));
    }
    units.push(fromUnits(part));
  }
  return trimNuls(units.join(""));
}

/** UTF-8 rather than UTF-16 without a NUL: valid, and either with characters of several bytes or mostly ASCII. */
function isUtf8Text(bytes: Uint8Array): boolean {
  if (decodeUtf8(bytes) === null) return false;
  let control = 0;
  const end = Math.min(bytes.length, 4096);
  for (let i = 0; i < end; i++) {
    if (bytes[i]! > 0x7e) return true;
    if (bytes[i]! < 9) control++;
  }
  return control * 3 < end;
}

function countNuls(bytes: Uint8Array): number {
  let nuls = 0;
  const end = Math.min(bytes.length, 65_536);
  for (let i = 0; i < end; i++) if (bytes[i] === 0) nuls++;
  return nuls;
}
