import type { Carriers } from "../carriers.ts";
import type { ModelClaim, ModelRole } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { isRecord, type JsonRecord, numberOf, seedOf, textOf } from "./json.ts";
import { definedOnly, jsonTexts } from "./json-texts.ts";
import { claimModel, isAdapter, isNoModel, stemOf } from "./models.ts";

/** Parameters of SwarmUI that name a model. */
const ROLES: Readonly<Record<string, ModelRole>> = {
  model: "checkpoint",
  refinermodel: "checkpoint",
  segmentmodel: "checkpoint",
  videomodel: "checkpoint",
  vae: "vae",
  loras: "lora",
  lora: "lora",
  controlnetmodel: "controlnet",
  controlnettwomodel: "controlnet",
  controlnetthreemodel: "controlnet",
  clipgmodel: "text-encoder",
  cliplmodel: "text-encoder",
  txxlmodel: "text-encoder",
  tfivexxlmodel: "text-encoder",
  llamamodel: "text-encoder",
  qwenmodel: "text-encoder",
};

/** Parameters that name models of newer kinds all end the same way; the switches among them hold no name. */
function roleOfParameter(key: string): ModelRole | undefined {
  const name = key.toLowerCase();
  if (Object.hasOwn(ROLES, name)) return ROLES[name];
  if (!/^[a-z0-9]+model$/.test(name)) return undefined;
  if (name.includes("vae")) return "vae";
  if (/controlnet|ipadapter/.test(name)) return "controlnet";
  if (/clip|xxl|llama|llm|qwen|gemma|mistral|encoder/.test(name)) return "text-encoder";
  return "checkpoint";
}

/** SwarmUI: JSON with `sui_image_params`, and with `sui_models` the hashes of the tensors (its own kind of hash). */
export function readSwarmUI(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const { carrier, value } of jsonTexts(carriers)) {
    const parameters = value["sui_image_params"];
    if (isRecord(parameters)) findings.push(interpret(parameters, value, carrier.at));
  }
  return findings;
}

function interpret(stated: JsonRecord, whole: JsonRecord, at: string): Findings {
  const claims: ModelClaim[] = [];
  const listed = new Set<string>();
  const weights = loraWeights(stated);
  const add = (role: ModelRole, name: string, hash: string | null, strength?: number): void => {
    const stem = stemOf(name);
    if (claims.length > limits.models || isNoModel(name) || listed.has(`${role}/${stem}`)) return;
    listed.add(`${role}/${stem}`);
    const weight = role === "lora" ? weights.get(stem) : strength;
    claims.push(claimModel(role, at, "structured", { name, hash, weight }));
  };
  const hashed = Array.isArray(whole["sui_models"])
    ? (whole["sui_models"] as unknown[]).slice(0, limits.models).filter(isRecord)
    : [];
  for (const entry of hashed) {
    const name = textOf(entry["name"]);
    const role = roleOfParameter(textOf(entry["param"]) ?? "") ?? "checkpoint";
    if (name !== undefined) add(role, name, textOf(entry["hash"]) ?? null);
  }
  for (const key of Object.keys(stated).slice(0, limits.settings)) {
    const role = roleOfParameter(key);
    if (role === undefined) continue;
    const strength = role === "controlnet" ? numberOf(stated[key.replace(/model$/i, "strength")]) : undefined;
    for (const name of names(stated[key])) add(role, name, null, strength);
  }
  const upscaler = /^(?:latent)?model-(.+)$/.exec(textOf(stated["refinerupscalemethod"]) ?? "")?.[1];
  if (upscaler !== undefined)
    claims.push(claimModel("upscaler", at, "structured", { name: upscaler, loader: "refinerupscalemethod" }));
  const extra = isRecord(whole["sui_extra_data"]) ? whole["sui_extra_data"] : {};
  const prompt = textOf(stated["prompt"]);
  const negativePrompt = textOf(stated["negativeprompt"]);
  const date = textOf(extra["date"]) ?? textOf(stated["date"]);
  return {
    at,
    strength: "structured",
    ai: true,
    tools: [{ id: "swarmui", version: textOf(stated["swarm_version"]) ?? null, at, strength: "structured" }],
    models: claims.filter((claim) => !isAdapter(claim.role)),
    adapters: claims.filter((claim) => isAdapter(claim.role)),
    ...(prompt === undefined ? {} : { prompt }),
    ...(negativePrompt === undefined ? {} : { negativePrompt }),
    parameters: definedOnly({
      seed: seedOf(stated["seed"]),
      steps: numberOf(stated["steps"]),
      sampler: textOf(stated["sampler"]) ?? textOf(stated["comfyuisampler"]),
      scheduler: textOf(stated["scheduler"]) ?? textOf(stated["comfyuischeduler"]),
      cfgScale: numberOf(stated["cfgscale"]),
    }),
    ...(date !== undefined && /^\d{4}-\d\d-\d\d/.test(date) ? { madeOn: date } : {}),
  };
}

function names(value: unknown): string[] {
  // `(None)`, `(Use Base)` and the like are choices of the interface.
  if (typeof value === "string")
    return value
      .split(",", limits.models)
      .map((name) => name.trim())
      .filter((name) => !/^\(.*\)$/.test(name));
  return Array.isArray(value)
    ? (value as unknown[]).filter((name) => typeof name === "string").slice(0, limits.models)
    : [];
}

/** `loraweights` runs beside `loras`. */
function loraWeights(stated: JsonRecord): Map<string, number> {
  const weights = names(stated["loraweights"]);
  const pairs = new Map<string, number>();
  for (const [index, name] of names(stated["loras"]).entries()) {
    const weight = numberOf(weights[index]);
    if (weight !== undefined) pairs.set(stemOf(name), weight);
  }
  return pairs;
}
