import type { ModelClaim } from "../../evidence.ts";
import { limits } from "../../limits.ts";
import { readTags } from "../infotext.ts";
import { isRecord, parseJson } from "../json.ts";
import { claimModel, isWeightsFile, stemOf } from "../models.ts";
import { handles } from "./generation.ts";
import type { Graph, GraphNode } from "./graph.ts";
import { isSaver, roleOfInput } from "./loaders.ts";

/** Values of one node that are looked at, and how often JSON may be packed into a text. */
const VALUES = 10_000;
const PACKED = 8;
/** Inputs that name what is loaded from or saved to as an image, never weights. */
const OTHER_FILES = /prefix|image|video|audio|title|description|filename|modelname|model_hash/i;
/** A file of weights inside of a line, with whatever stands around it. */
const FILE =
  /[^\s"'<>|,;:=()[\]{}][^"'<>|,;:=()[\]{}\n]{0,200}?\.(?:safetensors|sft|ckpt|pth|pt|bin|gguf|onnx|pkl)(?![\w.])/gi;

/**
 * The files of weights that a node names in places nobody has listed: however deep, in JSON packed into a text, in lists of one
 * a line, in tags. What the loaders are known to name was read before, and is in `claims` from `first` on.
 */
export function readNamedParts(
  graph: Graph,
  node: GraphNode,
  at: string,
  claims: ModelClaim[],
  first: number,
): void {
  if (handles(node) || isSaver(node.type)) return;
  const named = new Set(claims.slice(first).map(({ name }) => stemOf(name ?? "")));
  const add = (input: string, name: string, off: boolean, weight?: number): void => {
    const stem = stemOf(name);
    if (named.has(stem) || claims.length >= limits.models) return;
    named.add(stem);
    const role = roleOfInput(input, node.type);
    const loader = `${node.type}.${input}`;
    claims.push(
      claimModel(role, at, "structured", { name, weight, applied: off ? false : undefined, loader }),
    );
  };
  let left = VALUES;
  const queue = Object.entries(node.inputs).map(([input, value]) => ({
    input,
    value,
    off: false,
    packed: 0,
  }));
  while (queue.length > 0) {
    const { input, value, off, packed } = queue.pop()!;
    if (left-- <= 0) return graph.cut();
    if (typeof value === "string") {
      if (OTHER_FILES.test(input)) continue;
      const parsed = packed < PACKED ? parseJson(value) : undefined;
      if (parsed !== undefined) queue.push({ input, value: parsed, off, packed: packed + 1 });
      else
        for (const part of partsOf(value, input))
          add(part.isLora ? "lora" : input, part.name, off, part.weight);
    } else if (Array.isArray(value)) {
      for (const entry of (value as unknown[]).slice(0, VALUES))
        queue.push({ input, value: entry, off, packed });
      if (value.length > VALUES) graph.cut();
    } else if (isRecord(value)) {
      const isOff = off || ["on", "active", "enabled"].some((key) => value[key] === false);
      for (const key in value)
        queue.push({ input: isPlain(key) ? input : key, value: value[key], off: isOff, packed });
    }
  }
}

/** Keys that say nothing of what they name; the input around them says more. */
const isPlain = (key: string): boolean => /^(name|file|path|value|content|\d+|__value__)$/i.test(key);

/** In inputs for words a list has one file a line; what a sentence mentions is not loaded. */
const WORDS = /text|string|instruction/i;
const TOLD = /prompt|positive|negative|caption/i;

interface Part {
  readonly name: string;
  readonly isLora: boolean;
  readonly weight?: number | undefined;
}

function partsOf(text: string, input: string): readonly Part[] {
  const isWords = WORDS.test(input);
  const tags = text.includes("<") ? readTags(text) : [];
  const parts: Part[] = tags.map(({ name, weight }) => ({ name, weight, isLora: true }));
  if (TOLD.test(input)) return parts;
  const lines = text.split("\n").map((line) => line.trim());
  for (const line of lines) {
    const isFile = line.length <= 512 && isWeightsFile(line) && !line.includes("embedding:");
    if (isWords && !(isFile || WEIGHTED.test(line))) continue;
    if (isWords && line.includes(" ") && lines.length < 2) continue;
    const files = isFile ? [line] : (line.match(FILE) ?? []);
    parts.push(...files.map((name) => ({ name, isLora: false })));
  }
  return parts;
}

/** A file and its weight, nothing else. */
const WEIGHTED =
  /^[^:|,=]{1,300}\.(?:safetensors|sft|ckpt|pth|pt|bin|gguf)\s{0,4}[:|,=]\s{0,4}[\d.:]{1,16}$/i;
