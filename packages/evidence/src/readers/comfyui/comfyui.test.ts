import { describe, expect, test } from "vitest";
import { fromBytes } from "../../bytes/byte-source.ts";
import type { Evidence } from "../../evidence.ts";
import { readEvidence } from "../../read-evidence.ts";
import {
  buildExif,
  buildJpeg,
  buildPng,
  buildWebp,
  concat,
  ascii,
  exifSegment,
  pngChunk,
  riffChunk,
  tEXt,
  unicodeComment,
  utf8,
} from "../../testing/build-images.ts";

type Nodes = Record<string, readonly [type: string, inputs: Record<string, unknown>]>;
const graphOf = (nodes: Nodes): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(nodes).map(([id, [class_type, inputs]]) => [id, { class_type, inputs }]),
    ),
  );
const readGraph = (nodes: Nodes): Promise<Evidence> => readText(graphOf(nodes));
const readText = (prompt: string): Promise<Evidence> =>
  readEvidence(fromBytes(buildPng([tEXt("prompt", prompt)])));
const named = (claims: Evidence["models"]): string[] =>
  claims.map((claim) => `${claim.role}:${claim.name}${claim.applied === false ? " (off)" : ""}`);

const BASIC: Nodes = {
  "1": ["CheckpointLoaderSimple", { ckpt_name: "SDXL\\base.safetensors" }],
  "2": ["CLIPTextEncode", { clip: ["1", 1], text: "a duck, embedding:neat.pt" }],
  "3": ["CLIPTextEncode", { clip: ["1", 1], text: "fog" }],
  "4": [
    "KSampler",
    {
      model: ["1", 0],
      positive: ["2", 0],
      negative: ["3", 0],
      seed: 9007199254740991,
      steps: 20,
      cfg: 7,
      sampler_name: "euler",
      scheduler: "karras",
    },
  ],
  "5": ["SaveImage", { images: ["4", 0] }],
};

describe("carriers", () => {
  const graph = graphOf(BASIC);
  test.each([
    ["png:tEXt/prompt", buildPng([tEXt("prompt", graph), tEXt("workflow", "{}")])],
    ["png:comf/prompt", buildPng([], { after: [pngChunk("comf", concat(ascii("prompt\0"), utf8(graph)))] })],
    [
      "webp:IFD0/Model",
      buildWebp([
        riffChunk(
          "EXIF",
          concat(
            ascii("Exif\0\0"),
            buildExif([
              [0x010f, 2, utf8("workflow:{}")],
              [0x0110, 2, utf8(`prompt:${graph}`)],
            ]),
          ),
        ),
      ]),
    ],
    [
      "webp:IFD0/Make",
      buildWebp([
        riffChunk(
          "EXIF",
          buildExif([
            [0x010e, 2, utf8("Workflow: {}")],
            [0x010f, 2, utf8(`Prompt: ${graph}`)],
          ]),
        ),
      ]),
    ],
    [
      "jpeg:IFD0/UserComment",
      buildJpeg([exifSegment(buildExif([[0x9286, 1, utf8(`{"prompt":${graph},"workflow":{}}`)]]))]),
    ],
    ["jpeg:Exif/UserComment", buildJpeg([exifSegment(buildExif([], [[0x9286, 7, unicodeComment(graph)]]))])],
  ])("%s", async (at, bytes) => {
    const evidence = await readEvidence(fromBytes(bytes));
    expect(evidence.tool).toMatchObject({ id: "comfyui", at });
    expect(named(evidence.models)).toEqual(["checkpoint:base.safetensors"]);
    expect(named(evidence.adapters)).toEqual(["embedding:neat.pt"]);
    expect(evidence.prompt).toBe("a duck, embedding:neat.pt");
    expect(evidence.negativePrompt).toBe("fog");
    expect(evidence.parameters).toMatchObject({
      steps: 20,
      sampler: "euler",
      scheduler: "karras",
      cfgScale: 7,
    });
  });

  test("NaN and Infinity, which JSON does not have, do not hide a graph", async () => {
    const evidence = await readText(
      `{"1": {"class_type": "UNETLoader", "inputs": {"unet_name": "a.gguf", "x": NaN, "y": -Infinity}}, "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "s": "NaN"}}}`,
    );
    expect(named(evidence.models)).toEqual(["unet:a.gguf"]);
  });
});

describe("what feeds the output", () => {
  test("loaders that do not are kept apart", async () => {
    const evidence = await readGraph({
      ...BASIC,
      "6": ["LoraLoader", { model: ["7", 0], lora_name: "left.safetensors", strength_model: 1 }],
      "7": ["UNETLoader", { unet_name: "over.safetensors" }],
    });
    expect(named(evidence.models)).toEqual(["checkpoint:base.safetensors"]);
    expect(named(evidence.unreachable ?? [])).toEqual(["lora:left.safetensors", "unet:over.safetensors"]);
  });

  test("reroutes are followed, and of a switch only the branch it is set to", async () => {
    const loaders: Nodes = {
      a: ["CheckpointLoaderSimple", { ckpt_name: "a.safetensors" }],
      b: ["CheckpointLoaderSimple", { ckpt_name: "b.safetensors" }],
      r: ["Reroute", { "": ["s", 0] }],
      save: ["SaveImage", { images: ["r", 0] }],
    };
    const cases: readonly (readonly [Nodes[string], string])[] = [
      [["ImpactSwitch", { select: 2, input1: ["a", 0], input2: ["b", 0] }], "b"],
      [["CR Model Input Switch", { Input: 1, model1: ["a", 0], model2: ["b", 0] }], "a"],
      [["Any Switch (rgthree)", { any_01: ["b", 0], any_02: ["a", 0] }], "b"],
      [["ComfySwitchNode", { switch: ["flag", 0], on_true: ["a", 0], on_false: ["b", 0] }], "b"],
    ];
    for (const [node, chosen] of cases) {
      const evidence = await readGraph({ ...loaders, s: node, flag: ["PrimitiveBoolean", { value: false }] });
      expect(named(evidence.models)).toEqual([`checkpoint:${chosen}.safetensors`]);
    }
    const unclear = await readGraph({
      ...loaders,
      s: ["SomeSwitch", { input1: ["a", 0], input2: ["b", 0] }],
    });
    expect(named(unclear.models)).toEqual(["checkpoint:a.safetensors", "checkpoint:b.safetensors"]);
  });

  test("names may come over links from primitives", async () => {
    const evidence = await readGraph({
      p: ["PrimitiveString", { value: "linked.safetensors" }],
      l: ["CheckpointLoaderSimple", { ckpt_name: ["p", 0] }],
      s: ["SaveImage", { images: ["l", 0] }],
    });
    expect(named(evidence.models)).toEqual(["checkpoint:linked.safetensors"]);
  });

  test("cycles, ten thousand levels and graphs of knots are answered quickly", async () => {
    const cycle = await readGraph({
      "1": ["KSampler", { model: ["2", 0], seed: 5 }],
      "2": ["LoraLoader", { model: ["1", 0], lora_name: "x.safetensors" }],
      "3": ["SaveImage", { images: ["1", 0] }],
    });
    expect(named(cycle.adapters)).toEqual(["lora:x.safetensors"]);
    const deep: Nodes = { "0": ["CheckpointLoaderSimple", { ckpt_name: "deep.safetensors" }] };
    for (let i = 1; i <= 10_000; i++)
      deep[i] = ["LoraLoaderModelOnly", { model: [String(i - 1), 0], text: [String(i - 1), 0] }];
    deep["save"] = ["SaveImage", { images: ["10000", 0] }];
    expect(named((await readGraph(deep)).models)).toEqual(["checkpoint:deep.safetensors"]);
    const knots: Nodes = {};
    const inputs = Object.fromEntries(
      Array.from({ length: 250 }, (_, i) => [`text${i}`, [String(i % 300), 0]]),
    );
    for (let i = 0; i < 600; i++)
      knots[i] = [
        "KSampler switch",
        {
          ...inputs,
          positive: [String((i * 7) % 600), 0],
          seed: 1,
          latent_image: [String((i + 1) % 600), 0],
        },
      ];
    const start = performance.now();
    await readGraph(knots);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("nested arrays a hundred thousand deep are no graph, and no crash", async () => {
    const evidence = await readText(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    expect(evidence.tool).toBeNull();
  });
});

describe("loaders", () => {
  const loaded = async (type: string, inputs: Record<string, unknown>): Promise<string[]> => {
    const evidence = await readGraph({ l: [type, inputs], s: ["SaveImage", { images: ["l", 0] }] });
    return [...named(evidence.models), ...named(evidence.adapters)];
  };
  test.each<[string, Record<string, unknown>, string[]]>([
    [
      "DualCLIPLoader",
      { clip_name1: "clip_l.safetensors", clip_name2: "t5.safetensors", type: "flux" },
      ["text-encoder:clip_l.safetensors", "text-encoder:t5.safetensors"],
    ],
    ["UnetLoaderGGUF", { unet_name: "flux1-dev-Q8_0.gguf" }, ["unet:flux1-dev-Q8_0.gguf"]],
    ["UpscaleModelLoader", { model_name: "4x.pth" }, ["upscaler:4x.pth"]],
    ["UltralyticsDetectorProvider", { model_name: "bbox/face.pt" }, ["upscaler:face.pt"]],
    ["ControlNetLoader", { control_net_name: "canny.safetensors" }, ["controlnet:canny.safetensors"]],
    ["HypernetworkLoader", { hypernetwork_name: "h.pt" }, ["embedding:h.pt"]],
    [
      "Power Lora Loader (rgthree)",
      {
        lora_1: { on: true, lora: "a.safetensors", strength: 0.5 },
        lora_2: { on: false, lora: "b.safetensors", strength: 1 },
        lora_3: { on: true, lora: "None", strength: 1 },
      },
      ["lora:a.safetensors", "lora:b.safetensors (off)"],
    ],
    [
      "CR LoRA Stack",
      {
        switch_1: "On",
        lora_name_1: "a.safetensors",
        model_weight_1: 1,
        switch_2: "Off",
        lora_name_2: "b.safetensors",
        switch_3: "On",
        lora_name_3: "None",
      },
      ["lora:a.safetensors", "lora:b.safetensors (off)"],
    ],
    [
      "Lora Loader Stack (rgthree)",
      { lora_01: "a.safetensors", strength_01: 0, lora_02: "None" },
      ["lora:a.safetensors (off)"],
    ],
    [
      "LoRA Stacker",
      { lora_count: 1, lora_name_1: "a", lora_wt_1: 0.4, lora_name_2: "b" },
      ["lora:a", "lora:b (off)"],
    ],
    [
      "Efficient Loader",
      { ckpt_name: "c.ckpt", vae_name: "Baked VAE", lora_name: "None", positive: "x.pt" },
      ["checkpoint:c.ckpt"],
    ],
    [
      "Lora Loader (LoraManager)",
      {
        text: "<lora:a:1>",
        loras: {
          __value__: [
            { name: "a", strength: "0.8", active: true },
            { name: "b", strength: 1, active: false },
          ],
        },
      },
      ["lora:a", "lora:b (off)"],
    ],
    [
      "Never Heard Of Loader",
      { my_vae_file: "v.safetensors", thing: "w.gguf", prompt: "go to x.pt" },
      ["vae:v.safetensors", "checkpoint:w.gguf"],
    ],
    [
      "CheckpointLoader|pysssss",
      { ckpt_name: { content: "p.safetensors", image: null } },
      ["checkpoint:p.safetensors"],
    ],
    ["RIFE VFI", { ckpt_name: "rife47.pth" }, ["upscaler:rife47.pth"]],
    ["DepthAnythingPreprocessor", { ckpt_name: "depth_anything.pth" }, ["upscaler:depth_anything.pth"]],
    ["SAMLoader", { model_name: "sam_vit_b.pth" }, ["upscaler:sam_vit_b.pth"]],
    ["NunchakuFluxDiTLoader", { model_path: "svdq-int4-flux.1-dev" }, ["unet:svdq-int4-flux.1-dev"]],
    ["LoadWanVideoT5TextEncoder", { model_name: "umt5.safetensors" }, ["text-encoder:umt5.safetensors"]],
    [
      "CheckpointLoaderSimple",
      { ckpt_name: "urn:air:sdxl:checkpoint:civitai:288584@324619" },
      ["checkpoint:urn:air:sdxl:checkpoint:civitai:288584@324619"],
    ],
  ])("%s", async (type, inputs, expected) => {
    expect(await loaded(type, inputs)).toEqual(expected);
  });

  test("strengths: a LoRA at zero for the model and the text is off", async () => {
    expect(
      await loaded("LoraLoader", { lora_name: "a.safetensors", strength_model: 0, strength_clip: 0 }),
    ).toEqual(["lora:a.safetensors (off)"]);
    expect(
      await loaded("LoraLoader", { lora_name: "a.safetensors", strength_model: 0, strength_clip: 1 }),
    ).toEqual(["lora:a.safetensors"]);
  });

  test("a hosted engine is a service and a model", async () => {
    const evidence = await readGraph({
      l: ["OpenAIGPTImage1", { prompt: "a duck", model: "gpt-image-1.5" }],
      s: ["SaveImage", { images: ["l", 0] }],
    });
    expect(evidence.service).toMatchObject({ id: "openai" });
    expect(named(evidence.models)).toEqual(["checkpoint:gpt-image-1.5"]);
    expect(evidence.prompt).toBe("a duck");
  });
});

describe("hosts that use ComfyUI", () => {
  test("Civitai keeps AIRs and what was asked for beside the graph", async () => {
    const graph = JSON.parse(
      graphOf({
        "1": ["UpscaleModelLoader", { model_name: "urn:air:other:upscaler:civitai:147759@164821" }],
        "2": ["SaveImage", { images: ["1", 0] }],
      }),
    ) as Record<string, unknown>;
    graph["extra"] = { airs: ["urn:air:sdxl:lora:civitai:5@77"] };
    graph["extraMetadata"] = JSON.stringify({
      prompt: "a duck",
      negativePrompt: "fog",
      seed: 3,
      steps: 25,
      resources: [
        { modelVersionId: 2514310, strength: 1 },
        { modelVersionId: 77, strength: 0.5 },
      ],
    });
    const evidence = await readEvidence(
      fromBytes(
        buildJpeg([exifSegment(buildExif([], [[0x9286, 7, unicodeComment(JSON.stringify(graph))]]))]),
      ),
    );
    expect(evidence.service?.id).toBe("civitai");
    expect(evidence.gateway?.id).toBe("civitai");
    expect(evidence.prompt).toBe("a duck");
    expect(evidence.models.map((model) => [model.role, model.version])).toEqual([
      ["upscaler", "164821"],
      ["checkpoint", "2514310"],
    ]);
    expect(evidence.adapters).toMatchObject([{ role: "lora", version: "77", weight: 0.5 }]);
  });

  test("TensorArt's inner names do not stand beside the real ones", async () => {
    const data = JSON.stringify({
      prompt: "a duck",
      seed: "-1",
      baseModel: { modelFileName: "real.safetensors", hash: "A5".repeat(32), modelId: "1" },
      models: [{ type: "LORA", modelFileName: "lora", hash: "B6".repeat(32), weight: 0.8 }],
    });
    const graph = graphOf({
      l: ["ECHOCheckpointLoaderSimple", { ckpt_name: "EMS-1401459-EMS.safetensors" }],
      s: ["SaveImage", { images: ["l", 0] }],
    });
    const evidence = await readEvidence(
      fromBytes(buildPng([tEXt("generation_data", `${data}\0`), tEXt("prompt", graph)])),
    );
    expect(evidence.service?.id).toBe("tensorart");
    expect(evidence.gateway?.id).toBe("tensorart");
    expect(named(evidence.models)).toEqual(["checkpoint:real.safetensors"]);
    expect(evidence.models[0]).toMatchObject({ hashKind: "sha256" });
    expect(evidence.adapters).toMatchObject([{ role: "lora", name: "lora", weight: 0.8 }]);
    const bare = await readEvidence(fromBytes(buildPng([tEXt("prompt", graph)])));
    expect(bare.service).toMatchObject({ id: "tensorart", strength: "inferred" });
  });
});

describe("the editor's workflow, where no executed graph is there", () => {
  const workflow = {
    nodes: [
      {
        id: 1,
        type: "CheckpointLoaderSimple",
        widgets_values: ["base.safetensors"],
        outputs: [{ links: [1] }],
      },
      { id: 2, type: "LoraLoader", mode: 4, widgets_values: ["off.safetensors", 1, 1], inputs: [] },
      { id: 3, type: "aaaa-bbbb", inputs: [{ name: "model", link: 1 }] },
      { id: 4, type: "SaveImage", inputs: [{ name: "images", link: 2 }], widgets_values: ["ComfyUI"] },
    ],
    links: [
      [1, 1, 0, 3, 0, "MODEL"],
      [2, 3, 0, 4, 0, "IMAGE"],
    ],
    definitions: {
      subgraphs: [
        {
          id: "aaaa-bbbb",
          nodes: [{ id: 9, type: "VAELoader", widgets_values: ["ae.safetensors"] }],
          links: [],
        },
      ],
    },
  };
  test("names are found, subgraphs too, what is bypassed is not; all of it by inference", async () => {
    const evidence = await readEvidence(fromBytes(buildPng([tEXt("workflow", JSON.stringify(workflow))])));
    expect(evidence.tool).toMatchObject({ id: "comfyui" });
    expect(named(evidence.models).toSorted()).toEqual(["checkpoint:base.safetensors", "vae:ae.safetensors"]);
    expect(evidence.models.every((model) => model.strength === "inferred")).toBe(true);
    expect(evidence.adapters).toEqual([]);
  });
});
