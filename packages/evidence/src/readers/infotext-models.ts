import type { ModelClaim, ModelRole } from "../evidence.ts";
import { limits } from "../limits.ts";
import { type Infotext, readTags } from "./infotext.ts";
import { isRecord, numberOf, parseJson } from "./json.ts";
import { readListedLoras } from "./listed-loras.ts";
import { claimModel, isNoHash, isNoModel, isWeightsFile, stemOf } from "./models.ts";
import { readSdcpp, roleOfPart } from "./stable-diffusion-cpp.ts";

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

/** A hash, or nothing where the words stand for none: another place of the text may then tell it. */
function statedHash(value: string | undefined): string | undefined {
  return value === undefined || isNoModel(value) || isNoHash(value) ? undefined : value;
}

/** The models that the settings name, each with its role. */
export function readModels(settings: ReadonlyMap<string, string>, at: string, models: ModelClaim[]): void {
  const hashes = readHashes(settings);
  const name = settings.get("model");
  const hash = statedHash(settings.get("model hash")) ?? hashes.get("model") ?? null;
  if (name !== undefined || hash !== null) {
    // The title that the interface shows has the hash behind the name.
    const title = name?.endsWith("]") === true && hash === null ? splitHash(name) : { name, hash };
    const known = title.name === undefined || isNoModel(title.name) ? null : title.name;
    const trained =
      known !== null && /^\d{5,9}\.safetensors$/.test(known) ? known.slice(0, known.indexOf(".")) : undefined;
    if (known !== null || hash !== null) {
      models.push(
        claimModel("checkpoint", at, "structured", {
          name: known,
          hash: title.hash,
          version: trained,
          loader: "Model",
        }),
      );
    }
  }
  const vae = settings.get("vae");
  const vaeHash = statedHash(settings.get("vae hash")) ?? hashes.get("vae") ?? null;
  if (vae !== undefined && !isNoModel(vae))
    models.push(claimModel("vae", at, "structured", { name: vae, hash: vaeHash, loader: "VAE" }));
  else if (vaeHash !== null)
    models.push(claimModel("vae", at, "structured", { hash: vaeHash, loader: "VAE" }));
  for (const claim of readSdcpp(settings, at)?.models ?? []) if (!names(models, claim)) models.push(claim);
  for (const [key, value] of settings) {
    if (isNoModel(value)) continue;
    const split = splitHash(value);
    const loader = key;
    if (isPart(key, value) && models.some(({ name }) => name !== null && stemOf(name) === stemOf(split.name)))
      continue;
    if (key === "refiner" || (key.includes("checkpoint") && key !== "checkpoint")) {
      if (
        !models.some(
          (known) =>
            known.role === "checkpoint" && known.name !== null && stemOf(known.name) === stemOf(split.name),
        )
      ) {
        const hash = split.hash ?? statedHash(settings.get(`${key} hash`)) ?? null;
        models.push(claimModel("checkpoint", at, "structured", { name: split.name, hash, loader }));
      }
    } else if (key.startsWith("module ") || key.startsWith("hires module ")) {
      models.push(claimModel(roleOfModule(value), at, "structured", { ...split, loader }));
    } else if (
      key.startsWith("adetailer model") ||
      key === "face restoration" ||
      key === "face restoration model" ||
      key === "face swapper" ||
      key === "detailer"
    ) {
      models.push(claimModel("upscaler", at, "structured", { ...split, loader }));
    } else if (/(^|\s)upscaler( 2)?$/.test(key)) {
      if (!isArithmetic(value)) models.push(claimModel("upscaler", at, "structured", { ...split, loader }));
    } else if (isPart(key, value)) {
      models.push(claimModel(roleOfPartSetting(key), at, "structured", { ...split, loader }));
    }
  }
}

function names(models: readonly ModelClaim[], { name }: ModelClaim): boolean {
  return models.some((known) => known.name !== null && name !== null && stemOf(known.name) === stemOf(name));
}

const MODEL_KEYS = new Set(["model", "vae", "checkpoint", "refiner"]);

/** A setting that names a part of the model: its value is a file of weights, or its name is that of a part. */
function isPart(key: string, value: string): boolean {
  if (
    MODEL_KEYS.has(key) ||
    isWeightsFile(key) ||
    /lora|lyco|addnet|controlnet|embed|hash|sdcpp|prompt/.test(key)
  )
    return false;
  return isWeightsFile(value) || /^(?:(?:uncond|high noise|low noise) )?(?:unet|te\d*|dit)$/.test(key);
}

/** By what the setting is called; a file of weights under any other name is a part that somebody has to look at. */
function roleOfPartSetting(key: string): ModelRole {
  const role = roleOfPart(key);
  return role === "checkpoint" ? "upscaler" : role;
}

/** Forge lists what it loaded beside the checkpoint as modules: text encoders and the VAE, told apart by their names. */
function roleOfModule(name: string): "vae" | "text-encoder" {
  const lower = name.toLowerCase();
  return /clip|t5|umt5|gemma|llama|qwen[^_]*vl|qwen_?[23]|encoder/.test(lower) && !lower.includes("vae")
    ? "text-encoder"
    : "vae";
}

/** Upscaling that is arithmetic, not a model. */
export function isArithmetic(name: string): boolean {
  return /^(latent|lanczos|nearest|none|bicubic|bilinear|box)/i.test(name);
}

function readHashes(settings: ReadonlyMap<string, string>): Map<string, string> {
  const hashes = new Map<string, string>();
  const parsed = parseJson(settings.get("hashes") ?? "");
  if (!isRecord(parsed)) return hashes;
  for (const [key, value] of Object.entries(parsed))
    if (typeof value === "string" && (!isNoHash(value) || key.includes(":"))) hashes.set(key, value);
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

/** LoRAs, embeddings and ControlNets: tags of the prompts joined with the hashes of the settings by name. */
export function readAdapters(info: Infotext, at: string, adapters: ModelClaim[]): void {
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
  const weights = new Map(
    readPairs(settings.get("lora weights") ?? "").map(([name, weight]) => [stemOf(name), numberOf(weight)]),
  );
  const sdcpp = readSdcpp(settings, at);
  const tags = readTags(info.prompt);
  // Further passes have prompts of their own: `hires prompt`, `adetailer prompt`, `adetailer prompt 2nd`.
  for (const [key, value] of settings) if (/(^|\s)prompt( |$)/.test(key)) tags.push(...readTags(value));
  tags.push(...readTags(info.negativePrompt ?? ""));
  const listed = new Set<string>();
  const hashes = new Map([...loraHashes].map(([name, hash]) => [stemOf(name), hash]));
  const add = (name: string, weight: number | undefined): void => {
    const stem = stemOf(name);
    if (listed.has(stem)) return;
    listed.add(stem);
    adapters.push(claimModel("lora", at, "structured", { name, hash: hashes.get(stem), weight }));
  };
  /** A LoRA that several places name is one; what its first place does not tell is taken from the next. */
  const addClaim = (claim: ModelClaim): void => {
    const stem = stemOf(claim.name ?? "");
    const at = adapters.findIndex(({ role, name }) => role === "lora" && stemOf(name ?? "") === stem);
    const known = adapters[at];
    if (known === undefined) adapters.push(claim);
    else if (known.weight === undefined) adapters[at] = { ...claim, ...known };
    listed.add(stem);
  };
  for (const tag of tags) {
    if (tag.kind !== "hypernet") add(tag.name, tag.weight ?? 1);
    else
      adapters.push(
        claimModel("embedding", at, "structured", { name: tag.name, weight: tag.weight, loader: "hypernet" }),
      );
  }
  for (const name of loraHashes.keys()) add(name, weights.get(stemOf(name)));
  // SD.Next also lists what it loaded by name alone.
  for (const name of (settings.get("lora networks") ?? "").split(",", limits.models)) {
    const plain = name.split(":", 1)[0]!.trim();
    if (plain !== "") add(plain, undefined);
  }
  for (const claim of sdcpp?.loras ?? []) addClaim(claim);
  for (const { name, hash, weight, loader } of readListedLoras(settings)) {
    const split = splitHash(name);
    addClaim(
      claimModel("lora", at, "structured", {
        name: split.name,
        hash: hash ?? split.hash ?? hashes.get(stemOf(split.name)),
        weight,
        loader,
      }),
    );
  }
  for (const [name, hash] of listEmbeddings(settings)) {
    const known = [...embeddings.keys()].find((other) => stemOf(other) === stemOf(name));
    if (known === undefined) embeddings.set(name, hash);
  }
  for (const [name, hash] of embeddings)
    adapters.push(claimModel("embedding", at, "structured", { name, hash }));
  for (const [key, value] of settings) {
    if (isNoModel(value)) continue;
    if (/^addnet model\s?\d+$/.test(key)) {
      const split = splitHash(value);
      if (!listed.has(stemOf(split.name))) {
        const weight = numberOf(
          settings.get(key.replace("model", "weight a")) ?? settings.get(key.replace("model", "weight")),
        );
        adapters.push(claimModel("lora", at, "structured", { ...split, weight, loader: key }));
      }
    } else if (key === "hypernet") {
      const weight = numberOf(settings.get("hypernet strength"));
      adapters.push(claimModel("embedding", at, "structured", { ...splitHash(value), weight, loader: key }));
    } else if (/^controlnet( \d+)?$/.test(key)) {
      const model = unitValue(value, "model");
      const weight = numberOf(unitValue(value, "weight"));
      if (model !== null && !isNoModel(model))
        adapters.push(
          claimModel("controlnet", at, "structured", { ...splitHash(model), weight, loader: key }),
        );
    } else if (/controlnet([ -]\d+)? model( \d\w\w)?$/.test(key)) {
      const weight = numberOf(settings.get(key.replace("model", "weight")));
      adapters.push(claimModel("controlnet", at, "structured", { ...splitHash(value), weight, loader: key }));
    }
  }
}

/** Embeddings as savers of ComfyUI list them: `Embedding_0 name` with its hash, and the summary `Embeddings`. */
function listEmbeddings(settings: ReadonlyMap<string, string>): readonly [name: string, hash: string][] {
  const found: [string, string][] = [];
  for (const [key, value] of settings) {
    const numbered = /^(embedding[_ ]?\d+)(?:[_ ](?:model[_ ])?(?:name|model|file))?$/.exec(key)?.[1];
    if (numbered !== undefined && !isNoModel(value)) {
      const hash = settings.get(`${numbered} hash`) ?? settings.get(`${numbered} model hash`) ?? "";
      found.push([splitHash(value).name, hash]);
    } else if (/^(?:embeddings?|used embeddings|textual inversions?)$/.test(key)) {
      for (const piece of value.replaceAll(/[[\]"]/g, "").split(/[,;|]/, limits.models)) {
        const name = piece.replace(/\s*[:(]\s*(?:str_)?-?[\d.]+\)?$/, "").trim();
        if (name !== "" && !isNoModel(name)) found.push([name, ""]);
      }
    }
  }
  return found;
}

/** One value of a ControlNet unit: `Module: canny, Model: control_v11p_sd15_canny [d14c016b], Weight: 1, …` */
function unitValue(unit: string, name: string): string | null {
  const start = new RegExp(`(?:^|, )${name}: `, "i").exec(unit);
  if (start === null) return null;
  const rest = unit.slice(start.index + start[0].length);
  const comma = rest.indexOf(",");
  return (comma < 0 ? rest : rest.slice(0, comma)).trim();
}
