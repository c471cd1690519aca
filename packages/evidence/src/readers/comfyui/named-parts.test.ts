import { describe, expect, test } from "vitest";
import { fromBytes } from "../../bytes/byte-source.ts";
import type { Evidence } from "../../evidence.ts";
import { readEvidence } from "../../read-evidence.ts";
import { buildPng, tEXt } from "../../testing/build-images.ts";

type Inputs = Record<string, unknown>;
const png = (key: string, text: string): Promise<Evidence> =>
  readEvidence(fromBytes(buildPng([tEXt(key, text)])));
const graphOf = (nodes: Record<string, readonly [string, Inputs]>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(nodes).map(([id, [class_type, inputs]]) => [id, { class_type, inputs }]),
    ),
  );
const behind = (type: string, inputs: Inputs): Promise<Evidence> =>
  png("prompt", graphOf({ n: [type, inputs], save: ["SaveImage", { images: ["n", 0] }] }));
const names = ({ models, adapters }: Evidence): unknown[] =>
  [...models, ...adapters].map(({ name, applied }) => (applied === false ? `${name} (off)` : name));

describe("files of weights in a node of an unknown kind are counted", () => {
  test.each<[string, Inputs, string[]]>([
    ["JSON in a text", { settings: JSON.stringify({ base: "a.safetensors" }) }, ["a.safetensors"]],
    ["JSON twice packed", { s: JSON.stringify({ t: JSON.stringify(["a.gguf"]) }) }, ["a.gguf"]],
    ["three levels deep", { a: { b: { c: [{ d: "dir/a.ckpt" }] } } }, ["a.ckpt"]],
    ["switched off, deep", { a: { b: { on: false, lora: "x.pt" } } }, ["x.pt (off)"]],
    ["one a line", { lora_list: "a.safetensors\nmy b.safetensors" }, ["a.safetensors", "my b.safetensors"]],
    ["with weights", { lora_text: "a.safetensors:0.8\nb.pt, 1" }, ["a.safetensors", "b.pt"]],
    ["tags", { anything: "<lora:a:1>\n<lora:b:0.5>" }, ["a", "b"]],
    ["a Chinese key", { 模型: "a.safetensors" }, ["a.safetensors"]],
  ])("%s", async (_, inputs, expected) => {
    expect(new Set(names(await behind("积木", inputs)))).toEqual(new Set(expected));
  });

  test.each<[string, Inputs]>([
    ["积木", { ckpt: "dreamy v2" }],
    ["Mega Pipeline", { model: "dreamy v2" }],
    ["模型加载", { model_name: "dreamy v2" }],
    ["Thing", { unet: "dreamy v2" }],
  ])("a title without an ending: %s", async (type, inputs) => {
    expect(names(await behind(type, inputs))).toEqual(["dreamy v2"]);
  });

  test.each<[string, Inputs]>([
    ["CLIPTextEncode", { text: "<lora:a:1>, x.pt" }],
    ["积木", { prompt: "go to x.pt" }],
    ["积木", { filename_prefix: "x.safetensors" }],
  ])("what is only mentioned is not: %s", async (type, inputs) => {
    expect(names(await behind(type, inputs))).toEqual([]);
  });
});

describe("a node at an end that nobody knows may keep what it makes", () => {
  const made = {
    photo: ["LoadImage", { image: "p.jpg" }],
    save: ["SaveImage", { images: ["photo", 0] }],
  } as const;
  test.each<[string, Inputs]>([
    ["积木", { checkpoint: "a.safetensors" }],
    ["Make And Keep", { lora: "a.safetensors" }],
    ["Finish", { settings: '{"model":"a.safetensors"}' }],
  ])("%s", async (type, inputs) => {
    expect(names(await png("prompt", graphOf({ ...made, end: [type, inputs] })))).toEqual(["a.safetensors"]);
  });
  test("a loader that feeds nothing has no effect", async () => {
    const loader = ["LoraLoader", { lora_name: "a.safetensors" }] as const;
    const evidence = await png("prompt", graphOf({ ...made, end: loader }));
    expect([names(evidence), evidence.unreachable?.length]).toEqual([[], 1]);
  });
});

describe("a workflow that hands on by name", () => {
  const save = { id: 9, type: "SaveImage", inputs: [{ name: "images", link: 1 }] };
  const loader = { id: 1, type: "CheckpointLoaderSimple", widgets_values: ["a.safetensors"] };
  const into = [{ name: "value", link: 2 }];
  test.each<[string, unknown[]]>([
    [
      "set and get",
      [
        { id: 2, type: "SetNode", widgets_values: ["m"], inputs: into },
        { id: 3, type: "GetNode", widgets_values: ["m"] },
      ],
    ],
    ["set and get of another name", [{ id: 2, type: "SetNode", widgets_values: ["k"], inputs: into }]],
    ["everywhere", [{ id: 2, type: "Anything Everywhere", inputs: into }]],
  ])("%s", async (_, nodes) => {
    const links = [
      [1, 3, 0, 9, 0, "IMAGE"],
      [2, 1, 0, 2, 0, "MODEL"],
    ];
    const workflow = { last_node_id: 9, nodes: [loader, ...nodes, save], links };
    expect(names(await png("workflow", JSON.stringify(workflow)))).toEqual(["a.safetensors"]);
  });
});

describe("a graph that is cut short", () => {
  const start = '{"1":{"class_type":"';
  test.each<[string, string]>([
    ["another key", `${start}积木","inputs":{"style":"a.safetensors","b":`],
    [
      "an entry",
      `${start}Power Lora Loader (rgthree)","inputs":{"lora_1":{"on":true,"lora":"dir/a.safetensors"`,
    ],
    ["packed JSON", `${start}积木","inputs":{"s":"{\\"lora\\": \\"a.safetensors\\"}","b`],
    ["a Chinese key", `${start}积木","inputs":{"模型":"a.safetensors"`],
  ])("keeps names under %s, and is not made by that alone", async (_, text) => {
    const evidence = await png("prompt", text);
    expect(names(evidence)).toEqual(["a.safetensors"]);
    expect(evidence.madeByAI).toBe("no-evidence");
    expect(evidence.problems.map(({ code }) => code)).toEqual(["damaged-graph", "generation-not-known"]);
  });
  test.each(["KSampler", "SamplerCustomAdvanced", "OpenAIGPTImage1"])(
    "is made where %s is left",
    async (type) => {
      expect((await png("prompt", `${start}${type}","inputs":{"seed":1`)).madeByAI).toBe("yes");
    },
  );
});

describe("switches of stacks", () => {
  test.each<[string, Inputs, string[]]>([
    ["LoRA Stack", { lora_1: "a.pt", lora_1_enabled: false, lora_2: "b.pt" }, ["a.pt (off)", "b.pt"]],
    [
      "LoRA Stack",
      { lora_01: "a.pt", switch_1: "Off", lora_02: "b.pt", switch_2: "On" },
      ["a.pt (off)", "b.pt"],
    ],
    ["LoRA Stack", { lora_1: "a.pt", switch_1: ["flag", 0] }, ["a.pt"]],
    ["CR Load LoRA", { lora_name: "a.pt", switch: "Off" }, ["a.pt (off)"]],
    ["CR Load LoRA", { lora_name: "a.pt", switch: "On" }, ["a.pt"]],
    [
      "Power Lora Loader (rgthree)",
      { lora_1: { on: true, lora: "a.pt", strength: 0, strengthTwo: 1 } },
      ["a.pt"],
    ],
    [
      "Power Lora Loader (rgthree)",
      { lora_1: { on: true, lora: "a.pt", strength: 0, strengthTwo: 0 } },
      ["a.pt (off)"],
    ],
  ])("%s %j", async (type, inputs, expected) => {
    expect(names(await behind(type, inputs))).toEqual(expected);
  });
});
