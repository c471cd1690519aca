import type { ModelClaim, ModelRole } from "../evidence.ts";
import { limits } from "../limits.ts";
import { isRecord, type JsonRecord, numberOf, parseJson, textOf } from "./json.ts";
import { claimModel, isNoModel } from "./models.ts";

/** What the JSON that stable-diffusion.cpp writes behind its settings (`SDCPP: {…}`) names. */
export interface SdcppParts {
  readonly version: string | null;
  readonly models: readonly ModelClaim[];
  readonly loras: readonly ModelClaim[];
}

/** LoRAs that a server applies stand only in this JSON; the prompt and the settings before it do not name them. */
export function readSdcpp(settings: ReadonlyMap<string, string>, at: string): SdcppParts | null {
  const text = settings.get("sdcpp");
  if (text === undefined) return null;
  const value = parseJson(text);
  if (!isRecord(value)) return { version: null, models: [], loras: [] };
  const generator = isRecord(value["generator"]) ? value["generator"] : {};
  const parts = isRecord(value["models"]) ? value["models"] : {};
  const models = Object.entries(parts)
    .slice(0, limits.models)
    .flatMap(([key, name]) => {
      const file = textOf(name);
      return file === undefined || isNoModel(file)
        ? []
        : [claimModel(roleOfPart(key), at, "structured", { name: file, loader: key })];
    });
  return { version: textOf(generator["version"]) ?? null, models, loras: lorasOf(value, at) };
}

function lorasOf(value: JsonRecord, at: string): readonly ModelClaim[] {
  const listed = value["loras"] ?? value["lora"];
  const entries: readonly unknown[] = Array.isArray(listed) ? listed : listed === undefined ? [] : [listed];
  return entries.slice(0, limits.models).flatMap((entry) => {
    const fields = isRecord(entry) ? entry : {};
    const name =
      textOf(entry) ??
      textOf(fields["name"]) ??
      textOf(fields["path"]) ??
      textOf(fields["file"]) ??
      textOf(fields["model"]);
    if (name === undefined || isNoModel(name)) return [];
    const weight =
      numberOf(fields["multiplier"]) ??
      numberOf(fields["weight"]) ??
      numberOf(fields["strength"]) ??
      numberOf(fields["scale"]);
    return [claimModel("lora", at, "structured", { name, weight, loader: "SDCPP" })];
  });
}

/** The role of a part by the option that loads it: `diffusion_model`, `clip_l`, `t5xxl`, `llm`, `taesd`, `TE`, `Uncond Unet`. */
export function roleOfPart(key: string): ModelRole {
  const words = key.toLowerCase().replaceAll(/[-_ ]+/g, " ");
  if (/\b(?:vae|tae\w*|autoencoder|ae)\b/.test(words)) return "vae";
  if (/\b(?:unet|unets|dit|diffusion model|transformer)\b/.test(words)) return "unet";
  if (
    /\b(?:te\d*|clip|clip \w|t5\w*|umt5\w*|llm|llm \w+|text encoder\d*|qwen\w*|mistral\w*|gemma\w*)\b/.test(
      words,
    )
  )
    return "text-encoder";
  if (/\b(?:control|controlnet|control net|photo maker|ip adapter)\b/.test(words)) return "controlnet";
  if (/\b(?:upscale\w*|upscaler|esrgan|hires)\b/.test(words)) return "upscaler";
  if (/\b(?:embedding|embeddings|embd)\b/.test(words)) return "embedding";
  return "checkpoint";
}
