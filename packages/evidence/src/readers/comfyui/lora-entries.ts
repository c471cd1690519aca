import type { ModelClaim } from "../../evidence.ts";
import { limits } from "../../limits.ts";
import { isRecord, type JsonRecord, numberOf } from "../json.ts";
import { claimModel, isNoModel, isWeightsFile } from "../models.ts";
import { type Graph, type GraphNode, resolveValue } from "./graph.ts";

/** rgthree's Power Lora Loader: `lora_3 = { on, lora, strength }`; LoRA Manager: `loras = { __value__: [{ name, strength, active }] }`. */
export function readLoraEntries(value: JsonRecord, loader: string, at: string, claims: ModelClaim[]): void {
  const listed = value["__value__"];
  const entries = Array.isArray(listed) ? (listed as unknown[]).slice(0, limits.models) : [value];
  for (const entry of entries) {
    if (!isRecord(entry)) continue;
    const name =
      entry["lora"] ??
      entry["lora_name"] ??
      (Array.isArray(listed) ? entry["name"] : undefined) ??
      fileIn(entry);
    if (typeof name !== "string" || isNoModel(name)) continue;
    const off = ["on", "active", "enabled"].some((key) => entry[key] === false);
    // A strength of its own for the text encoder counts where that of the model is zero.
    const [model, text] = [
      numberOf(entry["strength"]),
      numberOf(entry["strengthTwo"] ?? entry["clipStrength"]),
    ];
    claims.push(
      claimModel("lora", at, "structured", {
        name,
        weight: model === 0 && text !== undefined ? text : model,
        applied: off ? false : undefined,
        loader,
      }),
    );
  }
}

/** The file of weights that an entry of an unknown shape names. */
function fileIn(entry: JsonRecord): string | undefined {
  for (const key in entry) {
    const value = entry[key];
    if (typeof value === "string" && value.length <= 512 && isWeightsFile(value)) return value;
  }
  return undefined;
}

/** The strength of an adapter: of the model, or of the text encoder where only that is not zero. */
export function adapterStrength(graph: Graph, node: GraphNode, input: string): number | undefined {
  const number = /\d+$/.exec(input)?.[0];
  const suffixes = number === undefined ? [""] : [`_${number}`, number];
  const isAdvanced = [node.inputs["input_mode"], node.inputs["mode"]].includes("advanced");
  const read = (name: string): number | undefined => {
    for (const suffix of suffixes) {
      const found = numberOf(resolveValue(graph, node.inputs[`${name}${suffix}`]));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  // Stacks that put the number in the middle: `lora_1_name` with `lora_1_strength`.
  const own = /^(lora_?\d+)_name$/.exec(input)?.[1];
  if (own !== undefined) {
    const names = isAdvanced ? ["model_strength", "strength"] : ["strength", "model_strength"];
    for (const name of names) {
      const found = numberOf(resolveValue(graph, node.inputs[`${own}_${name}`]));
      if (found !== undefined) return found;
    }
  }
  const model =
    (isAdvanced ? read("model_str") : undefined) ??
    read("strength_model") ??
    read("lora_model_strength") ??
    read("model_weight") ??
    read("lora_strength") ??
    read("lora_wt") ??
    read("model_str") ??
    read("strength") ??
    read("weight");
  const text = read("strength_clip") ?? read("lora_clip_strength") ?? read("clip_weight") ?? read("clip_str");
  return model === 0 && text !== undefined ? text : model;
}

/** Stacks switch their entries one by one, or say how many of them count. */
export function isSwitchedOff(node: GraphNode, input: string): boolean {
  if (node.type.startsWith("CR Load LoRA") && node.inputs["switch"] === "Off") return true;
  const number = (/\d+$/.exec(input) ?? /^lora_?(\d+)_name$/.exec(input))?.at(-1);
  if (number === undefined) return false;
  if (node.inputs["toggle"] === false) return true;
  const padded = new Set([number, String(Number(number))]);
  const flags = [...padded].flatMap((each) => [
    `switch_${each}`,
    `switch${each}`,
    `enabled_${each}`,
    `on_${each}`,
    `lora_${each}_enabled`,
    `lora_${each}_on`,
  ]);
  for (const key of flags) {
    // A flag that comes over a link is counted as on: what it was is not written here.
    const flag = node.inputs[key];
    if (flag === false || (typeof flag === "string" && flag.toLowerCase() === "off")) return true;
  }
  const count = node.inputs["lora_count"] ?? node.inputs["num_loras"];
  return typeof count === "number" && Number(number) > count;
}
