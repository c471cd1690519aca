import { describe, expect, test } from "vitest";
import { fromBytes } from "../../bytes/byte-source.ts";
import type { Evidence } from "../../evidence.ts";
import { readEvidence } from "../../read-evidence.ts";
import {
  buildExif,
  buildJpeg,
  buildPng,
  exifSegment,
  iTXt,
  tEXt,
  utf8,
  xmpPacket,
} from "../../testing/build-images.ts";

type Nodes = Record<string, readonly [type: string, inputs: Record<string, unknown>]>;
const graphOf = (nodes: Nodes): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(nodes).map(([id, [class_type, inputs]]) => [id, { class_type, inputs }]),
    ),
  );
const read = (bytes: Uint8Array): Promise<Evidence> => readEvidence(fromBytes(bytes));
const png = (key: string, text: string): Promise<Evidence> => read(buildPng([tEXt(key, text)]));
const readGraph = (nodes: Nodes): Promise<Evidence> => png("prompt", graphOf(nodes));

const SETTINGS = { seed: 5, steps: 20, cfg: 8, sampler_name: "euler", scheduler: "normal", denoise: 1 };
const BASIC: Nodes = {
  base: ["CheckpointLoaderSimple", { ckpt_name: "base.safetensors" }],
  yes: ["CLIPTextEncode", { clip: ["base", 1], text: "a duck" }],
  no: ["CLIPTextEncode", { clip: ["base", 1], text: "fog" }],
  sampler: ["KSampler", { ...SETTINGS, model: ["base", 0], positive: ["yes", 0], negative: ["no", 0] }],
  saver: ["SaveImage", { images: ["sampler", 0] }],
};
const TOLD = {
  prompt: "a duck",
  negativePrompt: "fog",
  parameters: { seed: 5, steps: 20, cfgScale: 8, sampler: "euler", scheduler: "normal" },
};

describe("a graph wherever a saver or a converter left it", () => {
  const graph = graphOf(BASIC);
  const packed = JSON.stringify({ prompt: JSON.parse(graph) as unknown }).replaceAll('"', "&quot;");
  const packet = `<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${packed}</rdf:li></rdf:Alt></dc:description></rdf:Description>`;
  test.each([
    ["Exif Model, without a label", buildJpeg([exifSegment(buildExif([[0x0110, 2, utf8(graph)]]))])],
    ["Exif Make", buildJpeg([exifSegment(buildExif([[0x010f, 2, utf8(`Prompt: ${graph}`)]]))])],
    ["PNG Description", buildPng([tEXt("Description", graph)])],
    ["XMP description", buildPng([iTXt("XML:com.adobe.xmp", xmpPacket(packet))])],
  ])("%s", async (_, bytes) => {
    expect(await read(bytes)).toMatchObject({ tool: { id: "comfyui" }, ...TOLD });
  });
});

describe("samplers that get everything through a pipe", () => {
  test("Impact: into the sampler, and out of the pipe again", async () => {
    const pipe: Nodes = {
      ...BASIC,
      pipe: ["ToBasicPipe", { model: ["base", 0], positive: ["yes", 0], negative: ["no", 0] }],
    };
    const whole = {
      ...pipe,
      sampler: ["ImpactKSamplerBasicPipe", { ...SETTINGS, basic_pipe: ["pipe", 0] }] as const,
    };
    expect(await readGraph(whole)).toMatchObject(TOLD);
    const parts: Nodes = {
      ...pipe,
      out: ["FromBasicPipe", { basic_pipe: ["pipe", 0] }],
      sampler: ["KSampler", { ...SETTINGS, model: ["out", 0], positive: ["out", 3], negative: ["out", 4] }],
    };
    expect(await readGraph(parts)).toMatchObject(TOLD);
  });
  test("Easy Use: texts in the loader, settings before the sampler", async () => {
    const evidence = await readGraph({
      loader: ["easy fullLoader", { ckpt_name: "base.safetensors", positive: "a duck", negative: "fog" }],
      settings: ["easy preSampling", { ...SETTINGS, pipe: ["loader", 0] }],
      sampler: ["easy kSampler", { image_output: "Save", pipe: ["settings", 0] }],
    });
    expect(evidence).toMatchObject({ ...TOLD, models: [{ name: "base.safetensors" }] });
  });
  test("texts that are encoded together", async () => {
    const evidence = await readGraph({
      model: ["WanVideoModelLoader", { model: "wan.safetensors" }],
      texts: ["WanVideoTextEncode", { positive_prompt: "a duck", negative_prompt: "fog" }],
      sampler: [
        "WanVideoSampler",
        { seed: 5, steps: 20, cfg: 8, model: ["model", 0], text_embeds: ["texts", 0] },
      ],
      saver: ["SaveImage", { images: ["sampler", 0] }],
    });
    expect(evidence).toMatchObject({
      prompt: "a duck",
      negativePrompt: "fog",
      parameters: { seed: 5, steps: 20 },
    });
  });
});

test("a styler gives both texts, and a reroute passes one on", async () => {
  const styled = await readGraph({
    ...BASIC,
    styler: ["SDXLPromptStyler", { text_positive: "a duck", text_negative: "fog", style: "base" }],
    reroute: ["Reroute", { "": ["styler", 0] }],
    yes: ["CLIPTextEncode", { clip: ["base", 1], text: ["reroute", 0] }],
    no: ["CLIPTextEncode", { clip: ["base", 1], text: ["styler", 1] }],
  });
  expect(styled).toMatchObject(TOLD);
});

test("embeddings by AIR keep their colons and lose only their weight", async () => {
  const text =
    "a duck, (embedding:neat:1.2), embedding:urn:air:sdxl:embedding:civitai:1@22, embedding:dir\\last.pt";
  const evidence = await readGraph({ ...BASIC, yes: ["CLIPTextEncode", { clip: ["base", 1], text }] });
  expect(evidence.adapters.map(({ name, version }) => [name, version])).toEqual([
    ["neat", undefined],
    ["urn:air:sdxl:embedding:civitai:1@22", "22"],
    ["last.pt", undefined],
  ]);
});

test("a graph that only enlarges a photograph made nothing", async () => {
  const handled: Nodes = {
    photo: ["LoadImage", { image: "photo.jpg" }],
    loader: ["UpscaleModelLoader", { model_name: "4x.pth" }],
    enlarged: ["ImageUpscaleWithModel", { upscale_model: ["loader", 0], image: ["photo", 0] }],
    saver: ["SaveImage", { images: ["enlarged", 0] }],
  };
  expect(await readGraph(handled)).toMatchObject({
    tool: { id: "comfyui" },
    models: [{ role: "upscaler", name: "4x.pth" }],
    madeByAI: "no-evidence",
  });
  const unknown: Nodes = { ...handled, photo: ["SomebodysImageMaker", {}] };
  const asked = await readGraph(unknown);
  expect(asked.madeByAI).toBe("no-evidence");
  expect(asked.problems.map(({ code }) => code)).toEqual(["generation-not-known"]);
});

test("a workflow: a primitive behind a reroute, and widgets named by the editor, a seed's shadow among them", async () => {
  const input = (name: string, link: number | null, widget = false): object => ({
    name,
    link,
    ...(widget ? { widget: { name } } : {}),
  });
  const nodes = [
    { id: 1, type: "PrimitiveNode", widgets_values: ["a duck", "fixed"] },
    { id: 2, type: "Reroute", inputs: [input("", 1)] },
    { id: 3, type: "CLIPTextEncode", inputs: [input("text", 2, true)], widgets_values: ["an old text"] },
    {
      id: 4,
      type: "SomebodysSampler",
      inputs: [
        input("positive", 3),
        ...["seed", "steps", "cfg", "model_file"].map((name) => input(name, null, true)),
      ],
      widgets_values: [5, "randomize", 20, 8, "base.safetensors"],
    },
    { id: 5, type: "SaveImage", inputs: [input("images", 4)] },
  ];
  const links = [
    [1, 1, 0, 2, 0, "STRING"],
    [2, 2, 0, 3, 0, "STRING"],
    [3, 3, 0, 4, 0, "CONDITIONING"],
    [4, 4, 0, 5, 0, "IMAGE"],
  ];
  expect(await png("workflow", JSON.stringify({ nodes, links }))).toMatchObject({
    prompt: "a duck",
    parameters: { seed: 5, steps: 20, cfgScale: 8 },
    models: [{ name: "base.safetensors", strength: "inferred" }],
  });
});

describe("loaders and samplers of packs", () => {
  const listed = (claims: Evidence["models"]): (string | number | null | undefined)[][] =>
    claims.map(({ role, name, weight, applied }) => [
      role,
      name,
      ...(weight === undefined ? [] : [weight]),
      ...(applied === false ? ["off"] : []),
    ]);
  const behind = (type: string, inputs: Record<string, unknown>): Nodes => ({
    ...BASIC,
    stack: [type, { ...inputs, model: ["base", 0] }],
    sampler: ["KSampler", { ...SETTINGS, model: ["stack", 0], positive: ["yes", 0], negative: ["no", 0] }],
  });
  test.each<[string, Record<string, unknown>, unknown[][]]>([
    [
      "LoRA Stacker",
      { input_mode: "advanced", lora_count: 1, lora_name_1: "a", lora_wt_1: 1, model_str_1: 0.4 },
      [["lora", "a", 0.4]],
    ],
    [
      "easy loraStack",
      {
        toggle: true,
        mode: "simple",
        num_loras: 1,
        lora_1_name: "a.pt",
        lora_1_strength: 0.6,
        lora_1_model_strength: 1,
        lora_2_name: "b.pt",
        lora_2_strength: 1,
      },
      [
        ["lora", "a.pt", 0.6],
        ["lora", "b.pt", 1, "off"],
      ],
    ],
    [
      "easy loraStack",
      { toggle: false, lora_1_name: "a.pt", lora_1_strength: 0.6 },
      [["lora", "a.pt", 0.6, "off"]],
    ],
    ["ttN pipeLoader_v2", { lora1_name: "a.pt", lora1_model_strength: 0.5 }, [["lora", "a.pt", 0.5]]],
    ["ModelPatchLoader", { name: "patch.safetensors" }, [["controlnet", "patch.safetensors"]]],
  ])("%s", async (type, inputs, expected) => {
    const evidence = await readGraph(behind(type, inputs));
    expect(listed(evidence.adapters)).toEqual(expected);
    expect(listed(evidence.models)).toEqual([["checkpoint", "base.safetensors"]]);
  });

  test("a loader of a pack of savers, and one that fetches a repository", async () => {
    const load = async (type: string, inputs: Record<string, unknown>): Promise<unknown> =>
      listed((await readGraph({ ...BASIC, base: [type, inputs] })).models);
    expect(await load("Checkpoint Loader with Name (Image Saver)", { ckpt_name: "b" })).toEqual([
      ["checkpoint", "b"],
    ]);
    expect(await load("DownloadAndLoadKolorsModel", { model: "somebody/Kolors", precision: "fp16" })).toEqual(
      [["checkpoint", "Kolors"]],
    );
    expect(await load("MZ_ChatGLM3Loader", { chatglm3_checkpoint: "chatglm3.safetensors" })).toEqual([
      ["text-encoder", "chatglm3.safetensors"],
    ]);
    expect(await load("DownloadAndLoadFlorence2Model", { model: "somebody/Florence-2" })).toEqual([
      ["upscaler", "Florence-2"],
    ]);
  });

  test("prompts in a tuple, under other names, and sigmas that were cut", async () => {
    const tuple = await readGraph({
      loader: ["Eff. Loader SDXL", { base_ckpt_name: "b", positive: "a duck", negative: "fog" }],
      sampler: ["KSampler SDXL (Eff.)", { noise_seed: 5, steps: 20, cfg: 8, sdxl_tuple: ["loader", 0] }],
      saver: ["SaveImage", { images: ["sampler", 3] }],
    });
    expect(tuple).toMatchObject({
      prompt: "a duck",
      negativePrompt: "fog",
      parameters: { seed: 5, steps: 20 },
    });
    const conditioned = await readGraph({
      ...BASIC,
      sampler: [
        "XlabsSampler",
        { noise_seed: 5, steps: 20, conditioning: ["yes", 0], neg_conditioning: ["no", 0] },
      ],
    });
    expect(conditioned).toMatchObject({ prompt: "a duck", negativePrompt: "fog", parameters: { seed: 5 } });
    const cut = await readGraph({
      ...BASIC,
      schedule: ["BasicScheduler", { scheduler: "simple", steps: 20 }],
      cut: ["SplitSigmas", { step: 3, sigmas: ["schedule", 0] }],
      guider: ["BasicGuider", { model: ["base", 0], conditioning: ["yes", 0] }],
      sampler: ["SamplerCustomAdvanced", { guider: ["guider", 0], sigmas: ["cut", 1] }],
    });
    expect(cut).toMatchObject({ prompt: "a duck", parameters: { steps: 20, scheduler: "simple" } });
  });
});

describe("a graph that cannot be parsed", () => {
  const graph = graphOf({
    ...BASIC,
    vae: ["VAELoader", { vae_name: "dir\\\\v.pt" }],
    lora: ["LoraLoader", { lora_name: "None" }],
  });
  test.each([
    ["cut short", "prompt", graph.slice(0, -20)],
    ["too long", "prompt", graph.replace("{", `{"long":{"text":"${"x".repeat(5_000_000)}"},`)],
    ["a workflow too long", "workflow", `{"nodes":[{"widgets_values":["${"x".repeat(9_000_000)}"]}]}`],
  ])("%s", async (name, key, text) => {
    const evidence = await png(key, text);
    expect(evidence).toMatchObject({ tool: { id: "comfyui", strength: "inferred" } });
    expect(evidence.madeByAI).toBe(name === "a workflow too long" ? "no-evidence" : "yes");
    expect(evidence.problems.map((problem) => problem.code)).toContain("damaged-graph");
    expect(evidence.models.map((model) => model.name)).toEqual(
      name === "a workflow too long" ? [] : ["base.safetensors", "v.pt"],
    );
    expect(evidence.adapters).toEqual([]);
  });
  test("words of somebody are no graph", async () => {
    expect((await png("prompt", 'my "class_type" is duck')).tool).toBeNull();
    expect((await png("prompt", '{"class": "duck"')).tool).toBeNull();
  });
});
