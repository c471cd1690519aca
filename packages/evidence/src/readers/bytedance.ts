import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { isRecord, numberOf, parseJson, textOf } from "./json.ts";

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
    const value = carriers.json(carrier, parseJson);
    if (!isRecord(value)) continue;
    const product = textOf(value["product"]) ?? textOf(value["data"]);
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
