import type { Carriers } from "../carriers.ts";
import type { ModelClaim, ServiceClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { isRecord, type JsonRecord, numberOf, parseJson, seedOf, textOf } from "./json.ts";
import { definedOnly } from "./json-texts.ts";
import { claimModel, isAdapter, roleOfType } from "./models.ts";

/** TensorArt: JSON in `generation_data`; the ComfyUI graph beside it has only internal names (`EMS-…-EMS`). */
export function readTensorArt(carriers: Carriers): Findings[] {
  const carrier = carriers.find("generation_data");
  const value = carrier === undefined ? undefined : carriers.json(carrier, parseJson);
  if (carrier === undefined || !isRecord(value)) return [];
  const { at } = carrier;
  const claims: ModelClaim[] = [];
  const add = (entry: JsonRecord, fallback: "checkpoint" | "lora"): void => {
    const role = roleOfType(textOf(entry["type"]) ?? "") ?? fallback;
    const id = entry["modelId"];
    claims.push(
      claimModel(role, at, "structured", {
        name: textOf(entry["modelFileName"]) ?? textOf(entry["label"]) ?? null,
        hash: textOf(entry["hash"]) ?? null,
        weight: isAdapter(role) ? numberOf(entry["weight"]) : undefined,
        loader: typeof id === "string" || typeof id === "number" ? `tensorart model ${id}` : undefined,
      }),
    );
  };
  if (isRecord(value["baseModel"])) add(value["baseModel"], "checkpoint");
  for (const entry of Array.isArray(value["models"])
    ? (value["models"] as unknown[]).slice(0, limits.models)
    : [])
    if (isRecord(entry)) add(entry, "lora");
  const service: ServiceClaim = { id: "tensorart", name: "TensorArt", at, strength: "structured" };
  const prompt = textOf(value["prompt"]);
  const negativePrompt = textOf(value["negativePrompt"]);
  return [
    {
      at,
      strength: "structured",
      ai: true,
      services: [service],
      gateways: [service],
      models: claims.filter((claim) => !isAdapter(claim.role)),
      adapters: claims.filter((claim) => isAdapter(claim.role)),
      ...(prompt === undefined ? {} : { prompt }),
      ...(negativePrompt === undefined ? {} : { negativePrompt }),
      parameters: definedOnly({
        seed: seedOf(value["seed"]),
        steps: numberOf(value["steps"]),
        sampler: textOf(value["sampler"]) ?? textOf(value["samplerName"]),
        cfgScale: numberOf(value["cfgScale"]),
      }),
    },
  ];
}
