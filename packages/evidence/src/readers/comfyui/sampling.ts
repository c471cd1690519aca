import type { Parameters } from "../../evidence.ts";
import { limits } from "../../limits.ts";
import { type JsonRecord, numberOf, seedOf } from "../json.ts";
import { type Graph, type GraphNode, followLink, liveInputs, resolveValue } from "./graph.ts";
import { BUNDLE, readPrompt, readText } from "./graph-texts.ts";

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
