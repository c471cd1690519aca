import { limits } from "../../limits.ts";
import { isRecord, type JsonRecord } from "../json.ts";
import { boundInputs, Graph, type GraphNode } from "./graph.ts";

/** Names of the widgets of nodes whose workflow form lists only values; the loaders and samplers everybody uses. */
const WIDGETS: Readonly<Record<string, readonly string[]>> = {
  CheckpointLoaderSimple: ["ckpt_name"],
  CheckpointLoader: ["config_name", "ckpt_name"],
  unCLIPCheckpointLoader: ["ckpt_name"],
  ImageOnlyCheckpointLoader: ["ckpt_name"],
  UNETLoader: ["unet_name", "weight_dtype"],
  UnetLoaderGGUF: ["unet_name"],
  VAELoader: ["vae_name"],
  CLIPLoader: ["clip_name", "type"],
  DualCLIPLoader: ["clip_name1", "clip_name2", "type"],
  TripleCLIPLoader: ["clip_name1", "clip_name2", "clip_name3"],
  QuadrupleCLIPLoader: ["clip_name1", "clip_name2", "clip_name3", "clip_name4"],
  CLIPVisionLoader: ["clip_name"],
  LoraLoader: ["lora_name", "strength_model", "strength_clip"],
  LoraLoaderModelOnly: ["lora_name", "strength_model"],
  ControlNetLoader: ["control_net_name"],
  UpscaleModelLoader: ["model_name"],
  CLIPTextEncode: ["text"],
  CLIPTextEncodeFlux: ["clip_l", "t5xxl", "guidance"],
  PrimitiveNode: ["value"],
  PrimitiveString: ["value"],
  PrimitiveStringMultiline: ["value"],
  StringConcatenate: ["string_a", "string_b", "delimiter"],
  KSampler: ["seed", "control_after_generate", "steps", "cfg", "sampler_name", "scheduler", "denoise"],
  KSamplerAdvanced: [
    "add_noise",
    "noise_seed",
    "control_after_generate",
    "steps",
    "cfg",
    "sampler_name",
    "scheduler",
  ],
  RandomNoise: ["noise_seed", "control_after_generate"],
  KSamplerSelect: ["sampler_name"],
  BasicScheduler: ["scheduler", "steps", "denoise"],
};

/** Modes of a node in the editor: 2 is muted, 4 is bypassed; neither is executed, but a bypassed one hands its inputs on. */
const offOf = (mode: unknown): Pick<GraphNode, "off"> =>
  mode === 2 ? { off: "muted" } : mode === 4 ? { off: "bypassed" } : {};

interface EditorLink {
  readonly from: string;
  readonly slot: number;
}

/**
 * Turns the editor's form of a workflow into the executed form, as far as it tells: nodes that are muted or bypassed are
 * marked as off, subgraphs are put in place. Null where it is not such a workflow.
 */
export function graphOfWorkflow(value: unknown): Graph | null {
  if (!isRecord(value) || !Array.isArray(value["nodes"]) || !isEditors(value)) return null;
  const graph = new Graph();
  const definitions = new Map<string, JsonRecord>();
  const defined = value["definitions"];
  const subgraphs =
    isRecord(defined) && Array.isArray(defined["subgraphs"]) ? (defined["subgraphs"] as unknown[]) : [];
  for (const subgraph of subgraphs.slice(0, limits.graphNodes)) {
    if (isRecord(subgraph) && typeof subgraph["id"] === "string") definitions.set(subgraph["id"], subgraph);
  }
  const extra = value["extra"];
  const groups = isRecord(extra) && isRecord(extra["groupNodes"]) ? extra["groupNodes"] : {};
  for (const name in groups) if (isRecord(groups[name])) definitions.set(`workflow/${name}`, groups[name]);
  addNodes(value, "", graph, definitions, 0);
  connectByName(graph);
  return graph.size === 0 ? null : graph;
}

/** Other programs draw workflows too; ComfyUI's editor counts its nodes, and keeps the values of their widgets or links as lists. */
function isEditors(value: JsonRecord): boolean {
  if (value["last_node_id"] !== undefined || value["last_link_id"] !== undefined) return true;
  const has = (list: unknown, test: (entry: unknown) => boolean): boolean =>
    Array.isArray(list) && (list as unknown[]).slice(0, 1024).some(test);
  return (
    has(value["nodes"], (node) => isRecord(node) && node["widgets_values"] !== undefined) ||
    has(value["links"], (link) => Array.isArray(link) && link.length >= 5)
  );
}

function addNodes(
  container: JsonRecord,
  prefix: string,
  graph: Graph,
  definitions: ReadonlyMap<string, JsonRecord>,
  depth: number,
): string[] {
  const nodes = Array.isArray(container["nodes"]) ? (container["nodes"] as unknown[]) : [];
  const links = readLinks(container["links"], prefix);
  const added: string[] = [];
  for (const [index, node] of nodes.entries()) {
    if (graph.size >= limits.graphNodes) {
      graph.cut();
      return added;
    }
    if (!isRecord(node) || typeof node["type"] !== "string") continue;
    const id = `${prefix}${idOf(node["id"]) ?? index}`;
    const type = node["type"];
    const inputs: Record<string, unknown> = {};
    const slots = Array.isArray(node["inputs"]) ? (node["inputs"] as unknown[]) : [];
    const named: string[] = [];
    for (const slot of slots.slice(0, 512)) {
      if (!isRecord(slot) || typeof slot["name"] !== "string") continue;
      if (isRecord(slot["widget"])) named.push(slot["name"]);
      const link = slot["link"];
      const found =
        typeof link === "number" || typeof link === "string" ? links.get(String(link)) : undefined;
      if (found !== undefined) inputs[slot["name"]] = [found.from, found.slot];
    }
    addWidgets(type, node["widgets_values"], named, inputs);
    const definition = definitions.get(type);
    if (definition !== undefined && depth < 8) {
      const inner = addNodes(definition, `${id}:`, graph, definitions, depth + 1);
      for (const [at, child] of inner.entries()) inputs[`subgraph_${at}`] = [child, 0];
    }
    graph.set(id, {
      id,
      type: type.slice(0, limits.nameCharacters),
      inputs: boundInputs(graph, inputs),
      ...offOf(node["mode"]),
    });
    added.push(id);
  }
  return added;
}

/** Pairs of nodes that hand a value on by its name instead of a link: what is set under a name is what is got under it. */
function connectByName(graph: Graph): void {
  const set = new Map<unknown, string[]>();
  const nameIn = ({ inputs }: GraphNode): unknown =>
    inputs["widget_0"] ?? inputs["Constant"] ?? inputs["value"];
  for (const node of graph.values())
    if (/^Set\w*Node/i.test(node.type)) set.set(nameIn(node), [...(set.get(nameIn(node)) ?? []), node.id]);
  for (const node of graph.values()) {
    if (!/^Get\w*Node/i.test(node.type)) continue;
    const named = set.get(nameIn(node)) ?? [];
    const links = Object.fromEntries(named.slice(0, 16).map((id, at) => [`got_${at}`, [id, 0]]));
    graph.set(node.id, { ...node, inputs: { ...node.inputs, ...links } });
  }
}

function idOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

/** `[id, from, slot, to, slot, type]`, or the same as an object in subgraphs. */
function readLinks(value: unknown, prefix: string): Map<string, EditorLink> {
  const links = new Map<string, EditorLink>();
  if (!Array.isArray(value)) return links;
  for (const link of (value as unknown[]).slice(0, limits.graphNodes * 4)) {
    if (Array.isArray(link) && link.length >= 4) {
      links.set(String(link[0]), { from: `${prefix}${String(link[1])}`, slot: Number(link[2]) || 0 });
    } else if (isRecord(link)) {
      links.set(String(link["id"]), {
        from: `${prefix}${String(link["origin_id"])}`,
        slot: Number(link["origin_slot"]) || 0,
      });
    }
  }
  return links;
}

/** Names for values where the editor lists the widgets; a seed is followed by one that is not listed, what happens to it next. */
function namesOfWidgets(named: readonly string[], count: number): readonly string[] | null {
  if (named.length === count) return named;
  const names = named.flatMap((name) =>
    name === "seed" || name === "noise_seed" ? [name, "control_after_generate"] : [name],
  );
  return names.length === count ? names : null;
}

function addWidgets(
  type: string,
  values: unknown,
  named: readonly string[],
  inputs: Record<string, unknown>,
): void {
  if (isRecord(values)) {
    for (const key in values) inputs[key] ??= values[key];
    return;
  }
  if (!Array.isArray(values)) return;
  const names = WIDGETS[type] ?? namesOfWidgets(named, values.length);
  for (const [index, value] of (values as unknown[]).slice(0, 512).entries()) {
    const name = names?.[index] ?? `widget_${index}`;
    if (inputs[name] === undefined) inputs[name] = value;
  }
}
