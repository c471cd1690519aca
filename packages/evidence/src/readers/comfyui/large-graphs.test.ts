import { expect, test } from "vitest";
import { interpretGraph } from "./comfyui.ts";
import { readGraph } from "./graph.ts";
import { scanBrokenGraph } from "./broken-graph.ts";
import { graphOfWorkflow } from "./workflow.ts";

test("a chain of 100,000 nodes costs steps in proportion to its length", () => {
  const chain: Record<string, unknown> = { "0": { class_type: "LoadImage", inputs: { image: "a.png" } } };
  for (let i = 1; i < 100_000; i++)
    chain[i] = { class_type: "Unknown", inputs: { image: [String(i - 1), 0], s: { t: [{}] } } };
  const graph = readGraph(chain)!;
  interpretGraph(graph, null, "here");
  expect(graph.steps).toBeLessThan(100_000 * 24);
});

test("values without end are cut, and the graph says so", () => {
  const inputs = { s: Array.from({ length: 30_000 }, () => ["a"]) };
  const graph = readGraph({ "1": { class_type: "Unknown", inputs } })!;
  const { problems } = interpretGraph(graph, null, "here");
  expect(problems?.map(({ code }) => code)).toContain("limit-graph");
});

test("a graph that was changed anywhere never throws", () => {
  const text = JSON.stringify({
    nodes: [{ id: 1, type: "SetNode", widgets_values: ["m"], inputs: [{ name: "v", link: 1 }] }],
    links: [[1, 1, 0, 1, 0, "X"]],
    "1": { class_type: "Unknown", inputs: { lora: "a.pt", s: '{"t":["<lora:b:1>"]}', l: ["1", 0] } },
    "2": { class_type: "SaveImage", inputs: { images: ["1", 0] } },
  });
  const put = ["", "{", "]", '"', "null", "-1", "[[", "\\"];
  for (let at = 0; at < text.length; at++) {
    const changed = text.slice(0, at) + put[at % put.length]! + text.slice(at + 1 + (at % 5));
    scanBrokenGraph(changed, "here");
    let value: unknown;
    try {
      value = JSON.parse(changed);
    } catch {
      continue;
    }
    for (const graph of [readGraph(value), graphOfWorkflow(value)])
      if (graph !== null) expect(() => interpretGraph(graph, value, "here")).not.toThrow();
  }
});
