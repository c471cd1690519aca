import { describe, expect, test } from "vitest";

import type { Evidence } from "../evidence.ts";
import { fromBytes } from "../bytes/byte-source.ts";
import { readEvidence } from "../read-evidence.ts";
import { buildPng, iTXt, tEXt } from "../testing/build-images.ts";

async function read(texts: Readonly<Record<string, string>>): Promise<Evidence> {
  const chunks = Object.entries(texts).map(([key, text]) =>
    key.startsWith("XML") ? iTXt(key, text) : tEXt(key, text),
  );
  return readEvidence(fromBytes(buildPng(chunks)));
}

const head =
  "a red kettle\nNegative prompt: mist\nSteps: 12, Sampler: Euler a, CFG scale: 6, Seed: 5, Size: 64x64";
const parameters = async (more: string): Promise<Evidence> => read({ parameters: `${head}, ${more}` });
const adapters = ({ adapters: found }: Evidence): readonly unknown[] =>
  found.map(({ role, name, weight }) => [role, name, weight]);
const models = ({ models: found }: Evidence): readonly unknown[] =>
  found.map(({ role, name }) => [role, name]);

describe("LoRAs that settings list beside the prompt", () => {
  test.each([
    [
      "numbered, without a hash",
      "Lora_0 Model name: kettle_a.safetensors, Lora_0 Model hash: N/A, Lora_0 Strength model: 0.6",
    ],
    ["numbered from one, with a blank", "LoRA 1 Model: kettle_a.safetensors, LoRA 1 Weight: 0.6"],
    ["a summary", "LoRAs: kettle_a.safetensors: str_0.6"],
    ["a list in JSON", 'LoRAs: [{"name": "kettle_a.safetensors", "strength": 0.6}]'],
    [
      "numbers and the hashes of others, which are one",
      'Lora_0 Model name: kettle_a.safetensors, Lora_0 Model hash: N/A, Lora_0 Strength model: 0.6, Lora hashes: "kettle_a.safetensors: 0123456789"',
    ],
    ["a summary with brackets", 'LoRAs: "kettle_a.safetensors (0.6)"'],
    [
      "a summary and numbers, which are one",
      "Lora_0 Model name: kettle_a.safetensors, Lora_0 Strength model: 0.6, LoRAs: kettle_a: str_0.6",
    ],
  ])("%s", async (_, more) => {
    expect(adapters(await parameters(more))).toEqual([["lora", "kettle_a.safetensors", 0.6]]);
  });

  test("every entry of a summary counts, not only the first", async () => {
    const found = adapters(
      await parameters("LoRAs: kettle_a.safetensors: str_0.6, kettle_b.safetensors: str_0.3, Version: x"),
    );
    expect(found).toEqual([
      ["lora", "kettle_a.safetensors", 0.6],
      ["lora", "kettle_b.safetensors", 0.3],
    ]);
  });

  test("more than ten do not mix up their strengths", async () => {
    const many = Array.from(
      { length: 12 },
      (_, at) => `Lora_${at} Model name: k${at}.safetensors, Lora_${at} Strength model: 0.${at + 1}`,
    );
    const { adapters: found } = await parameters(many.join(", "));
    expect(found).toHaveLength(12);
    expect(found[1]).toMatchObject({ name: "k1.safetensors", weight: 0.2 });
  });
});

test.each([
  ["numbered", "Embedding_0 name: kettle_e.pt, Embedding_0 hash: N/A"],
  ["in a summary", "Embeddings: kettle_e.pt"],
  ["in a summary with its strength", 'Embeddings: "kettle_e.pt: str_0.5"'],
  ["in two places", 'Embedding_0 name: kettle_e, TI hashes: "kettle_e.pt: 0123456789"'],
])("an embedding %s is read once", async (_, more) => {
  const { adapters: found } = await parameters(more);
  expect(found).toMatchObject([{ role: "embedding", name: "kettle_e.pt" }]);
});

describe("stable-diffusion.cpp", () => {
  const sdcpp = (value: unknown, before = ""): string =>
    `Model: base.safetensors, RNG: cuda, ${before}Version: stable-diffusion.cpp, SDCPP: ${JSON.stringify(value)}`;

  test.each([
    ["name and multiplier", { loras: [{ name: "kettle_a.safetensors", multiplier: 0.6 }] }],
    [
      "path and strength",
      { loras: [{ path: "/models/loras/kettle_a.safetensors", strength: 0.6, is_high_noise: true }] },
    ],
    ["a single one", { lora: { file: "kettle_a.safetensors", weight: 0.6 } }],
  ])("a LoRA that only the JSON names counts: %s", async (_, value) => {
    const found = await parameters(sdcpp(value));
    expect(found.tool).toMatchObject({ id: "stable-diffusion.cpp" });
    expect(adapters(found)).toEqual([["lora", "kettle_a.safetensors", 0.6]]);
  });

  test("parts have the roles of their options, and are named once", async () => {
    const found = await parameters(
      `Model: , TE: words.gguf, Unet: noise_q8.gguf, Uncond Unet: noise_plain.gguf, VAE: look.sft, Version: stable-diffusion.cpp, SDCPP: ${JSON.stringify(
        {
          generator: { name: "stable-diffusion.cpp", version: "master-1-abc" },
          models: { diffusion_model: "noise_q8.gguf", llm: "words.gguf", vae: "look.sft" },
        },
      )}`,
    );
    expect(found.tool).toMatchObject({ id: "stable-diffusion.cpp", version: "master-1-abc" });
    expect(models(found)).toEqual(
      expect.arrayContaining([
        ["unet", "noise_q8.gguf"],
        ["unet", "noise_plain.gguf"],
        ["text-encoder", "words.gguf"],
        ["vae", "look.sft"],
      ]),
    );
    expect(found.models).toHaveLength(4);
  });

  test("is told as itself also where its JSON is cut off", async () => {
    const found = await parameters(
      'Model: base.safetensors, Version: stable-diffusion.cpp master-7, SDCPP: {"loras":[{"na',
    );
    expect(found.tool).toMatchObject({ id: "stable-diffusion.cpp", version: "master-7" });
  });
});

describe("what stands for no hash", () => {
  test.each(["unknown", "N/A", "None", "null", "-", "0000000000"])("%s", async (written) => {
    const { models: found } = await parameters(`Model hash: ${written}, Model: kettle_8.safetensors`);
    expect(found[0]).toMatchObject({ name: "kettle_8.safetensors", hash: null, hashKind: null });
  });

  test("does not hide the hash that another place tells, nor make a model of nothing", async () => {
    const told = await parameters(
      'Model hash: unknown, Model: kettle_8.safetensors, Hashes: {"model": "0123456789"}',
    );
    expect(told.models).toMatchObject([{ name: "kettle_8.safetensors", hash: "0123456789" }]);
    const other = await parameters('Model hash: 0123456789, Model: kettle_8, Hashes: {"model": "N/A"}');
    expect(other.models).toMatchObject([{ name: "kettle_8", hash: "0123456789" }]);
    const nothing = await parameters("Model hash: unknown, Schedule type: Karras");
    expect(nothing.models).toEqual([]);
  });

  test.each(["N/A", "unknown", "None", ""])("a LoRA whose hash is %j is not lost", async (written) => {
    const value = JSON.stringify({ model: "0123456789", "lora:kettle_a": written });
    const found = await parameters(`Model: kettle_8, Hashes: ${value}`);
    expect(found.adapters).toMatchObject([{ role: "lora", name: "kettle_a", hash: null }]);
  });
});

describe("Krita AI Diffusion", () => {
  const krita = (more: string): string =>
    `a red kettle <lora:kettle_a:0.6>\nNegative prompt: mist\nSteps: 12, Sampler: Default - dpmpp_2m, CFG scale: 6.0, Seed: 5, Size: 64x64, ${more}`;
  test.each([
    "Model hash: unknown, Model: kettle_8.safetensors",
    "Model hash: unknown, Model: kettle_8.safetensors, Denoising strength: 0.4",
    "Model hash: Unknown, Model: kettle_8.safetensors",
  ])("is told by the form of its line: %s", async (more) => {
    const found = await read({ parameters: krita(more) });
    expect(found.tool).toMatchObject({ id: "krita-ai-diffusion", strength: "inferred" });
    expect(found.models).toMatchObject([{ name: "kettle_8.safetensors", hash: null }]);
    expect(found.adapters).toMatchObject([{ name: "kettle_a", weight: 0.6 }]);
  });

  test("is not taken for others that write the same grammar", async () => {
    for (const more of [
      "Model hash: 0123456789, Model: kettle_8",
      "Model hash: unknown, Model: kettle_8, Version: v1.9.0",
      "Model hash: unknown, Model: kettle_8, VAE: look.sft",
    ]) {
      const { tool } = await read({ parameters: krita(more) });
      expect(tool).toMatchObject({ id: "automatic1111" });
    }
  });
});

test("stable_diffusion.openvino tells its model and its settings in texts of their own", async () => {
  const found = await read({
    "Created with": "stable_diffusion.openvino",
    "Stable diffusion model": "somebody/stable-diffusion-v1-4-openvino",
    "Stable diffusion prompt": "a red kettle",
    "Stable diffusion seed": "7",
  });
  expect(found).toMatchObject({ madeByAI: "yes", prompt: "a red kettle", parameters: { seed: 7 } });
  expect(models(found)).toEqual([["checkpoint", "stable-diffusion-v1-4-openvino"]]);
  expect(await read({ "Created with": "GIMP" })).toMatchObject({ madeByAI: "no-evidence", models: [] });
});

describe("InvokeAI with a provider's model", () => {
  const invoke = async (value: unknown): Promise<Evidence> =>
    read({ invokeai_metadata: JSON.stringify(value) });
  test.each([
    ["gemini", "google-gemini"],
    ["openai", "openai"],
    ["seedream", "byteplus"],
    ["alibabacloud", "alibaba-model-studio"],
    ["somebody-new", "somebody-new"],
  ])("%s", async (provider, service) => {
    const found = await invoke({
      app_version: "6.13.0",
      positive_prompt: "a red kettle",
      model: { hash: `external:${provider}:kettle-3`, name: "Kettle 3", base: "external" },
      external_provider: provider,
      external_model_id: "kettle-3",
    });
    expect(found.service).toMatchObject({ id: service });
    expect(found.models).toMatchObject([{ role: "checkpoint", name: "kettle-3", hash: null }]);
  });

  test("the made-up hash alone tells the provider; without either the service stays open", async () => {
    const byHash = await invoke({
      app_version: "6",
      model: { hash: "external:openai:kettle-3", name: "Kettle 3" },
    });
    expect(byHash.service).toMatchObject({ id: "openai" });
    const open = await invoke({ app_version: "6", model: { name: "Kettle 3", base: "external" } });
    expect(open.service?.id).toContain("does not name");
  });
});

describe("Civitai's resources", () => {
  test.each([
    "lora",
    "ImageJobNetworkParams { Strength = 0.4, TriggerWord = , Type = lora }",
    'NetworkParams { type: "LoRA" }',
    "LyCORIS",
  ])("a resource of the type %s is a LoRA", async (type) => {
    const found = await parameters(
      `Civitai resources: ${JSON.stringify([
        { type: "checkpoint", modelVersionId: 11 },
        { type, weight: 0.4, modelVersionId: 22 },
      ])}`,
    );
    expect(found.adapters).toMatchObject([{ role: "lora", version: "22", hash: null, weight: 0.4 }]);
    expect(found.models).toMatchObject([{ role: "checkpoint", version: "11", hash: null }]);
  });
});

describe("a version id or an AIR in place of a hash", () => {
  const air = "urn:air:sdxl:checkpoint:civitai:11@22";
  test.each([
    ["an AIR as the hash", `Model: kettle_8, Hashes: {"model": "${air}"}`],
    ["the id of the AIR that is the name", `Model: ${air}, Model hash: 22`],
    [
      "the id of the resource",
      'Model hash: 22, Civitai resources: [{"type":"checkpoint","modelVersionId":22,"hash":"22"}]',
    ],
  ])("is no hash: %s", async (_, more) => {
    const { models: found } = await parameters(more);
    expect(found).toMatchObject([{ role: "checkpoint", hash: null, hashKind: null, version: "22" }]);
  });
});

describe("Draw Things", () => {
  const xmp = (description: string, comment: unknown): string =>
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"><dc:description>${description}</dc:description><xmp:CreatorTool>Draw Things</xmp:CreatorTool><exif:UserComment>${JSON.stringify(comment).replaceAll('"', "&quot;")}</exif:UserComment></rdf:Description></rdf:RDF></x:xmpmeta>`;
  const plain = { c: "a red kettle", uc: "", model: "base_f16.ckpt", seed: 1, steps: 8 };
  const text =
    "a red kettle\nSteps: 8, Sampler: Euler, Guidance Scale: 3.5, Seed: 1, Size: 64x64, Model: base_f16.ckpt";
  test.each([
    ["lora", text, { ...plain, lora: [{ model: "kettle_a_f16.ckpt", weight: 0.5 }] }],
    ["loras", text, { ...plain, loras: [{ file: "kettle_a_f16.ckpt", weight: 0.5 }] }],
    ["v2.loras", text, { ...plain, v2: { loras: [{ file: "kettle_a_f16.ckpt", weight: 0.5 }] } }],
    ["the description", `${text}, LoRA 1 Model: kettle_a_f16.ckpt, LoRA 1 Weight: 0.5`, { ...plain, v2: {} }],
    [
      "all of them, which are one",
      `${text}, LoRA 1 Model: kettle_a_f16.ckpt, LoRA 1 Weight: 0.5`,
      {
        ...plain,
        lora: [{ model: "kettle_a_f16.ckpt", weight: 0.5 }],
        v2: { loras: [{ file: "kettle_a_f16.ckpt", weight: 0.5 }] },
      },
    ],
  ])("names its LoRAs in %s", async (_, description, comment) => {
    const found = await read({ "XML:com.adobe.xmp": xmp(description, comment) });
    expect(adapters(found)).toEqual([["lora", "kettle_a_f16.ckpt", 0.5]]);
  });
});
