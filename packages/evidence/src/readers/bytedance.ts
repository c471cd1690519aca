import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { isRecord, type JsonRecord, numberOf, parseJson, textOf } from "./json.ts";

const BYTEDANCE: Readonly<Record<string, string>> = {
  doubao: "doubao",
  xinghui: "doubao",
  dreamina: "jimeng",
  jimeng: "jimeng",
};

/** Apps of ByteDance write JSON with `product`; only some of their values mean that the image was generated (reported, no sample seen). */
export function readByteDance(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const carrier of carriers.texts) {
    if (carrier.key !== "ImageDescription" && carrier.key !== "UserComment") continue;
    const whole = carriers.json(carrier, parseJson);
    if (!isRecord(whole)) continue;
    // Some write the fields in groups: what made it under `data`, the label under `aigc_info`, each perhaps as a text.
    const [data, info] = [unpack(whole["data"]), unpack(whole["aigc_info"])];
    const value = { ...info, ...data, ...whole };
    const product = textOf(value["product"]) ?? textOf(value["source_info"]) ?? textOf(value["data"]);
    const id = product === undefined ? undefined : BYTEDANCE[product.toLowerCase()];
    if (id === undefined) continue;
    const label = numberOf(value["aigc_label_type"]);
    const ai =
      value["exportType"] === "generation" ||
      numberOf(value["aigc_type"]) === 1 ||
      label === 1 ||
      label === 2;
    if (!ai) continue;
    const claim = { at: carrier.at, strength: "inferred" as const };
    findings.push({ ...claim, ai, services: [{ id, name: product ?? null, ...claim }] });
  }
  return findings;
}

function unpack(value: unknown): JsonRecord {
  const unpacked = typeof value === "string" ? parseJson(value) : value;
  return isRecord(unpacked) ? unpacked : {};
}
