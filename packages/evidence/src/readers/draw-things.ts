import type { Carriers } from "../carriers.ts";
import type { ModelClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { isRecord, numberOf, seedOf, textOf } from "./json.ts";
import { definedOnly, jsonTexts } from "./json-texts.ts";
import { claimModel, isNoModel } from "./models.ts";

/** Draw Things: JSON in the XMP `exif:UserComment`, `c` being the prompt and `uc` what is unwanted; its model names are its own quantised files. */
export function readDrawThings(carriers: Carriers): Findings[] {
  const named = carriers.texts.find(
    (carrier) => carrier.key === "xmp:CreatorTool" && carrier.text.trim() === "Draw Things",
  );
  const findings: Findings[] = [];
  for (const { carrier, value } of jsonTexts(carriers)) {
    if (typeof value["c"] !== "string" || typeof value["model"] !== "string") continue;
    if (named === undefined && !isRecord(value["v2"])) continue;
    const { at } = carrier;
    const models = [claimModel("checkpoint", at, "structured", { name: value["model"] })];
    const refiner =
      textOf(value["refiner"]) ?? (isRecord(value["v2"]) ? textOf(value["v2"]["refinerModel"]) : undefined);
    if (refiner !== undefined && !isNoModel(refiner))
      models.push(claimModel("checkpoint", at, "structured", { name: refiner }));
    const upscaler = textOf(value["upscaler"]);
    if (upscaler !== undefined && !isNoModel(upscaler))
      models.push(claimModel("upscaler", at, "structured", { name: upscaler }));
    const adapters: ModelClaim[] = [];
    for (const entry of Array.isArray(value["lora"])
      ? (value["lora"] as unknown[]).slice(0, limits.models)
      : []) {
      const name = isRecord(entry) ? textOf(entry["model"]) : undefined;
      if (isRecord(entry) && name !== undefined)
        adapters.push(claimModel("lora", at, "structured", { name, weight: numberOf(entry["weight"]) }));
    }
    findings.push({
      at,
      strength: "structured",
      ai: true,
      tools: [{ id: "drawthings", version: null, at, strength: "structured" }],
      models,
      adapters,
      prompt: value["c"],
      ...(typeof value["uc"] === "string" ? { negativePrompt: value["uc"] } : {}),
      parameters: definedOnly({
        seed: seedOf(value["seed"]),
        steps: numberOf(value["steps"]),
        sampler: textOf(value["sampler"]),
        cfgScale: numberOf(value["scale"]),
      }),
    });
  }
  if (findings.length === 0 && named !== undefined) {
    findings.push({
      at: named.at,
      strength: "structured",
      ai: true,
      tools: [{ id: "drawthings", version: null, at: named.at, strength: "structured" }],
    });
  }
  return findings;
}
