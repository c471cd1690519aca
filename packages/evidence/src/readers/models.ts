import type { HashKind, ModelClaim, ModelRole, Strength } from "../evidence.ts";

/** The last part of a path, whichever way its slashes lean; an AIR is not a path. */
export function baseName(path: string): string {
  const trimmed = path.trim();
  if (trimmed.startsWith("urn:air:")) return trimmed;
  const cut = Math.max(trimmed.lastIndexOf("/"), trimmed.lastIndexOf("\\"));
  return cut < 0 || cut === trimmed.length - 1 ? trimmed : trimmed.slice(cut + 1);
}

const FILE_ENDINGS = [
  ".safetensors",
  ".sft",
  ".ckpt",
  ".pth",
  ".pt",
  ".bin",
  ".gguf",
  ".onnx",
  ".pkl",
  ".diffusers",
];

/** A name that ends like a file of weights. */
export function isWeightsFile(name: string): boolean {
  if (name.lastIndexOf(".") < name.length - 13) return false;
  const lower = name.slice(-13).toLowerCase();
  return FILE_ENDINGS.some((ending) => lower.endsWith(ending));
}

/** The name without folders and without the ending of a weights file, in lower case: for comparing. */
export function stemOf(name: string): string {
  const base = baseName(name).toLowerCase();
  const ending = FILE_ENDINGS.find((candidate) => base.endsWith(candidate));
  return ending === undefined ? base : base.slice(0, -ending.length);
}

/** Names that stand for no model at all. */
export function isNoModel(name: string): boolean {
  const lower = name.trim().toLowerCase();
  return lower === "" || NO_MODEL.has(lower);
}

const NO_MODEL = new Set([
  "none",
  "null",
  "undefined",
  "automatic",
  "auto",
  "default",
  "@none",
  "@default",
  "baked vae",
  "use same checkpoint",
  "use same vae",
  "same as model",
  "use same choices",
  "default (model)",
  "built-in",
  "true",
  "false",
]);

/** What programs write where they have no hash. */
export function isNoHash(hash: string): boolean {
  return /^(?:|n\/?a|none|null|nil|undefined|unknown|nohash|no hash|not found|-+|\?+|0+|false|random:.*)$/i.test(
    hash.trim(),
  );
}

/** How a hash was computed, told by how it looks; `field` names what was hashed, because LoRAs are hashed in their own way. */
export function hashKindOf(hash: string, field: "model" | "lora" | "embedding" = "model"): HashKind {
  if (hash.startsWith("0x") && hash.length === 66) return "swarm";
  if (hash.startsWith("blake3:")) return "blake3";
  if (hash.startsWith("sha256:")) return "sha256";
  if (!/^[0-9a-f]+$/i.test(hash)) return "unknown";
  switch (hash.length) {
    case 8:
      return "autov1";
    case 10:
      return "autov2";
    case 12:
      return field === "lora" ? "autov3" : "unknown";
    case 64:
      return "sha256";
    default:
      return "unknown";
  }
}

export interface ModelFields {
  readonly name?: string | null | undefined;
  readonly hash?: string | null | undefined;
  readonly hashKind?: HashKind | undefined;
  readonly version?: string | undefined;
  readonly air?: string | undefined;
  readonly weight?: number | undefined;
  readonly applied?: boolean | undefined;
  readonly loader?: string | undefined;
}

/** Builds a claim about a model, with the name cut to its base and the kind of its hash. */
export function claimModel(role: ModelRole, at: string, strength: Strength, fields: ModelFields): ModelClaim {
  const name = fields.name === undefined || fields.name === null ? null : baseName(fields.name);
  const stated = fields.hash?.trim() ?? "";
  const air = fields.air ?? [name ?? "", stated].find((text) => text.startsWith("urn:air:"));
  const version = fields.version ?? (air === undefined ? undefined : versionOfAir(air));
  // Some put what Civitai calls the file where its hash belongs.
  const isName = stated.startsWith("urn:air:") || stated === version;
  const hash = isName || isNoHash(stated) ? null : stated;
  const field = role === "lora" ? "lora" : role === "embedding" ? "embedding" : "model";
  return {
    at,
    strength,
    role,
    name,
    hash,
    hashKind: hash === null ? null : (fields.hashKind ?? hashKindOf(hash, field)),
    ...(version === undefined ? {} : { version }),
    ...(air === undefined ? {} : { air }),
    ...(fields.weight === undefined ? {} : { weight: fields.weight }),
    ...(fields.applied === false || fields.weight === 0 ? { applied: false } : {}),
    ...(fields.loader === undefined ? {} : { loader: fields.loader }),
  };
}

/** `urn:air:sdxl:lora:civitai:123@456` → `456`, the id of the model version. */
function versionOfAir(air: string): string | undefined {
  const mark = air.lastIndexOf("@");
  return mark < 0 ? undefined : air.slice(mark + 1);
}

/** The role that an AIR states in its type field. */
export function roleOfAir(air: string): ModelRole | null {
  return roleOfType(air.split(":")[3] ?? "");
}

/** Civitai's and others' words for what a model is. */
export function roleOfType(type: string): ModelRole | null {
  // Some write the object that held it, as its language prints it: `ImageJobNetworkParams { Strength = 0.4, Type = lora }`.
  const printed = /\btype\s*[=:]\s*["']?(\w+)/i.exec(type.slice(0, 500));
  switch ((printed?.[1] ?? type).toLowerCase()) {
    case "checkpoint":
    case "model":
    case "basemodel":
      return "checkpoint";
    case "unet":
    case "diffusionmodel":
      return "unet";
    case "lora":
    case "loras":
    case "locon":
    case "lycoris":
    case "dora":
      return "lora";
    case "embed":
    case "embedding":
    case "textualinversion":
    case "hypernet":
    case "hypernetwork":
      return "embedding";
    case "vae":
      return "vae";
    case "controlnet":
    case "ipadapter":
      return "controlnet";
    case "upscaler":
    case "upscale":
      return "upscaler";
    case "textencoder":
    case "clip":
      return "text-encoder";
    default:
      return null;
  }
}

/** Roles that change what a model makes, rather than being the model. */
export function isAdapter(role: ModelRole): boolean {
  return role === "lora" || role === "embedding" || role === "controlnet";
}
