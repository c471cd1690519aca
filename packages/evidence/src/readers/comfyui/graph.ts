import { limits } from "../../limits.ts";
import { isRecord, type JsonRecord } from "../json.ts";

/** A node of a ComfyUI graph in the form that is executed: class and inputs, an input being a value or a link. */
export interface GraphNode {
  readonly id: string;
  readonly type: string;
  readonly inputs: JsonRecord;
  /** Switched off in the editor: a muted node is not run, a bypassed one hands its inputs on. */
  readonly off?: "muted" | "bypassed";
}

/** The nodes by id, and how many steps along their links may still be taken: no graph, however made, costs more than that. */
export class Graph extends Map<string, GraphNode> {
  #left: number = limits.graphSteps;
  #isCut = false;
  /** Values and texts that were already looked up, by node: what many nodes share is walked once. */
  readonly known: Map<string, unknown> = new Map();
  readonly texts: Map<string, string | null> = new Map();
  #characters: number = limits.graphCharacters;

  /** Takes one step; false when there are none left. */
  step(): boolean {
    return this.#left-- > 0;
  }

  /** Steps taken so far. */
  get steps(): number {
    return limits.graphSteps - this.#left;
  }

  /** Takes characters for a text that is put together; false when too many were taken. */
  take(characters: number): boolean {
    this.#characters -= characters;
    if (this.#characters < 0) this.#isCut = true;
    return this.#characters >= 0;
  }

  /** Remembers that a part of the graph was left out. */
  cut(): void {
    this.#isCut = true;
  }

  /** Not all of the graph could be read or followed. */
  get isExhausted(): boolean {
    return this.#left < 0 || this.#isCut;
  }
}

/** A link of the executed form: `["12", 0]`, the node it comes from and which of its outputs. */
export interface Link {
  readonly node: GraphNode;
  readonly slot: number;
}

/** The executed form: an object of nodes, each with `class_type` and `inputs`. Null where it is something else. */
export function readGraph(value: unknown): Graph | null {
  if (!isRecord(value)) return null;
  const graph = new Graph();
  for (const id in value) {
    const node = value[id];
    if (!isRecord(node)) continue;
    const type = node["class_type"];
    if (typeof type !== "string") continue;
    if (graph.size >= limits.graphNodes) {
      graph.cut();
      break;
    }
    const inputs = boundInputs(graph, node["inputs"]);
    graph.set(id, { id, type: type.slice(0, limits.nameCharacters), inputs });
  }
  return graph.size === 0 ? null : graph;
}

/** The inputs of a node, as they are unless there are too many or their names are too long. */
export function boundInputs(graph: Graph, value: unknown): JsonRecord {
  if (!isRecord(value)) return {};
  const keys = Object.keys(value);
  if (keys.length <= limits.nodeInputs && keys.every((key) => key.length <= limits.nameCharacters))
    return value;
  graph.cut();
  const bounded: Record<string, unknown> = {};
  for (const key of keys.slice(0, limits.nodeInputs))
    if (key.length <= limits.nameCharacters) bounded[key] = value[key];
  return bounded;
}

/** The node that an input is linked to, or null where the input is a plain value. */
export function followLink(graph: Graph, value: unknown): Link | null {
  if (!Array.isArray(value) || value.length !== 2 || !graph.step()) return null;
  const [id, slot] = value as readonly unknown[];
  if ((typeof id !== "string" && typeof id !== "number") || typeof slot !== "number") return null;
  const node = graph.get(String(id));
  return node === undefined ? null : { node, slot };
}

const OUTPUT = /save|preview|output|combine|export|display|websocket|send|upload|showimage/i;

/**
 * The nodes that feed an output, walked backwards from the savers. Where no node looks like a saver, the ends of the graph
 * count as outputs, and in a graph without ends (a cycle) every node does. No recursion: depth and cycles cost nothing. Ends for
 * which `mayKeep` holds count as outputs too.
 */
export function reachableNodes(graph: Graph, mayKeep?: (node: GraphNode) => boolean): ReadonlySet<string> {
  const savers = [...graph.values()].filter((node) => isOutput(node.type) && hasLink(graph, node));
  const consumed =
    savers.length > 0 && savers.every((node) => isFinal(node.type)) ? null : consumedNodes(graph);
  let roots =
    consumed === null ? savers : savers.filter((node) => !consumed.has(node.id) || isFinal(node.type));
  if (roots.length === 0 && consumed !== null)
    roots = [...graph.values()].filter((node) => !consumed.has(node.id));
  if (roots.length === 0) roots = [...graph.values()];
  if (mayKeep !== undefined) {
    const used = consumed ?? consumedNodes(graph);
    roots = [...roots, ...[...graph.values()].filter((node) => !used.has(node.id) && mayKeep(node))];
  }
  const reached = new Set<string>(roots.map((node) => node.id));
  const queue = roots;
  while (queue.length > 0) {
    const node = queue.pop()!;
    for (const key of liveInputs(graph, node)) {
      const link = followLink(graph, node.inputs[key]);
      if (link === null || reached.has(link.node.id)) continue;
      reached.add(link.node.id);
      queue.push(link.node);
    }
  }
  return reached;
}

const isOutput = (type: string): boolean => OUTPUT.test(type);
const isFinal = (type: string): boolean => /save|preview/i.test(type);

function consumedNodes(graph: Graph): ReadonlySet<string> {
  const consumed = new Set<string>();
  for (const node of graph.values()) {
    for (const key in node.inputs) {
      const link = followLink(graph, node.inputs[key]);
      if (link !== null) consumed.add(link.node.id);
    }
  }
  return consumed;
}

function hasLink(graph: Graph, node: GraphNode): boolean {
  for (const key in node.inputs) if (followLink(graph, node.inputs[key]) !== null) return true;
  return false;
}

/** The inputs through which something flows: of a switch, only the branch it is set to. */
export function liveInputs(graph: Graph, node: GraphNode): readonly string[] {
  if (node.off === "muted") return [];
  const keys = Object.keys(node.inputs);
  if (!/switch|select|if_?else|conditional/i.test(node.type) || keys.length > 256) return keys;
  const choice = chosenInput(graph, node, keys);
  if (choice === null) return keys;
  return keys.filter((key) => key === choice || !isBranch(graph, node, key));
}

function isBranch(graph: Graph, node: GraphNode, key: string): boolean {
  return followLink(graph, node.inputs[key]) !== null && (/\d+$/.test(key) || /^on_(true|false)$/.test(key));
}

/** Which branch a switch takes, by a boolean, a number, or (rgthree) the first branch that is there; null where it is not clear. */
function chosenInput(graph: Graph, node: GraphNode, keys: readonly string[]): string | null {
  if (keys.includes("on_true") || keys.includes("on_false")) {
    for (const key of ["switch", "boolean", "condition", "value"]) {
      const flag = resolveValue(graph, node.inputs[key]);
      if (typeof flag === "boolean") return flag ? "on_true" : "on_false";
    }
    return null;
  }
  const branches = keys.filter((key) => isBranch(graph, node, key));
  if (/any switch/i.test(node.type)) return branches.toSorted()[0] ?? null;
  for (const key of ["select", "Input", "input", "index", "selected", "selected_index"]) {
    const number = resolveValue(graph, node.inputs[key]);
    if (typeof number !== "number") continue;
    const found = branches.filter((branch) => Number(/\d+$/.exec(branch)?.[0]) === number);
    return found.length === 1 ? found[0]! : null;
  }
  return null;
}

/**
 * The plain value behind an input (named `input`, which is looked for first): links to primitives, constants and reroutes are
 * followed. What was found is kept for every node on the way, so that a long chain is walked once, however often it is asked.
 */
export function resolveValue(graph: Graph, value: unknown, input = ""): unknown {
  const passed: string[] = [];
  let current = value;
  let found: unknown;
  while (true) {
    const link = followLink(graph, current);
    if (link === null) {
      found = Array.isArray(current) ? undefined : current;
      break;
    }
    const key = `${input}\n${link.node.id}`;
    if (graph.known.has(key)) {
      found = graph.known.get(key);
      break;
    }
    // Until the end is reached there is no value: a link back to here ends a cycle.
    graph.known.set(key, undefined);
    passed.push(key);
    const next = passedOn(link.node, input);
    if (next === undefined) break;
    current = link.node.inputs[next];
  }
  for (const key of passed) graph.known.set(key, found);
  return found;
}

/** The input whose value a node hands on. */
function passedOn({ inputs }: GraphNode, input: string): string | undefined {
  if (input !== "" && inputs[input] !== undefined) return input;
  const known = VALUE_INPUTS.find((key) => inputs[key] !== undefined);
  if (known !== undefined) return known;
  const keys = Object.keys(inputs);
  return keys.length === 1 ? keys[0] : undefined;
}

/** Inputs under which nodes that only pass a value on keep it. */
const VALUE_INPUTS = [
  "value",
  "string",
  "text",
  "seed",
  "noise_seed",
  "int",
  "float",
  "number",
  "boolean",
  "Number",
  "Value",
  "String",
  "STRING",
  "INT",
  "ckpt_name",
  "sampler_name",
  "steps",
];
