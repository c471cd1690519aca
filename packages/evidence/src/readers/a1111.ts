import type { Carriers, TextCarrier } from "../carriers.ts";
import type { ModelClaim, Parameters, ServiceClaim, Strength, ToolClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { readCivitaiResources } from "./civitai.ts";
import { type Infotext, parseInfotext, readTags } from "./infotext.ts";
import { isRecord, numberOf, parseJson, seedOf } from "./json.ts";
import { baseName, claimModel, isNoModel, isWeightsFile, stemOf } from "./models.ts";

/** Fields that hold a text of this grammar; decided by the text, but a camera's own fields are not even looked at. */
export const A1111_FIELDS: readonly string[] = [
  "parameters",
  "UserComment",
  "Comment",
  "ImageDescription",
  "exif:UserComment",
  "tiff:ImageDescription",
  "dc:description",
  "XPComment",
  "postprocessing",
  "extras",
];
const FIELDS = new Set(A1111_FIELDS);

/** AUTOMATIC1111 and everything that writes its grammar: Forge, reForge, SD.Next, Fooocus, savers of ComfyUI, hosts. */
export function readA1111(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const carrier of carriers.texts) {
    if (!FIELDS.has(carrier.key)) continue;
    if (carrier.key === "postprocessing" || carrier.key === "extras") {
      findings.push(readPostprocessing(carrier));
      continue;
    }
    const info = parseInfotext(carrier.text);
    if (info !== null) findings.push(interpretInfotext(info, carrier.at));
  }
  return findings;
}

/** What a parsed text says; `at` is where it stands. */
export function interpretInfotext(info: Infotext, at: string): Findings {
  const { settings } = info;
  const tools = readTool(settings, at);
  const strength: Strength =
    tools[0]?.strength === "structured" || settings.has("civitai resources") ? "structured" : "inferred";
  const civitai = readCivitaiResources(settings, at);
  const onCivitai = civitai !== null && tools.length === 0;
  const services: ServiceClaim[] = onCivitai
    ? [{ id: "civitai", name: "Civitai", at, strength: "structured" }, ...civitai.engines]
    : [];
  const models: ModelClaim[] = [];
  const adapters: ModelClaim[] = [];
  readModels(settings, at, models);
  readAdapters(info, at, adapters);
  for (const claim of civitai?.models ?? []) mergeResource(models, claim);
  for (const claim of civitai?.adapters ?? []) mergeResource(adapters, claim);
  return {
    at,
    strength,
    ai: true,
    tools:
      tools.length > 0 || onCivitai
        ? tools
        : [{ id: "automatic1111", version: null, at, strength: "inferred" }],
    services,
    gateways: onCivitai ? services.slice(0, 1) : [],
    models: models.slice(0, limits.models),
    adapters: adapters.slice(0, limits.models),
    ...(info.prompt === "" ? {} : { prompt: info.prompt }),
    ...(info.negativePrompt === null ? {} : { negativePrompt: info.negativePrompt }),
    parameters: readParameters(settings),
    ...madeOn(settings),
  };
}

function madeOn(settings: ReadonlyMap<string, string>): { madeOn: string } | Record<string, never> {
  const date = settings.get("created date") ?? settings.get("timestamp");
  return date !== undefined && /^\d{4}-\d\d-\d\d/.test(date) ? { madeOn: date } : {};
}

/** `Version` tells the forks apart (they took over each other's numbers); SD.Next names itself in `App`. */
function readTool(settings: ReadonlyMap<string, string>, at: string): ToolClaim[] {
  const version = settings.get("version") ?? null;
  const app = settings.get("app");
  const claim = (id: string, strength: Strength = "structured"): ToolClaim[] => [
    { id, version, at, strength },
  ];
  if (app !== undefined && app.toLowerCase().startsWith("sd.next")) return claim("sdnext");
  if (version === null) return [];
  if (/^f\d[\w.]*-v\d/.test(version)) return claim("reforge");
  if (/^f\d/.test(version) || /^(classic|neo)\b/.test(version)) return claim("forge");
  if (/^v\d/.test(version)) return claim("automatic1111");
  const lower = version.toLowerCase();
  if (lower.startsWith("comfyui")) return claim("comfyui");
  if (lower.startsWith("ruinedfooocus")) return claim("ruined-fooocus");
  if (lower.startsWith("fooocus")) return claim("fooocus");
  if (lower.startsWith("invoke")) return claim("invokeai");
  if (lower.startsWith("swarm")) return claim("swarmui");
  if (lower.startsWith("sd.next") || lower.startsWith("sdnext")) return claim("sdnext");
  return claim("automatic1111", "inferred");
}

function readParameters(settings: ReadonlyMap<string, string>): Parameters {
  const parameters: Record<string, unknown> = {};
  const put = (name: string, value: unknown): void => {
    if (value !== undefined && value !== "") parameters[name] = value;
  };
  put("seed", seedOf(settings.get("seed")));
  put("steps", numberOf(settings.get("steps")));
  put("sampler", settings.get("sampler"));
  put("scheduler", settings.get("schedule type") ?? settings.get("scheduler"));
  put("cfgScale", numberOf(settings.get("cfg scale")));
  put("size", settings.get("size"));
  put("clipSkip", numberOf(settings.get("clip skip")));
  put("denoisingStrength", numberOf(settings.get("denoising strength")));
  return parameters;
}

/** `name [hash]`, `name(hash)` or a bare name. */
function splitHash(value: string): { name: string; hash: string | null } {
  const open = Math.max(value.lastIndexOf("["), value.lastIndexOf("("));
  const last = value[value.length - 1];
  if (open > 0 && (last === "]" || last === ")")) {
    const hash = value.slice(open + 1, -1);
    if (/^[0-9a-f]{6,64}$/i.test(hash)) return { name: value.slice(0, open).trim(), hash };
  }
  return { name: value, hash: null };
}

function readModels(settings: ReadonlyMap<string, string>, at: string, models: ModelClaim[]): void {
  const hashes = readHashes(settings);
  const name = settings.get("model");
  const hash = settings.get("model hash") ?? hashes.get("model") ?? null;
  if (name !== undefined || hash !== null) {
    const known = name === undefined || isNoModel(name) ? null : name;
    const trained =
      known !== null && /^\d{5,9}\.safetensors$/.test(known) ? known.slice(0, known.indexOf(".")) : undefined;
    if (known !== null || hash !== null) {
      models.push(
        claimModel("checkpoint", at, "structured", { name: known, hash, version: trained, loader: "Model" }),
      );
    }
  }
  const vae = settings.get("vae");
  const vaeHash = settings.get("vae hash") ?? hashes.get("vae") ?? null;
  if (vae !== undefined && !isNoModel(vae))
    models.push(claimModel("vae", at, "structured", { name: vae, hash: vaeHash, loader: "VAE" }));
  else if (vaeHash !== null)
    models.push(claimModel("vae", at, "structured", { hash: vaeHash, loader: "VAE" }));
  for (const [key, value] of settings) {
    if (isNoModel(value)) continue;
    const split = splitHash(value);
    const loader = key;
    if (
      key === "refiner" ||
      key === "hires checkpoint" ||
      (key.includes("checkpoint") && key !== "checkpoint")
    ) {
      if (
        !models.some(
          (known) =>
            known.role === "checkpoint" && known.name !== null && stemOf(known.name) === stemOf(split.name),
        )
      ) {
        models.push(claimModel("checkpoint", at, "structured", { ...split, loader }));
      }
    } else if (key.startsWith("module ") || key.startsWith("hires module ")) {
      models.push(claimModel(roleOfModule(value), at, "structured", { ...split, loader }));
    } else if (/^adetailer model/.test(key) || key === "face restoration model" || key === "face swapper") {
      models.push(claimModel("upscaler", at, "structured", { ...split, loader }));
    } else if (
      key === "hires upscaler" ||
      key === "postprocess upscaler" ||
      key === "postprocess upscaler 2"
    ) {
      if (!isArithmetic(value)) models.push(claimModel("upscaler", at, "structured", { ...split, loader }));
    } else if (isWeightsFile(value) && !MODEL_KEYS.has(key) && !/lora|addnet|controlnet/.test(key)) {
      models.push(
        claimModel(key.includes("vae") ? "vae" : "upscaler", at, "structured", { ...split, loader }),
      );
    }
  }
}

const MODEL_KEYS = new Set(["model", "vae", "checkpoint", "refiner"]);

/** Forge lists what it loaded beside the checkpoint as modules: text encoders and the VAE, told apart by their names. */
function roleOfModule(name: string): "vae" | "text-encoder" {
  const lower = name.toLowerCase();
  return /clip|t5|umt5|gemma|llama|qwen[^_]*vl|qwen_?[23]|encoder/.test(lower) && !lower.includes("vae")
    ? "text-encoder"
    : "vae";
}

/** Upscaling that is arithmetic, not a model. */
function isArithmetic(name: string): boolean {
  return /^(latent|lanczos|nearest|none|bicubic|bilinear|box)/i.test(name);
}

function readHashes(settings: ReadonlyMap<string, string>): Map<string, string> {
  const hashes = new Map<string, string>();
  const parsed = parseJson(settings.get("hashes") ?? "");
  if (!isRecord(parsed)) return hashes;
  for (const [key, value] of Object.entries(parsed)) if (typeof value === "string") hashes.set(key, value);
  return hashes;
}

/** `name: hash, name2: hash2`; names may hold colons, hashes may not. */
function readPairs(value: string): [name: string, hash: string][] {
  const pairs: [string, string][] = [];
  for (const piece of value.slice(0, 65_536).split(",").slice(0, limits.models)) {
    const colon = piece.lastIndexOf(":");
    if (colon > 0) pairs.push([piece.slice(0, colon).trim(), piece.slice(colon + 1).trim()]);
  }
  return pairs;
}

function readAdapters(info: Infotext, at: string, adapters: ModelClaim[]): void {
  const { settings } = info;
  const loraHashes = new Map(readPairs(settings.get("lora hashes") ?? ""));
  const embeddings = new Map(readPairs(settings.get("ti hashes") ?? settings.get("ti") ?? ""));
  for (const [key, hash] of readHashes(settings)) {
    const [kind, ...rest] = key.split(":");
    const name = rest.join(":");
    if (name === "") continue;
    if ((kind === "lora" || kind === "lyco") && !loraHashes.has(name)) loraHashes.set(name, hash);
    if (kind === "embed" && !embeddings.has(name)) embeddings.set(name, hash);
  }
  const tags = [
    ...readTags(info.prompt),
    ...readTags(settings.get("hires prompt") ?? ""),
    ...readTags(info.negativePrompt ?? ""),
  ];
  const listed = new Set<string>();
  for (const tag of tags) {
    if (tag.kind === "hypernet") {
      adapters.push(
        claimModel("embedding", at, "structured", { name: tag.name, weight: tag.weight, loader: "hypernet" }),
      );
      continue;
    }
    const stem = stemOf(tag.name);
    if (listed.has(stem)) continue;
    listed.add(stem);
    const entry = [...loraHashes].find(([name]) => stemOf(name) === stem);
    adapters.push(
      claimModel("lora", at, "structured", { name: tag.name, hash: entry?.[1], weight: tag.weight ?? 1 }),
    );
  }
  for (const [name, hash] of loraHashes) {
    if (listed.has(stemOf(name))) continue;
    listed.add(stemOf(name));
    adapters.push(claimModel("lora", at, "structured", { name, hash }));
  }
  for (const [name, hash] of embeddings)
    adapters.push(claimModel("embedding", at, "structured", { name, hash }));
  for (const [key, value] of settings) {
    if (isNoModel(value)) continue;
    if (/^(addnet model|lora_?)\s?\d+( model)?$/.test(key)) {
      const split = splitHash(value);
      if (!listed.has(stemOf(split.name))) {
        const weight = numberOf(settings.get(key.replace("model", "weight a")));
        adapters.push(claimModel("lora", at, "structured", { ...split, weight, loader: key }));
      }
    } else if (/^controlnet( \d+)?$/.test(key)) {
      const model = controlNetModel(value);
      if (model !== null)
        adapters.push(claimModel("controlnet", at, "structured", { ...splitHash(model), loader: key }));
    } else if (/^controlnet( \d+)? model$/.test(key)) {
      adapters.push(claimModel("controlnet", at, "structured", { ...splitHash(value), loader: key }));
    }
  }
}

/** `Module: canny, Model: control_v11p_sd15_canny [d14c016b], Weight: 1, …` */
function controlNetModel(value: string): string | null {
  const start = /(?:^|, )model: /i.exec(value);
  if (start === null) return null;
  const rest = value.slice(start.index + start[0].length);
  const comma = rest.indexOf(",");
  const model = (comma < 0 ? rest : rest.slice(0, comma)).trim();
  return isNoModel(model) ? null : model;
}

/** A Civitai resource and a setting may be the same model: they are joined where the resource adds what the setting lacks. */
function mergeResource(claims: ModelClaim[], resource: ModelClaim): void {
  const index = claims.findIndex(
    (claim) =>
      claim.version === undefined &&
      claim.role === resource.role &&
      (resource.name === null ||
        claim.name === null ||
        stemOf(claim.name) === stemOf(resource.name) ||
        claims.filter((other) => other.role === claim.role).length === 1) &&
      (resource.role === "checkpoint" ||
        (claim.name !== null && resource.name !== null && stemOf(claim.name) === stemOf(resource.name))),
  );
  const known = claims[index];
  if (known === undefined) claims.push(resource);
  else claims[index] = { ...resource, ...known, ...(known.name === null ? { name: resource.name } : {}) };
}

/** The Extras tab: an upscaler's work on some image, whose making it does not tell. */
function readPostprocessing(carrier: TextCarrier): Findings {
  const models: ModelClaim[] = [];
  const found = /upscaler: ?([^,\n]{1,200})/i.exec(carrier.text.slice(0, 4096));
  const name = found?.[1]?.trim();
  if (name !== undefined && !isNoModel(name) && !isArithmetic(name)) {
    models.push(
      claimModel("upscaler", carrier.at, "structured", { name: baseName(name), loader: carrier.key }),
    );
  }
  return {
    at: carrier.at,
    strength: "inferred",
    ai: models.length > 0,
    tools: [{ id: "automatic1111", version: null, at: carrier.at, strength: "inferred" }],
    models,
  };
}
