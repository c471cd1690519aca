import type { Carriers } from "../carriers.ts";
import type { ModelClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { isRecord, type JsonRecord, numberOf, parseJson, seedOf, textOf } from "./json.ts";
import { definedOnly, jsonTexts } from "./json-texts.ts";
import { claimModel, isNoModel } from "./models.ts";

/** Stability Matrix: beside the text of A1111 and a ComfyUI graph it keeps its own `parameters-json` and project. */
export function readStabilityMatrix(carriers: Carriers): Findings[] {
  const carrier = carriers.find("parameters-json");
  const value = carrier === undefined ? undefined : carriers.json(carrier, parseJson);
  if (carrier === undefined || !isRecord(value)) {
    const project = carriers.find("smproj");
    if (project === undefined) return [];
    return [
      {
        at: project.at,
        strength: "structured",
        ai: true,
        tools: [{ id: "stability-matrix", version: null, at: project.at, strength: "structured" }],
      },
    ];
  }
  const { at } = carrier;
  const name = textOf(value["ModelName"]) ?? null;
  const hash = textOf(value["ModelHash"]) ?? null;
  const version = value["ModelVersionId"];
  const prompt = textOf(value["PositivePrompt"]);
  const negativePrompt = textOf(value["NegativePrompt"]);
  return [
    {
      at,
      strength: "structured",
      ai: true,
      tools: [{ id: "stability-matrix", version: null, at, strength: "structured" }],
      models:
        name === null && hash === null
          ? []
          : [
              claimModel("checkpoint", at, "structured", {
                name,
                hash,
                version: typeof version === "number" ? String(version) : undefined,
              }),
            ],
      ...(prompt === undefined ? {} : { prompt }),
      ...(negativePrompt === undefined ? {} : { negativePrompt }),
      parameters: definedOnly({
        seed: seedOf(value["Seed"]),
        steps: numberOf(value["Steps"]),
        sampler: textOf(value["Sampler"]),
        cfgScale: numberOf(value["CfgScale"]),
      }),
    },
  ];
}

/** Hugging Face Spaces of the sdxl and animagine kind: JSON in `parameters`, with A1111's names for the model. */
export function readHuggingFaceSpace(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const { carrier, value } of jsonTexts(carriers)) {
    if (
      textOf(value["prompt"]) === undefined ||
      textOf(value["Model"]) === undefined ||
      value["num_inference_steps"] === undefined
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
  const name = textOf(used["model"]) ?? textOf(used["name"]);
  return name === undefined
    ? []
    : [claimModel("lora", at, "structured", { name, weight: numberOf(used["scale"] ?? used["weight"]) })];
}

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

/** Names of Easy Diffusion's fields: as they are in JSON and PNG texts, and as labels. */
const EASY_DIFFUSION: Readonly<Record<string, string>> = {
  "Stable Diffusion model": "use_stable_diffusion_model",
  "VAE model": "use_vae_model",
  "LoRA model": "use_lora_model",
  "LoRA Strength": "lora_alpha",
  "Hypernetwork model": "use_hypernetwork_model",
  Prompt: "prompt",
  "Negative Prompt": "negative_prompt",
  Seed: "seed",
  Steps: "num_inference_steps",
  "Guidance Scale": "guidance_scale",
  Sampler: "sampler_name",
};

export const EASY_DIFFUSION_FIELDS: readonly string[] = [
  "use_stable_diffusion_model",
  "Stable Diffusion model",
];

/** Easy Diffusion: one PNG text a setting, or the same as JSON; models are paths. No real sample is known to us: written from its source. */
export function readEasyDiffusion(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  const texts: Record<string, unknown> = {};
  let at: string | null = null;
  for (const carrier of carriers.texts) {
    const key = EASY_DIFFUSION[carrier.key] ?? carrier.key;
    if (key === "use_stable_diffusion_model") at = carrier.at;
    if (carrier.kind === "text" && carrier.text.length < 100_000) texts[key] = carrier.text;
  }
  if (at !== null) findings.push(interpretEasyDiffusion(texts, at));
  for (const { carrier, value } of jsonTexts(carriers)) {
    const fields: Record<string, unknown> = {};
    for (const key in value) fields[EASY_DIFFUSION[key] ?? key] = value[key];
    if (fields["use_stable_diffusion_model"] !== undefined)
      findings.push(interpretEasyDiffusion(fields, carrier.at));
  }
  return findings;
}

function interpretEasyDiffusion(fields: Readonly<Record<string, unknown>>, at: string): Findings {
  const listed = (value: unknown): string[] => {
    const parsed =
      typeof value === "string" && value.startsWith("[") ? parseJson(value.replaceAll("'", '"')) : value;
    const entries = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
    return entries
      .filter((entry) => typeof entry === "string" && !isNoModel(entry))
      .slice(0, limits.models) as string[];
  };
  const models: ModelClaim[] = [];
  for (const name of listed(fields["use_stable_diffusion_model"]))
    models.push(claimModel("checkpoint", at, "structured", { name }));
  for (const name of listed(fields["use_vae_model"]))
    models.push(claimModel("vae", at, "structured", { name }));
  const alphas = fields["lora_alpha"];
  const weights = Array.isArray(alphas)
    ? (alphas as unknown[])
    : typeof alphas === "string" && alphas.startsWith("[")
      ? parseJson(alphas)
      : [alphas];
  const adapters: ModelClaim[] = [];
  for (const [index, name] of listed(fields["use_lora_model"]).entries()) {
    adapters.push(
      claimModel("lora", at, "structured", {
        name,
        weight: numberOf(Array.isArray(weights) ? (weights as unknown[])[index] : undefined),
      }),
    );
  }
  for (const name of listed(fields["use_controlnet_model"]))
    adapters.push(claimModel("controlnet", at, "structured", { name }));
  for (const name of listed(fields["use_embeddings_model"]))
    adapters.push(claimModel("embedding", at, "structured", { name }));
  for (const name of listed(fields["use_hypernetwork_model"]))
    adapters.push(claimModel("embedding", at, "structured", { name, loader: "hypernetwork" }));
  const prompt = textOf(fields["prompt"]);
  const negativePrompt = textOf(fields["negative_prompt"]);
  return {
    at,
    strength: "structured",
    ai: true,
    tools: [{ id: "easy-diffusion", version: null, at, strength: "structured" }],
    models,
    adapters,
    ...(prompt === undefined ? {} : { prompt }),
    ...(negativePrompt === undefined ? {} : { negativePrompt }),
    parameters: definedOnly({
      seed: seedOf(fields["seed"]),
      steps: numberOf(fields["num_inference_steps"]),
      sampler: textOf(fields["sampler_name"]),
      cfgScale: numberOf(fields["guidance_scale"]),
    }),
  };
}
