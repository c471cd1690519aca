import type { ModelClaim, ModelRole } from "../../evidence.ts";
import { limits } from "../../limits.ts";
import { readTags } from "../infotext.ts";
import { isRecord, textOf } from "../json.ts";
import { claimModel, isNoModel, isWeightsFile, roleOfAir } from "../models.ts";
import { type Graph, type GraphNode, followLink, resolveValue } from "./graph.ts";
import { adapterStrength, isSwitchedOff, readLoraEntries } from "./lora-entries.ts";

/** Inputs of loaders that always name a model, whatever the value ends in. */
const LOADER_INPUTS: ReadonlyMap<string, ModelRole> = new Map([
  ["ckpt_name", "checkpoint"],
  ["base_ckpt_name", "checkpoint"],
  ["refiner_ckpt_name", "checkpoint"],
  ["unet_name", "unet"],
  ["diffusion_model_name", "unet"],
  ["vae_name", "vae"],
  ["clip_name", "text-encoder"],
  ["text_encoder", "text-encoder"],
  ["lora_name", "lora"],
  ["control_net_name", "controlnet"],
  ["controlnet_name", "controlnet"],
  ["ipadapter_file", "controlnet"],
  ["style_model_name", "controlnet"],
  ["gligen_name", "controlnet"],
  ["photomaker_model_name", "controlnet"],
  ["instantid_file", "controlnet"],
  ["pulid_file", "controlnet"],
  ["hypernetwork_name", "embedding"],
]);

/** Inputs that hold words, never a file. */
const WORDS =
  /text|prompt|positive|negative|caption|string|prefix|path|folder|image|video|audio|title|description|filename|modelname|model_hash/i;

/** The role of a file by the input that names it and the class of the node, for loaders that nobody has listed. */
export function roleOfInput(input: string, type: string): ModelRole {
  const key = input.toLowerCase();
  const node = type.toLowerCase();
  if (/lora|lycoris/.test(key)) return "lora";
  if (/vae/.test(key)) return "vae";
  if (/clip_vision|clipvision/.test(key)) return "text-encoder";
  if (/control_?net|ip_?adapter|instantid|pulid|style_model|gligen|photomaker|adapter/.test(key))
    return "controlnet";
  if (/upscale|esrgan/.test(key)) return "upscaler";
  if (/clip|text_encoder|t5|llm|encoder|glm|llama|gemma/.test(key)) return "text-encoder";
  if (/embed|hypernet|textual/.test(key)) return "embedding";
  if (/ckpt|checkpoint/.test(key)) return "checkpoint";
  if (/unet|diffusion|transformer|gguf/.test(key)) return "unet";
  if (/lora/.test(node)) return "lora";
  if (/vae/.test(node)) return "vae";
  if (/control_?net|ip_?adapter|instantid|pulid|style_?model|gligen/.test(node)) return "controlnet";
  if (HELPERS.test(node)) return "upscaler";
  if (/clip|text_?encoder|t5/.test(node)) return "text-encoder";
  if (/unet|diffusion|transformer/.test(node)) return "unet";
  return "checkpoint";
}

/** Nodes that keep or show, and tell what was used elsewhere. */
export function isSaver(type: string): boolean {
  return /^(save|preview)|image ?save|saver|showtext|note\b/i.test(type) && !/load|select/i.test(type);
}

/** Every model that a node names, with its role; adapters that are switched off come with `applied: false`. */
export function readLoader(graph: Graph, node: GraphNode, at: string, claims: ModelClaim[]): void {
  const { type, inputs } = node;
  if (isSaver(type)) return;
  for (const input in inputs) {
    if (claims.length >= limits.models) return;
    const value = inputs[input];
    if (typeof value !== "string" && typeof value !== "object") continue;
    if (isRecord(value) && typeof value["content"] !== "string") {
      readLoraEntries(value, `${type}.${input}`, at, claims);
      continue;
    }
    if (Array.isArray(value) && followLink(graph, value) === null) {
      readLoraEntries({ __value__: value }, `${type}.${input}`, at, claims);
      continue;
    }
    // A LoRA manager loads its list; the words beside it only show what stood there once.
    if (typeof value === "string" && value.includes("<lora:") && isManaged(node)) continue;
    if (
      typeof value === "string" &&
      value.includes("<lora:") &&
      /lora|power prompt|wildcard|efficient/i.test(type)
    ) {
      for (const tag of readTags(value))
        claims.push(
          claimModel("lora", at, "structured", {
            name: tag.name,
            weight: tag.weight,
            loader: `${type}.${input}`,
          }),
        );
      continue;
    }
    const plain =
      typeof value === "string"
        ? value
        : isRecord(value)
          ? (textOf(value["content"]) ?? null)
          : linkedName(graph, input, value);
    if (plain === null || plain.length > 512) continue;
    const role =
      LOADER_INPUTS.get(input) ?? LOADER_INPUTS.get(withoutNumber(input)) ?? roleOfFile(input, plain, type);
    if (role === null || isNoModel(plain)) continue;
    const final = refineRole(role, type);
    const strength =
      final === "lora" || final === "controlnet" ? adapterStrength(graph, node, input) : undefined;
    claims.push(
      claimModel(final, at, "structured", {
        name: plain,
        weight: strength,
        applied: isSwitchedOff(node, input) ? false : undefined,
        loader: `${type}.${input}`,
      }),
    );
  }
}

/** Whether a LoRA manager keeps its entries as a list that is understood. */
function isManaged({ type, inputs }: GraphNode): boolean {
  if (!/LoraManager/i.test(type)) return false;
  return Object.values(inputs).some((value) => {
    const listed = isRecord(value) ? value["__value__"] : value;
    return (
      Array.isArray(listed) &&
      listed.length > 0 &&
      (listed as unknown[]).every((entry) => isRecord(entry) && typeof entry["name"] === "string")
    );
  });
}

/** `lora_name_3` → `lora_name`, `clip_name2` → `clip_name`. */
function withoutNumber(input: string): string {
  let end = input.length;
  while (end > 0 && input.charCodeAt(end - 1) >= 48 && input.charCodeAt(end - 1) <= 57) end--;
  if (end === input.length) return input;
  return input.slice(0, input[end - 1] === "_" ? end - 1 : end);
}

function roleOfFile(input: string, value: string, type: string): ModelRole | null {
  if (value.startsWith("urn:air:")) return roleOfAir(value) ?? roleOfInput(input, type);
  if (input.startsWith("lora") && /^lora(_?\d+)?$/.test(input)) return "lora";
  if (input === "model_path" && /(dit|model|unet|diffus\w*)_?loader/i.test(type) && value !== "")
    return "unet";
  // Loaders that fetch what they load name a repository: `owner/model`.
  if (REPOSITORY.test(input) && /load/i.test(type) && /^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(value))
    return roleOfInput(input, type);
  if (isEngineName(input, value, type)) return roleOfInput(input, type);
  if (!isWeightsFile(value) || value.includes("\n")) return null;
  if (WORDS.test(input) && !/lora|ckpt|unet|vae|model_path/i.test(input)) return null;
  return roleOfInput(input, type);
}

const CALLED = /api|llm|chat|openai|gemini|ollama/i;

/** A loader of a kind that nobody has listed may name its model by a title alone. */
function isEngineName(input: string, value: string, type: string): boolean {
  if (value.length > 200 || /[\n{[]/.test(value) || CALLED.test(type)) return false;
  if (/^(ckpt|checkpoint|unet|diffusion_model|基础模型|大模型|主模型)(_?(name|path|file))?$/i.test(input))
    return true;
  return (
    /^((base|main)_?)?(model|模型)(_?(name|path|file))?$/i.test(input) &&
    /load|checkpoint|pipeline|加载|载入|読み込/i.test(type) &&
    !HELPERS.test(type)
  );
}

const REPOSITORY = /^(model|model_id|repo_id|model_path)$/;

/** What only looks at an image or works on a finished one: detectors, upscalers, depth and pose estimators, frame interpolation. */
const HELPERS =
  /upscal|detect|segment|\bsams?(?![a-z])|samloader|sam2|yolo|ultralytics|restor|facedetail|rembg|depth|pose|preprocessor|annotator|interrogat|tagger|rife|\bfilm|vfi\b|interpolat|swap|caption|florence|clipseg|birefnet|inspyrenet/i;

/** `clip_name` of a CLIP vision loader, `ckpt_name` of a preprocessor: the class knows better than the input. */
function refineRole(role: ModelRole, type: string): ModelRole {
  if (role === "checkpoint" && /model_?patch/i.test(type)) return "controlnet";
  return role === "checkpoint" && HELPERS.test(type) ? "upscaler" : role;
}

/** A name that comes over a link, from a primitive or a string node; only for inputs that name models. */
function linkedName(graph: Graph, input: string, value: unknown): string | null {
  const link = followLink(graph, value);
  if (link === null) return null;
  if (!LOADER_INPUTS.has(input) && !LOADER_INPUTS.has(withoutNumber(input))) return null;
  if (/CivitaiModelSelector/i.test(link.node.type)) return selectedAir(link.node, link.slot);
  const resolved = resolveValue(graph, value, input);
  return typeof resolved === "string" ? resolved : null;
}

/** Civitai's selector keeps AIRs: one for all its outputs, or one a slot. */
function selectedAir(node: GraphNode, slot: number): string | null {
  const air = node.inputs["air"];
  if (typeof air === "string" && air !== "") return air;
  const packed = node.inputs["resources_json"];
  if (typeof packed !== "string" || packed.length > 65_536) return null;
  try {
    const parsed: unknown = JSON.parse(packed);
    const bySlot = isRecord(parsed) ? parsed["bySlot"] : null;
    const entry = isRecord(bySlot) ? bySlot[String(slot)] : null;
    if (typeof entry === "string") return entry;
    return isRecord(entry) && typeof entry["air"] === "string" ? entry["air"] : null;
  } catch {
    return null;
  }
}
