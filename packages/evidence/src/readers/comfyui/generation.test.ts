import { describe, expect, test } from "vitest";
import { fromBytes } from "../../bytes/byte-source.ts";
import type { Evidence } from "../../evidence.ts";
import { readEvidence } from "../../read-evidence.ts";
import { buildPng, tEXt } from "../../testing/build-images.ts";
import { readGraph } from "./graph.ts";
import { readText } from "./graph-texts.ts";

type Node = readonly [type: string, inputs: Record<string, unknown>];
const graphOf = (nodes: Record<string, Node>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(nodes).map(([id, [class_type, inputs]]) => [id, { class_type, inputs }]));
const read = (nodes: Record<string, Node>): Promise<Evidence> =>
  readEvidence(fromBytes(buildPng([tEXt("prompt", JSON.stringify(graphOf(nodes)))])));

const PHOTO: Node = ["LoadImage", { image: "photo.jpg" }];
const SAVE: Node = ["SaveImage", { images: ["n", 0] }];
const behind = (node: Node): Promise<Evidence> => read({ photo: PHOTO, n: node, save: SAVE });

describe("whether anything generates", () => {
  test.each<[string, Record<string, unknown>]>([
    ["Image Resize (rgthree)", { image: ["photo", 0], width: 64, height: 64 }],
    ["ImageScale", { image: ["photo", 0], width: 64, height: 64 }],
    ["ImageCrop", { image: ["photo", 0] }],
    ["ImageInvert", { image: ["photo", 0] }],
    ["MaskToImage", { mask: ["photo", 1] }],
  ])("%s only handles an image", async (type, inputs) => {
    const evidence = await behind([type, inputs]);
    expect([evidence.madeByAI, evidence.problems]).toEqual(["no-evidence", []]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["SomebodysImageMaker", {}],
    ["画像を変える", { image: ["photo", 0] }],
    ["Magic Touch", { image: ["photo", 0], amount: 3 }],
  ])("%s is of an unknown kind", async (type, inputs) => {
    const evidence = await behind([type, inputs]);
    expect(evidence.madeByAI).toBe("no-evidence");
    expect(evidence.problems.map(({ code }) => code)).toEqual(["generation-not-known"]);
  });

  test("savers that keep settings generate nothing", async () => {
    const settings = { seed: 1, steps: 20, cfg: 7, sampler_name: "euler", positive: "a duck" };
    const evidence = await read({
      photo: PHOTO,
      s: ["SDPromptSaver", { images: ["photo", 0], ...settings }],
    });
    expect(evidence.madeByAI).toBe("no-evidence");
  });

  test.each<[string, Record<string, unknown>]>([
    ["KSampler", { seed: 1, steps: 4, model: ["m", 0], positive: ["p", 0] }],
    ["Somebody's pipeline", { prompt: "a duck", seed: 1, steps: 4 }],
    ["UnheardOf", { model: ["m", 0] }],
  ])("%s generates, also behind a node of an unknown kind", async (type, inputs) => {
    const evidence = await read({
      m: ["CheckpointLoaderSimple", { ckpt_name: "a.safetensors" }],
      p: ["CLIPTextEncode", { clip: ["m", 1], text: "a duck" }],
      made: [type, inputs],
      n: ["Magic Touch", { image: ["made", 0] }],
      save: SAVE,
    });
    expect([evidence.madeByAI, evidence.problems]).toEqual(["yes", []]);
  });
});

describe("hosted nodes, by the service that they call", () => {
  test.each([
    ["ByteDanceSeedreamNode", "byteplus"],
    ["ByteDanceImageNode", "byteplus"],
    ["GeminiImage2Node", "google-gemini"],
    ["OpenAIGPTImage1", "openai"],
    ["WanTextToImageApi", "alibaba-model-studio"],
    ["QwenImageTextToImageApi", "alibaba-model-studio"],
    ["Flux2ProImageNode", "bfl-api"],
    ["MetaMuseImageTextToImageApi", "meta-api"],
    ["Krea2ImageNode", "krea-api"],
    ["FluxPro_fal", "fal"],
    ["FalGenericNode", "fal"],
    ["SomebodysImageAPI", "unknown-api"],
  ])("%s: %s", async (type, id) => {
    const evidence = await behind([type, { prompt: "a duck", seed: 1 }]);
    expect(evidence).toMatchObject({ service: { id }, madeByAI: "yes" });
    expect(evidence.gateway?.id ?? null).toBe(id === "fal" ? "fal" : null);
  });

  test("a node that takes a key calls somebody", async () => {
    const evidence = await behind(["Nano Painter", { prompt: "a duck", api_key: "" }]);
    expect(evidence.service?.id).toBe("unknown-api");
  });
});

describe("entries of a LoRA manager", () => {
  const applied = async (inputs: Record<string, unknown>): Promise<unknown> =>
    (await behind(["Lora Loader (LoraManager)", inputs])).adapters.map(({ name, applied: on }) => [
      name,
      on !== false,
    ]);
  test.each<[string, Record<string, unknown>, unknown]>([
    [
      "off, whatever the text says",
      { text: "<lora:b:1>", loras: { __value__: [{ name: "b", strength: 1, active: false }] } },
      [["b", false]],
    ],
    [
      "a list without its wrapper",
      {
        text: "<lora:a:1> <lora:b:1>",
        loras: [
          { name: "a", strength: 1, active: true },
          { name: "b", strength: 1, active: false },
        ],
      },
      [
        ["a", true],
        ["b", false],
      ],
    ],
    ["an entry that does not say", { loras: { __value__: [{ name: "a", strength: 1 }] } }, [["a", true]]],
    [
      "a list of an unknown shape leaves the text",
      { text: "<lora:a:1>", loras: { __value__: [7] } },
      [["a", true]],
    ],
  ])("%s", async (_, inputs, expected) => {
    expect(await applied(inputs)).toEqual(expected);
  });
});

test.each<[string, Record<string, unknown>]>([
  ["a list of files", { stack: [{ file: "styleB.safetensors", on: true }] }],
  ["a plain name", { lora_1: "styleB.safetensors" }],
  ["an entry", { slot: { lora_name: "styleB.safetensors" } }],
])("a LoRA in a node of an unknown kind is not lost: %s", async (_, inputs) => {
  const evidence = await behind(["积木", inputs]);
  expect(evidence.adapters).toMatchObject([{ role: "lora", name: "styleB.safetensors" }]);
});

test("a bypassed node hands on what comes before it, and is off itself", async () => {
  const workflow = {
    nodes: [
      { id: 1, type: "CheckpointLoaderSimple", widgets_values: ["base.safetensors"] },
      {
        id: 2,
        type: "LoraLoader",
        mode: 4,
        widgets_values: ["off.safetensors", 1, 1],
        inputs: [{ name: "model", link: 1 }],
      },
      { id: 3, type: "SaveImage", inputs: [{ name: "images", link: 2 }] },
    ],
    links: [
      [1, 1, 0, 2, 0, "MODEL"],
      [2, 2, 0, 3, 0, "IMAGE"],
    ],
  };
  const evidence = await readEvidence(fromBytes(buildPng([tEXt("workflow", JSON.stringify(workflow))])));
  expect(evidence.models).toMatchObject([{ name: "base.safetensors" }]);
  expect(evidence.adapters).toMatchObject([{ name: "off.safetensors", applied: false }]);
});

test("a long chain and a dense graph cost steps in proportion to their links", () => {
  const chain: Record<string, Node> = { "0": ["PrimitiveString", { value: "a duck" }] };
  for (let i = 1; i < 20_000; i++) chain[i] = ["Show", { text: [String(i - 1), 0] }];
  const long = readGraph(graphOf(chain))!;
  for (const node of long.values()) readText(long, node.inputs["text"]);
  expect(long.steps).toBeLessThan(20_000 * 8);
  const dense: Record<string, Node> = {};
  for (let i = 0; i < 400; i++)
    dense[i] = [
      "StringConcatenate",
      Object.fromEntries(Array.from({ length: 40 }, (_, k) => [`string_${k}`, [String((i + k) % 400), 0]])),
    ];
  const knots = readGraph(graphOf(dense))!;
  for (const node of knots.values()) readText(knots, node.inputs["string_0"]);
  expect(knots.steps).toBeLessThan(400 * 40 * 8);
});
