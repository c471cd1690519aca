import type { Carriers } from "../carriers.ts";
import type { ModelClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { isRecord, type JsonRecord, numberOf, seedOf, textOf } from "./json.ts";
import { definedOnly, jsonTexts } from "./json-texts.ts";
import { claimModel, isNoModel } from "./models.ts";

/** Hugging Face Spaces of the sdxl and animagine kind: JSON in `parameters`, with A1111's names for the model. */
export function readHuggingFaceSpace(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const { carrier, value } of jsonTexts(carriers)) {
    if (
      textOf(value["prompt"]) === undefined ||
      textOf(value["Model"]) === undefined ||
      (value["num_inference_steps"] === undefined && value["resolution"] === undefined)
    )
      continue;
    const { at } = carrier;
    const negativePrompt = textOf(value["negative_prompt"]);
    findings.push({
      at,
      strength: "structured",
      ai: true,
      tools: [{ id: "hf-space", version: null, at, strength: "structured" }],
      models: [
        claimModel("checkpoint", at, "structured", {
          name: textOf(value["Model"]) ?? null,
          hash: textOf(value["Model hash"]) ?? null,
        }),
      ],
      adapters: loraOfSpace(value, at),
      prompt: textOf(value["prompt"]) ?? "",
      ...(negativePrompt === undefined ? {} : { negativePrompt }),
      parameters: definedOnly({
        seed: seedOf(value["seed"]),
        steps: numberOf(value["num_inference_steps"]),
        sampler: textOf(value["sampler"]),
        cfgScale: numberOf(value["guidance_scale"]),
      }),
    });
  }
  const job = carriers.find("hf-job-id");
  if (job !== undefined) {
    findings.push({
      at: job.at,
      strength: "structured",
      ai: false,
      gateways: [{ id: "huggingface-jobs", name: "Hugging Face Jobs", at: job.at, strength: "structured" }],
    });
  }
  return findings;
}

function loraOfSpace(value: JsonRecord, at: string): ModelClaim[] {
  const used = value["use_lora"];
  if (typeof used === "string" && !isNoModel(used))
    return [claimModel("lora", at, "structured", { name: used })];
  if (!isRecord(used)) return [];
  const name = textOf(used["model"]) ?? textOf(used["name"]) ?? textOf(used["selected_lora"]);
  return name === undefined
    ? []
    : [
        claimModel("lora", at, "structured", {
          name,
          weight: numberOf(used["scale"] ?? used["weight"] ?? used["multiplier"]),
        }),
      ];
}
