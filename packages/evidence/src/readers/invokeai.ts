import type { Carriers, TextCarrier } from "../carriers.ts";
import type { ModelClaim, ModelRole, ServiceClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { isRecord, type JsonRecord, numberOf, parseJson, seedOf, textOf } from "./json.ts";
import { definedOnly } from "./json-texts.ts";
import { claimModel } from "./models.ts";

export const INVOKEAI_FIELDS: readonly string[] = [
  "invokeai_metadata",
  "sd-metadata",
  "Dream",
  "dream",
  "invokeai_graph",
  "invokeai_workflow",
];

/** InvokeAI in its three eras: the command line in `Dream`, `sd-metadata` (1.15 to 2.3), `invokeai_metadata` (3 and later). */
export function readInvokeAI(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const carrier of carriers.texts) {
    if (carrier.key === "invokeai_metadata" || carrier.key === "sd-metadata") {
      const value = carriers.json(carrier, parseJson);
      if (isRecord(value))
        findings.push(
          carrier.key === "sd-metadata" ? readSecondEra(value, carrier) : readThirdEra(value, carrier),
        );
    } else if (carrier.key === "Dream" || carrier.key === "dream") {
      // A word that anybody may use as a key: the options tell, or the quotation.
      if (/^["<]|\s-[sSWHCA] ?\d/.test(carrier.text)) findings.push(readCommandLine(carrier));
    } else if (carrier.key === "invokeai_graph" || carrier.key === "invokeai_workflow")
      findings.push({ ...base(carrier, null) });
  }
  return findings;
}

function base(
  carrier: TextCarrier,
  version: string | null,
): Pick<Findings, "at" | "strength" | "ai" | "tools"> {
  const { at } = carrier;
  return {
    at,
    strength: "structured",
    ai: true,
    tools: [{ id: "invokeai", version, at, strength: "structured" }],
  };
}

function readThirdEra(value: JsonRecord, carrier: TextCarrier): Findings {
  const { at } = carrier;
  const models: ModelClaim[] = [];
  const adapters: ModelClaim[] = [];
  const add = (into: ModelClaim[], role: ModelRole, model: unknown, weight?: number): void => {
    if (!isRecord(model) || into.length >= limits.models) return;
    const name = textOf(model["name"]) ?? textOf(model["model_name"]) ?? null;
    const hash = textOf(model["hash"]) ?? null;
    // `random:` is a made-up value of an installation that hashes nothing.
    const stated = hash?.startsWith("random:") === true ? null : hash;
    if (name !== null || stated !== null)
      into.push(claimModel(role, at, "structured", { name, hash: stated, weight }));
  };
  const external = readExternal(value, at);
  if (external === null) add(models, "checkpoint", value["model"]);
  else models.push(external.model);
  add(models, "checkpoint", value["refiner_model"]);
  add(models, "vae", value["vae"]);
  add(models, "upscaler", value["upscale_model"]);
  for (const key of [
    "t5_encoder",
    "clip_embed_model",
    "clip_l_embed_model",
    "clip_g_embed_model",
    "qwen3_encoder",
  ])
    add(models, "text-encoder", value[key]);
  for (const entry of list(value["loras"]))
    add(
      adapters,
      "lora",
      entry["model"] ?? entry["lora"],
      numberOf(entry["weight"]) ?? numberOf(entry["lora_weight"]),
    );
  for (const key of [
    "controlnets",
    "t2iAdapters",
    "t2i_adapters",
    "ipAdapters",
    "ip_adapters",
    "control_layers",
  ]) {
    for (const entry of list(value[key])) {
      add(
        adapters,
        "controlnet",
        entry["control_model"] ?? entry["t2i_adapter_model"] ?? entry["ip_adapter_model"] ?? entry["model"],
        numberOf(entry["control_weight"] ?? entry["weight"]),
      );
    }
  }
  // The canvas and the reference images keep their adapters one level down, each with its switch.
  const canvas = isRecord(value["canvas_v2_metadata"]) ? value["canvas_v2_metadata"] : {};
  for (const layers of [canvas["referenceImages"], canvas["controlLayers"], value["ref_images"]]) {
    for (const layer of list(layers)) {
      const adapter = isRecord(layer["config"]) ? layer["config"] : layer["controlAdapter"];
      if (!isRecord(adapter)) continue;
      const weight = layer["isEnabled"] === false ? 0 : numberOf(adapter["weight"]);
      add(adapters, "controlnet", adapter["model"], weight);
    }
  }
  const prompt = textOf(value["positive_prompt"]);
  const negativePrompt = textOf(value["negative_prompt"]);
  return {
    ...base(carrier, textOf(value["app_version"]) ?? null),
    ...(external === null ? {} : { services: [external.service] }),
    models,
    adapters,
    ...(prompt === undefined ? {} : { prompt }),
    ...(negativePrompt === undefined ? {} : { negativePrompt }),
    parameters: definedOnly({
      seed: seedOf(value["seed"]),
      steps: numberOf(value["steps"]),
      sampler: textOf(value["scheduler"]),
      cfgScale: numberOf(value["cfg_scale"]),
      generationMode: textOf(value["generation_mode"]),
    }),
  };
}

/** The services behind InvokeAI's names of providers. One that is not listed keeps its name, so that whoever made the image stays open. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ["gemini", "google-gemini"],
  ["google", "google-gemini"],
  ["openai", "openai"],
  ["seedream", "byteplus"],
  ["byteplus", "byteplus"],
  ["bytedance", "byteplus"],
  ["alibabacloud", "alibaba-model-studio"],
  ["alibaba", "alibaba-model-studio"],
  ["dashscope", "alibaba-model-studio"],
]);

/** A model that a provider runs, told by `external_provider` or by the made-up hash `external:<provider>:<model>`. */
function readExternal(
  value: JsonRecord,
  at: string,
): { readonly service: ServiceClaim; readonly model: ModelClaim } | null {
  const model = isRecord(value["model"]) ? value["model"] : {};
  const hash = /^external:([^:]{1,100}):(.{1,200})$/.exec(textOf(model["hash"]) ?? "");
  const provider = textOf(value["external_provider"]) ?? textOf(model["provider_id"]) ?? hash?.[1];
  const isExternal =
    textOf(model["base"]) === "external" || textOf(model["type"])?.startsWith("external") === true;
  if (provider === undefined && !isExternal) return null;
  const called = provider ?? "a provider that the file does not name";
  const name =
    textOf(value["external_model_id"]) ??
    textOf(model["provider_model_id"]) ??
    hash?.[2] ??
    textOf(model["name"]);
  return {
    service: { id: PROVIDERS.get(called.toLowerCase()) ?? called, name: called, at, strength: "structured" },
    model: claimModel("checkpoint", at, "structured", { name: name ?? null, loader: "external_model_id" }),
  };
}

function list(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? (value as unknown[]).slice(0, limits.models).filter(isRecord) : [];
}

function readSecondEra(value: JsonRecord, carrier: TextCarrier): Findings {
  const { at } = carrier;
  const image = isRecord(value["image"]) ? value["image"] : {};
  const stated = image["prompt"];
  const words = Array.isArray(stated)
    ? (stated as unknown[])
        .flatMap((part) => (isRecord(part) ? (textOf(part["prompt"]) ?? []) : []))
        .join(" ")
    : (textOf(stated) ?? "");
  const { prompt, negativePrompt } = splitNegative(words);
  const hash = textOf(value["model_hash"]) ?? null;
  const name = textOf(value["model_weights"]) ?? null;
  return {
    ...base(carrier, textOf(value["app_version"]) ?? null),
    models:
      hash === null && name === null ? [] : [claimModel("checkpoint", at, "structured", { name, hash })],
    adapters: calledLoras(words, at),
    ...(prompt === "" ? {} : { prompt }),
    ...(negativePrompt === "" ? {} : { negativePrompt }),
    parameters: definedOnly({
      seed: seedOf(image["seed"]),
      steps: numberOf(image["steps"]),
      sampler: textOf(image["sampler"]),
      cfgScale: numberOf(image["cfg_scale"]),
      modelId: textOf(value["model_id"]),
    }),
  };
}

/** `withLora(name, 0.5)` in the prompt of 2.3. */
function calledLoras(words: string, at: string): ModelClaim[] {
  return [...words.slice(0, 65_536).matchAll(/\bwithLora\(\s*([^,()\s]{1,200})\s*(?:,\s*([\d.-]{1,12}))?/gi)]
    .slice(0, limits.models)
    .map(([, name, weight]) => claimModel("lora", at, "structured", { name, weight: numberOf(weight) ?? 1 }));
}

/** Early InvokeAI writes what is unwanted in brackets inside the prompt: `a horse [woman]`. */
function splitNegative(words: string): { prompt: string; negativePrompt: string } {
  const open = words.indexOf("[");
  if (open < 0) return { prompt: words, negativePrompt: "" };
  const negatives: string[] = [];
  let kept = "";
  let at = 0;
  for (let start = open; start >= 0; start = words.indexOf("[", at)) {
    const end = words.indexOf("]", start);
    if (end < 0) break;
    kept += words.slice(at, start);
    negatives.push(words.slice(start + 1, end));
    at = end + 1;
  }
  return { prompt: (kept + words.slice(at)).trim(), negativePrompt: negatives.join(" ").trim() };
}

/** `"prompt" -s 50 -S 123 -W 512 -H 512 -C 7.5 -A k_lms`; the quotes may be missing, and values may stick to their letter. */
function readCommandLine(carrier: TextCarrier): Findings {
  const { text } = carrier;
  const quoted = text.startsWith('"');
  const close = quoted ? text.indexOf('" -', 1) : text.indexOf(" -s");
  const end = close < 0 ? (quoted ? text.lastIndexOf('"') : -1) : close;
  if (end <= 0) return base(carrier, null);
  const { prompt, negativePrompt } = splitNegative(text.slice(quoted ? 1 : 0, end).replaceAll('\\"', '"'));
  const options = new Map<string, string>();
  const rest = text.slice(end + 1);
  // An initial image may stand in the middle as a data URL; the options are before and behind it.
  const words = (rest.length > 8000 ? `${rest.slice(0, 4000)} ${rest.slice(-2000)}` : rest).split(" ");
  for (const [index, word] of words.entries()) {
    if (word[0] !== "-" || word.length < 2 || word[1] === "-") continue;
    const key = word.slice(0, 2);
    if (!options.has(key)) options.set(key, word.length > 2 ? word.slice(2) : (words[index + 1] ?? ""));
  }
  return {
    ...base(carrier, null),
    ...(prompt === "" ? {} : { prompt }),
    ...(negativePrompt === "" ? {} : { negativePrompt }),
    parameters: definedOnly({
      seed: seedOf(options.get("-S")),
      steps: numberOf(options.get("-s")),
      sampler: options.get("-A"),
      cfgScale: numberOf(options.get("-C")),
    }),
  };
}
