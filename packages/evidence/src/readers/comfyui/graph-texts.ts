import { limits } from "../../limits.ts";
import { type Graph, type GraphNode, type Link, followLink, liveInputs } from "./graph.ts";

/** Inputs that carry many things at once: pipes of Impact and Easy Use, contexts of rgthree, encoded texts of video wrappers. */
export const BUNDLE: RegExp = /pipe|context|ctx|bundle|embeds|tuple/i;

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
export function readPrompt(graph: Graph, from: unknown, side: "positive" | "negative"): string | null {
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
