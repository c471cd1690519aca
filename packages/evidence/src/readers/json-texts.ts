import type { Carriers, TextCarrier } from "../carriers.ts";
import { isRecord, type JsonRecord, parseJson } from "./json.ts";

/** Fields that tools put a JSON object of settings into. */
export const JSON_FIELDS: readonly string[] = [
  "parameters",
  "UserComment",
  "Comment",
  "ImageDescription",
  "Model",
  "exif:UserComment",
  "dc:description",
  "Description",
  "stealth",
];
const FIELDS = new Set(JSON_FIELDS);

/** The texts that are JSON objects, from the fields where tools keep their settings. */
export function jsonTexts(
  carriers: Carriers,
): { readonly carrier: TextCarrier; readonly value: JsonRecord }[] {
  const found: { carrier: TextCarrier; value: JsonRecord }[] = [];
  for (const carrier of carriers.texts) {
    if (!FIELDS.has(carrier.key)) continue;
    const value = carriers.json(carrier, parseJson);
    if (isRecord(value)) found.push({ carrier, value });
  }
  return found;
}

/** The entries that have a value, for `parameters`. */
export function definedOnly(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key in fields)
    if (fields[key] !== undefined && fields[key] !== null && fields[key] !== "") kept[key] = fields[key];
  return kept;
}
