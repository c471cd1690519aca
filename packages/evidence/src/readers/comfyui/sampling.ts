import type { Parameters } from "../../evidence.ts";
import { limits } from "../../limits.ts";
import { type JsonRecord, numberOf, seedOf } from "../json.ts";
import { type Graph, type GraphNode, type Link, followLink, liveInputs, resolveValue } from "./graph.ts";

export interface Sampling {
  readonly prompt?: string;
  readonly negativePrompt?: string;
  readonly parameters: Parameters;
}

/** What the first sampling pass was told: prompts, seed, steps, sampler. */
export function readSampling(graph: Graph, reachable: ReadonlySet<string>): Sampling {
  const samplers = [...graph.values()].filter((node) => reachable.has(node.id) && isSampler(graph, node));
  const sampler = firstPass(graph, samplers);
  if (sampler === null) {
    const prompt = lonePrompt(graph, reachable);
    return { ...(prompt === null ? {} : { prompt }), parameters: {} };
  }
  const guider = followLink(graph, sampler.inputs["guider"])?.node;
  const source = promptSource(graph, guider ?? sampler);
  const positive = readPrompt(
    graph,
    source.inputs["positive"] ??
      source.inputs["conditioning"] ??
      source.inputs["cond1"] ??
      source.inputs["positive_prompt"],
    "positive",
  );
  const negative = readPrompt(
    graph,
    source.inputs["negative"] ?? source.inputs["neg_conditioning"] ?? source.inputs["negative_prompt"],
    "negative",
  );
  return {
    ...(positive === null ? {} : { prompt: positive }),
    ...(negative === null ? {} : { negativePrompt: negative }),
    parameters: readParameters(graph, sampler),
  };
}

/** Inputs that carry many things at once: pipes of Impact and Easy Use, contexts of rgthree, encoded texts of video wrappers. */
const BUNDLE = /pipe|context|ctx|bundle|embeds|tuple/i;

/** The node that has the prompts: the sampler itself, or what fills the pipe that it takes everything from. */
function promptSource(graph: Graph, sampler: GraphNode): GraphNode {
  const seen = new Set<string>();
  const queue = [sampler];
  while (queue.length > 0 && seen.size < 64) {
    const node = queue.shift()!;
    if (seen.has(node.id)) continue;
    seen.add(node.id);
    const { inputs } = node;
    if (["positive", "conditioning", "cond1", "positive_prompt"].some((key) => inputs[key] !== undefined))
      return node;
    for (const key of Object.keys(inputs)) {
      const link = BUNDLE.test(key) ? followLink(graph, inputs[key]) : null;
      if (link !== null) queue.push(link.node);
    }
  }
  return sampler;
}

/** A node that has the inputs of a sampler, or hands a sampler its settings. */
export function isSampler(graph: Graph, node: GraphNode): boolean {
  const { inputs } = node;
  if (followLink(graph, inputs["guider"]) !== null) return true;
  if (/^KSampler(Advanced)?($|\W)/.test(node.type)) return true;
  // A sampler that gets everything through a pipe still has its settings; so has the node that prepares the pipe.
  const isSeeded = inputs["seed"] !== undefined || inputs["noise_seed"] !== undefined;
  const isSet =
    inputs["cfg"] !== undefined || inputs["sampler_name"] !== undefined || /sampler/i.test(node.type);
  if (isSeeded && inputs["steps"] !== undefined && isSet) return true;
  if (inputs["positive"] === undefined) return false;
  return (
    inputs["seed"] !== undefined ||
    inputs["noise_seed"] !== undefined ||
    inputs["noise"] !== undefined ||
    /sampler/i.test(node.type)
  );
}

/** The sampler whose latent image does not come out of another sampler. */
function firstPass(graph: Graph, samplers: readonly GraphNode[]): GraphNode | null {
  if (samplers.length <= 1) return samplers[0] ?? null;
  const ids = new Set(samplers.map((node) => node.id));
  for (const sampler of samplers.slice(0, 32)) {
    const seen = new Set<string>([sampler.id]);
    const queue: GraphNode[] = [];
    for (const key of ["latent_image", "latent", "samples", "image", "pixels"]) {
      const link = followLink(graph, sampler.inputs[key]);
      if (link !== null) queue.push(link.node);
    }
    let later = false;
    while (queue.length > 0 && !later && seen.size < 1024) {
      const node = queue.pop()!;
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      if (ids.has(node.id)) later = true;
      for (const key of liveInputs(graph, node)) {
        const link = followLink(graph, node.inputs[key]);
        if (link !== null) queue.push(link.node);
      }
    }
    if (!later) return sampler;
  }
  return samplers[0] ?? null;
}

const TEXT_INPUTS = [
  "text",
  "text_g",
  "prompt",
  "positive_prompt",
  "positive",
  "text_positive",
  "clip_l",
  "t5xxl",
  "text_l",
  "user_prompt",
  "llama",
  "bert",
  "mt5xl",
  "string",
  "value",
  "populated_text",
  "wildcard_text",
  "instruction",
  "caption",
];
const NEGATIVE_INPUTS = ["text", "negative", "negative_prompt", "text_negative", "prompt"];

/** The words behind a conditioning: through what combines, switches and adjusts, up to the nodes that encode a text. */
function readPrompt(graph: Graph, from: unknown, side: "positive" | "negative"): string | null {
  if (typeof from === "string") return from;
  const texts: string[] = [];
  const seen = new Set<string>();
  const queue: { value: unknown; side: "positive" | "negative"; bundled: boolean }[] = [
    { value: from, side, bundled: false },
  ];
  while (queue.length > 0 && seen.size < 256) {
    const current = queue.shift()!;
    const link = followLink(graph, current.value);
    if (link === null) continue;
    const { node, slot } = link;
    const key = `${node.id}/${slot}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const { inputs } = node;
    const both =
      followLink(graph, inputs["positive"]) !== null && followLink(graph, inputs["negative"]) !== null;
    if (both) {
      // Behind a pipe the slots are many, and the side that was asked for is meant.
      const next =
        slot === 0 && !current.bundled
          ? "positive"
          : slot === 1 && !current.bundled
            ? "negative"
            : current.side;
      queue.push({ value: inputs[next], side: next, bundled: false });
      continue;
    }
    if (/zero_?out/i.test(node.type)) {
      if (current.side === "positive") continue;
      texts.push("");
      continue;
    }
    const text = encodedText(graph, node, current.side);
    if (text !== null) {
      texts.push(text);
      continue;
    }
    for (const input of liveInputs(graph, node)) {
      const bundled = BUNDLE.test(input);
      if (bundled || /cond|positive|any|input|value|true|false/i.test(input))
        queue.push({ value: inputs[input], side: current.side, bundled });
    }
  }
  const said = texts.filter((text) => text !== "");
  return said.length > 0 ? [...new Set(said)].join("\n") : texts.length > 0 ? "" : null;
}

function encodedText(graph: Graph, node: GraphNode, side: "positive" | "negative"): string | null {
  const { inputs } = node;
  const candidates =
    side === "negative" && inputs["text"] === undefined ? [...NEGATIVE_INPUTS, ...TEXT_INPUTS] : TEXT_INPUTS;
  let empty: string | null = null;
  for (const input of candidates) {
    const value = inputs[input];
    if (value === undefined) continue;
    const text = readText(graph, value);
    if (text === null) continue;
    if (text !== "") return text;
    empty = "";
  }
  return empty;
}

const NEGATIVE_TEXTS = ["text_negative", "negative_prompt", "negative_text", "negative"];
const TEXT_CARRYING = /text|string|value|prompt|wildcard|any|input|positive|on_true|on_false|source|default/i;

/**
 * A text that is written in place or comes from string nodes; concatenations are put together. What a node says is kept, so that
 * nodes that share a text walk it once.
 */
export function readText(graph: Graph, value: unknown): string | null {
  const read = (current: unknown, depth: number): string | null => {
    if (typeof current === "string") return current;
    if (depth > limits.textDepth) {
      graph.cut();
      return null;
    }
    const link = followLink(graph, current);
    if (link === null) return null;
    const key = `${link.slot === 1 ? 1 : 0}/${link.node.id}`;
    const known = graph.texts.get(key);
    if (known !== undefined) return known;
    // Until it is read a node says nothing: a link back to here ends a cycle.
    graph.texts.set(key, null);
    const text = textOfNode(graph, link, (next) => read(next, depth + 1));
    graph.texts.set(key, text);
    return text;
  };
  return read(value, 0);
}

function textOfNode(
  graph: Graph,
  { node, slot }: Link,
  read: (value: unknown) => string | null,
): string | null {
  const { inputs } = node;
  // Stylers give both texts, what is unwanted second.
  const unwanted = slot === 1 ? NEGATIVE_TEXTS.find((key) => inputs[key] !== undefined) : undefined;
  if (unwanted !== undefined) return read(inputs[unwanted]);
  if (/concat|join|combine|append/i.test(node.type)) {
    const delimiter = [inputs["delimiter"], inputs["separator"]].find((each) => typeof each === "string");
    const parts: string[] = [];
    for (const key of Object.keys(inputs)) {
      if (key === "delimiter" || key === "separator" || /^(linebreak|clean)/.test(key)) continue;
      const part = read(inputs[key]);
      if (part !== null && part !== "" && parts.length < 64 && graph.take(part.length)) parts.push(part);
    }
    return parts.length === 0 ? null : parts.join(typeof delimiter === "string" ? delimiter : " ");
  }
  // What a language model wrote at run time is not in the file, and its instruction is not the prompt.
  if (node.type.startsWith("TextGenerate")) return null;
  for (const key of new Set([...liveInputs(graph, node), ...Object.keys(inputs)])) {
    if (!graph.step()) return null;
    if ((key !== "" && key !== "*" && !TEXT_CARRYING.test(key)) || /^text_\d+$/.test(key)) continue;
    const found = read(inputs[key]);
    if (found !== null && found !== "") return found;
  }
  // Nodes that show a text keep what they last showed.
  return typeof inputs["text_0"] === "string" ? inputs["text_0"] : null;
}

function readParameters(graph: Graph, sampler: GraphNode): Parameters {
  const parameters: Record<string, unknown> = {};
  const put = (name: string, value: unknown): void => {
    if (value !== undefined && value !== null && value !== "") parameters[name] = value;
  };
  const { inputs } = sampler;
  const noise = followLink(graph, inputs["noise"])?.node.inputs ?? {};
  const picked = followLink(graph, inputs["sampler"])?.node.inputs ?? {};
  const sigmas = sigmasOf(graph, inputs["sigmas"]);
  const guider = followLink(graph, inputs["guider"])?.node.inputs ?? {};
  const first = (name: string, ...values: unknown[]): unknown => {
    for (const value of values) {
      const resolved = resolveValue(graph, value, name);
      if (resolved !== undefined && resolved !== null) return resolved;
    }
    return undefined;
  };
  put(
    "seed",
    seedOf(first("seed", inputs["seed"], inputs["noise_seed"], noise["noise_seed"], noise["seed"])),
  );
  put("steps", numberOf(first("steps", inputs["steps"], sigmas["steps"])));
  put("sampler", first("sampler_name", inputs["sampler_name"], picked["sampler_name"]));
  put("scheduler", first("scheduler", inputs["scheduler"], sigmas["scheduler"]));
  put("cfgScale", numberOf(first("cfg", inputs["cfg"], guider["cfg"])));
  put("denoisingStrength", numberOf(first("denoise", inputs["denoise"], sigmas["denoise"])));
  return parameters;
}

/** The node that makes the sigmas, behind those that cut or change them. */
function sigmasOf(graph: Graph, value: unknown): JsonRecord {
  let link = followLink(graph, value);
  for (let step = 0; link !== null && step < limits.linkSteps; step++) {
    const { inputs } = link.node;
    const before = inputs["steps"] === undefined ? followLink(graph, inputs["sigmas"]) : null;
    if (before === null) return inputs;
    link = before;
  }
  return {};
}

/** A graph without a sampler of the usual shape, but with one text to encode: hosted nodes, custom pipelines. */
function lonePrompt(graph: Graph, reachable: ReadonlySet<string>): string | null {
  const texts = new Set<string>();
  for (const node of graph.values()) {
    if (!reachable.has(node.id)) continue;
    for (const key of ["prompt", "positive_prompt", "positive"]) {
      const text = node.inputs[key] === undefined ? null : readText(graph, node.inputs[key]);
      if (text !== null && text !== "") texts.add(text);
    }
  }
  return texts.size === 1 ? [...texts][0]! : null;
}
