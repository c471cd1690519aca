import type { Carriers, TextCarrier } from "../carriers.ts";
import { limits } from "../limits.ts";
import { isRecord, parseJson } from "./json.ts";

/** Fields that may hold the texts of a PNG as one JSON object, after a conversion to a format that has only one comment. */
const PACKED = new Set(["UserComment", "Comment", "ImageDescription", "exif:UserComment"]);

/** PNG keywords that only mean one thing. */
const KEYWORDS = [
  "parameters",
  "prompt",
  "workflow",
  "generation_data",
  "invokeai_metadata",
  "sd-metadata",
  "Dream",
  "parameters-json",
  "smproj",
  "Comment",
];

/**
 * Converters keep the texts of a PNG as `{"parameters": "…", "prompt": "…"}` in a comment, and some tools write JSON as a JSON
 * string: such texts are laid open as carriers of their own, so that readers find them under the names they know.
 */
export function unfoldTexts(carriers: Carriers): void {
  for (const carrier of carriers.texts.slice()) {
    if (carrier.key === "parameters" && carrier.text.startsWith('"')) unquote(carriers, carrier);
    if (!PACKED.has(carrier.key) || !carrier.text.trimStart().startsWith("{")) continue;
    const value = carriers.json(carrier, parseJson);
    if (!isRecord(value)) continue;
    const known = KEYWORDS.filter(
      (key) => typeof value[key] === "string" && (key !== "prompt" || value[key].trimStart().startsWith("{")),
    );
    if (known.length === 0) continue;
    for (const key of Object.keys(value).slice(0, limits.settings)) {
      const text = value[key];
      if (typeof text === "string")
        carriers.text(`${carrier.at}/${key}`, key, text, carrier.start, carrier.end, carrier.kind);
    }
  }
}

function unquote(carriers: Carriers, carrier: TextCarrier): void {
  if (carrier.text.length > limits.jsonCharacters) return;
  try {
    const inner: unknown = JSON.parse(carrier.text);
    if (typeof inner === "string")
      carriers.text(`${carrier.at}/quoted`, carrier.key, inner, carrier.start, carrier.end, carrier.kind);
  } catch {
    // A text that merely begins with a quotation mark.
  }
}
