import type { Carriers, TextCarrier } from "../carriers.ts";
import type { Label } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { isRecord, type JsonRecord, numberOf, parseJson } from "./json.ts";

/** Companies by the 18 characters of their Unified Social Credit Code; a code names a company, not an engine. */
const PRODUCERS: Readonly<
  Record<string, { readonly id: string; readonly name: string; readonly known: "seen" | "reported" }>
> = {
  "91110102MACQD9K640": { id: "doubao", name: "Doubao", known: "seen" },
  "9144030008867405X2": { id: "jimeng", name: "Jimeng", known: "seen" },
  "91440101MA9Y9T4H7A": { id: "qwen-chat", name: "Qwen", known: "reported" },
  "91110108335469089C": { id: "kling", name: "Kling", known: "reported" },
  "91440300708461136T": { id: "tencent-yuanbao", name: "Tencent Yuanbao", known: "reported" },
  "91340100MAEB4N8H76": { id: "runninghub", name: "RunningHub", known: "reported" },
  "91110000802100433B": { id: "baidu", name: "Baidu", known: "reported" },
  "91110105MACJ6K1C8A": { id: "liblib", name: "LibLib", known: "reported" },
};

/** Names that some write instead of a code. */
const PLAIN_NAMES: Readonly<Record<string, string>> = {
  doubao: "doubao",
  jimeng: "jimeng",
  dreamina: "jimeng",
  picwish: "picwish",
  kling: "kling",
};

const LABEL_FIELDS = [
  "Label",
  "ContentProducer",
  "ProduceID",
  "ReservedCode1",
  "ContentPropagator",
  "PropagateID",
  "ReservedCode2",
];

export const TC260_FIELDS: readonly string[] = [
  ":AIGC",
  "AIGC",
  "aigc",
  "UserComment",
  "ImageDescription",
  "Comment",
];

/** China's label for generated content (GB 45438-2025, in force 2025-09-01): `AIGC` as an XMP property, a PNG text, in Exif or bare in a JPEG. */
export function readTc260(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const carrier of carriers.texts) {
    const fields = labelFields(carriers, carrier);
    if (fields === null) continue;
    const { at } = carrier;
    const degree = numberOf(fields["Label"]);
    const strength = degree === 1 ? ("structured" as const) : ("inferred" as const);
    const producer = findProducer(fields["ContentProducer"] ?? fields["ServiceProvider"] ?? "");
    const label: Label = { at, strength, standard: "tc260", fields };
    findings.push({
      at,
      strength,
      ai:
        degree === 1 || degree === 2 || degree === 3 || (fields["Label"] === undefined && producer !== null),
      services: producer === null ? [] : [{ id: producer.id, name: producer.name, at, strength }],
      labels: [label],
      ...(degree === 2 || degree === 3
        ? {
            problems: [
              {
                code: "label-uncertain",
                message: `${at} says that the image is ${degree === 2 ? "possibly" : "suspected to be"} generated, not that it is.`,
              },
            ],
          }
        : {}),
    });
  }
  return findings;
}

function labelFields(carriers: Carriers, carrier: TextCarrier): Record<string, string> | null {
  if (carrier.key === "AIGC" || carrier.key === "aigc" || carrier.key.endsWith(":AIGC"))
    return labelOf(carriers.json(carrier, parseJson));
  if (carrier.key !== "UserComment" && carrier.key !== "ImageDescription" && carrier.key !== "Comment")
    return null;
  const bare = /^\s*AIGC\s*(?=\{)/.exec(carrier.text);
  if (bare !== null) return labelOf(parseJson(carrier.text.slice(bare[0].length, 65_536)));
  const value = carriers.json(carrier, parseJson);
  if (!isRecord(value)) return null;
  if (value["AIGC"] !== undefined) return labelOf(value);
  // Tencent Cloud writes who provides the service beside the label itself.
  return value["ServiceProvider"] !== undefined && value["ServiceUser"] !== undefined ? texts(value) : null;
}

/** The label itself, or the object that holds it as `AIGC`, be it as text. */
function labelOf(value: unknown): Record<string, string> | null {
  const inner = isRecord(value) ? value["AIGC"] : undefined;
  return knownFields(inner === undefined ? value : typeof inner === "string" ? parseJson(inner) : inner);
}

/** A generic place counts only where at least one field of the standard is there. */
function knownFields(value: unknown): Record<string, string> | null {
  return isRecord(value) && LABEL_FIELDS.some((field) => value[field] !== undefined) ? texts(value) : null;
}

function texts(value: JsonRecord): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const key of Object.keys(value).slice(0, 32)) {
    const entry = value[key];
    if (typeof entry === "string" || typeof entry === "number")
      fields[key.slice(0, 64)] = String(entry).slice(0, 4096);
  }
  return fields;
}

/** `001` + `1` + the company's 18 characters + five digits of the product; or a plain name. */
function findProducer(code: string): { readonly id: string; readonly name: string } | null {
  const company = code.length >= 22 ? PRODUCERS[code.slice(4, 22)] : undefined;
  if (company !== undefined) return company;
  const plain = PLAIN_NAMES[code.trim().toLowerCase()];
  return plain === undefined ? null : { id: plain, name: code.trim() };
}
