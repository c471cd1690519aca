import type { Carriers } from "./carriers.ts";
import type { Claim } from "./evidence.ts";

/** Fields in which files state when a picture was made, the most direct first. */
const FIELDS = [
  "DateTimeOriginal",
  "photoshop:DateCreated",
  "xmp:CreateDate",
  "Creation Time",
  "DateTimeDigitized",
  "2:055",
];

/**
 * The date that the general fields of a file state: weaker than what a generator says itself, for editors write them too. Local
 * time stays without an offset where the file states none.
 */
export function statedDate(carriers: Carriers): (Claim & { readonly date: string }) | null {
  for (const field of FIELDS) {
    const carrier = carriers.find(field);
    const date =
      carrier === undefined
        ? null
        : toIso(carrier.text.trim().slice(0, 64), carriers.find("OffsetTimeOriginal")?.text.trim());
    if (carrier !== undefined && date !== null) return { date, at: carrier.at, strength: "inferred" };
  }
  return null;
}

/** ISO 8601 of the spellings in use: Exif `2026:06:04 09:20:22`, IIM `20260604`, RFC 2822, and ISO itself. */
function toIso(text: string, offset: string | undefined): string | null {
  const exif = /^(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d:\d\d:\d\d)(\S*))?/.exec(text);
  if (exif !== null) {
    const [, year, month, day, time, rest] = exif;
    if (!isDay(Number(year), Number(month), Number(day))) return null;
    if (time === undefined) return `${year}-${month}-${day}`;
    const zone = /^(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(rest ?? "")
      ? (rest ?? "")
      : offset !== undefined && /^[+-]\d\d:\d\d$/.test(offset)
        ? offset
        : "";
    return `${year}-${month}-${day}T${time}${zone}`;
  }
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (compact !== null) {
    const [, year, month, day] = compact;
    return isDay(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : null;
  }
  if (!/^[A-Z][a-z]{2}, \d/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function isDay(year: number, month: number, day: number): boolean {
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
