import type { Carriers } from "../carriers.ts";
import type { ModelClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { numberOf, parseJson, seedOf, textOf } from "./json.ts";
import { definedOnly, jsonTexts } from "./json-texts.ts";
import { claimModel, isNoModel } from "./models.ts";

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
  "Use Face Correction": "use_face_correction",
  "Use Upscaling": "use_upscale",
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
      ? parseJson(alphas.replaceAll("'", '"'))
      : [alphas];
  for (const key of ["use_upscale", "use_face_correction"])
    for (const name of listed(fields[key]))
      models.push(claimModel("upscaler", at, "structured", { name, loader: key }));
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
