import { textChunk, type PngChunk } from "./png.ts";

type Link = readonly [node: string, slot: number];

/** A node as it is described here: what its editor shows (widgets) and what is plugged into it (links). */
interface ComfyNode {
  readonly type: string;
  readonly title: string;
  readonly widgets: Readonly<Record<string, string | number>>;
  readonly links: Readonly<Record<string, Link>>;
  /** Types of the outputs, in order of their slots. */
  readonly outputs: readonly string[];
  /** Widgets that only the editor has, after the others: what to do with a seed once it was used. */
  readonly editorWidgets?: readonly string[];
}

export type ComfyGraph = Readonly<Record<string, ComfyNode>>;

/** The two text chunks of ComfyUI's SaveImage: the graph that ran (`prompt`) and the graph of the editor (`workflow`). */
export function comfyChunks(graph: ComfyGraph): readonly PngChunk[] {
  return [
    textChunk("prompt", toPythonJson(toPrompt(graph))),
    textChunk("workflow", toPythonJson(toWorkflow(graph))),
  ];
}

function toPrompt(graph: ComfyGraph): unknown {
  const entries = Object.entries(graph).map(([id, { type, title, widgets, links }]) => [
    id,
    { inputs: { ...widgets, ...links }, class_type: type, _meta: { title } },
  ]);
  return Object.fromEntries(entries);
}

function toWorkflow(graph: ComfyGraph): unknown {
  const ids = Object.keys(graph);
  const links = ids.flatMap((target) =>
    Object.entries(graph[target]?.links ?? {}).map(([input, [source, slot]], index) => {
      const type = graph[source]?.outputs[slot] ?? "*";
      return { source, slot, target, input, index, type };
    }),
  );
  const numbered = links.map((link, index) => ({ ...link, id: index + 1 }));
  const nodes = ids.map((id, order) => {
    const node = graph[id] as ComfyNode;
    return {
      id: Number(id),
      type: node.type,
      pos: [40 + 360 * (order % 4), 80 + 240 * Math.floor(order / 4)],
      size: [315, 58 + 24 * Object.keys(node.widgets).length],
      flags: {},
      order,
      mode: 0,
      inputs: numbered
        .filter((link) => link.target === id)
        .map((link) => ({ name: link.input, type: link.type, link: link.id })),
      outputs: node.outputs.map((type, slot) => ({
        name: type,
        type,
        links: numbered.filter((link) => link.source === id && link.slot === slot).map((link) => link.id),
        slot_index: slot,
      })),
      properties: { "Node name for S&R": node.type },
      widgets_values: [...Object.values(node.widgets), ...(node.editorWidgets ?? [])],
    };
  });
  return {
    last_node_id: Math.max(...ids.map(Number)),
    last_link_id: numbered.length,
    nodes,
    links: numbered.map((link) => [
      link.id,
      Number(link.source),
      link.slot,
      Number(link.target),
      link.index,
      link.type,
    ]),
    groups: [],
    config: {},
    extra: { ds: { scale: 1, offset: [0, 0] } },
    version: 0.4,
  };
}

/** JSON as Python's json.dumps writes it: a space after commas and colons, everything beyond ASCII escaped. */
function toPythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toPythonJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([name, item]) => `${toPythonJson(name)}: ${toPythonJson(item)}`);
    return `{${pairs.join(", ")}}`;
  }
  return JSON.stringify(value).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
