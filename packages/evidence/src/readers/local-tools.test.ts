import { describe, expect, test } from "vitest";
import { fromBytes } from "../bytes/byte-source.ts";
import type { Evidence } from "../evidence.ts";
import { readEvidence } from "../read-evidence.ts";
import { buildPng, iTXt, tEXt, xmpPacket } from "../testing/build-images.ts";
import { parseJson } from "./json.ts";

const png = (...texts: readonly (readonly [key: string, text: string])[]): Promise<Evidence> =>
  readEvidence(fromBytes(buildPng(texts.map(([key, text]) => tEXt(key, text)))));
const xmp = (description: string): Promise<Evidence> =>
  readEvidence(fromBytes(buildPng([iTXt("XML:com.adobe.xmp", xmpPacket(description))])));
const listed = (claims: Evidence["models"]): (string | number | null | undefined)[][] =>
  claims.map(({ role, name, weight }) => (weight === undefined ? [role, name] : [role, name, weight]));

describe("JSON", () => {
  test("seeds of 64 bits keep their digits", async () => {
    const evidence = await png([
      "parameters",
      '{"sui_image_params":{"prompt":"1234567890123456789 ducks","model":"m","seed":18446744073709551615}}',
    ]);
    expect(evidence.parameters.seed).toBe("18446744073709551615");
    expect(evidence.prompt).toBe("1234567890123456789 ducks");
  });
  test("numbers that are exact stay numbers, and nothing in a text is touched", () => {
    expect(
      parseJson(
        '{"a": 1234567890123456, "b": [0.1234567890123456789, 1e2], "c": "x: 12345678901234567, \\\\"}',
      ),
    ).toEqual({
      a: "1234567890123456",
      b: [0.12345678901234568, 100],
      c: "x: 12345678901234567, \\",
    });
    expect(parseJson('{"a": NaN, "b": 12345678901234567}')).toEqual({ a: null, b: "12345678901234567" });
  });
});

test("SwarmUI: encoders of new kinds, upscalers by method, strengths of ControlNets, choices that are none", async () => {
  const evidence = await png([
    "parameters",
    JSON.stringify({
      sui_image_params: {
        prompt: "a duck",
        model: "flux",
        txxlmodel: "t5xxl",
        gemmamodel: "gemma",
        refinermodel: "(Use Base)",
        vae: "(None)",
        refinerupscalemethod: "model-4x-Sharp.pth",
        controlnettwomodel: "canny",
        controlnettwostrength: 0.8,
      },
    }),
  ]);
  expect(listed(evidence.models)).toEqual([
    ["checkpoint", "flux"],
    ["text-encoder", "t5xxl"],
    ["text-encoder", "gemma"],
    ["upscaler", "4x-Sharp.pth"],
  ]);
  expect(listed(evidence.adapters)).toEqual([["controlnet", "canny", 0.8]]);
});

test("forks of Fooocus write the labels of the interface", async () => {
  const evidence = await png([
    "parameters",
    JSON.stringify({
      Prompt: "a duck",
      "Negative Prompt": "fog",
      "Base Model": "duck.safetensors",
      "Base Model Hash": "0123456789",
      "Refiner Model": "None",
      Performance: "Speed",
      Sharpness: 2,
      Seed: "5",
      "LoRA 1": "feather.safetensors : 0.25",
      Version: "v2.1.8",
    }),
  ]);
  expect(evidence).toMatchObject({
    tool: { id: "fooocus", version: "v2.1.8" },
    models: [{ name: "duck.safetensors", hash: "0123456789" }],
    prompt: "a duck",
    negativePrompt: "fog",
    parameters: { seed: 5 },
  });
  expect(listed(evidence.adapters)).toEqual([["lora", "feather.safetensors", 0.25]]);
});

describe("InvokeAI", () => {
  test("adapters of the canvas and of reference images, and an upscaler", async () => {
    const layer = (name: string, isEnabled: boolean): object => ({
      isEnabled,
      controlAdapter: { model: { name }, weight: 0.7 },
    });
    const evidence = await png([
      "invokeai_metadata",
      JSON.stringify({
        model: { name: "m" },
        upscale_model: { name: "4x" },
        ref_images: [{ isEnabled: true, config: { model: { name: "redux" } } }],
        canvas_v2_metadata: {
          referenceImages: [{ isEnabled: true, config: { model: { name: "ip" }, weight: 1 } }],
          controlLayers: [layer("canny", true), layer("pose", false)],
        },
      }),
    ]);
    expect(listed(evidence.models)).toEqual([
      ["checkpoint", "m"],
      ["upscaler", "4x"],
    ]);
    expect(listed(evidence.adapters)).toEqual([
      ["controlnet", "ip", 1],
      ["controlnet", "canny", 0.7],
      ["controlnet", "pose", 0],
      ["controlnet", "redux"],
    ]);
    expect(evidence.adapters[2]?.applied).toBe(false);
  });
  test("LoRAs that a prompt of 2.3 calls, quotation marks in a command line, and a key that means nothing", async () => {
    const second = { model_weights: "m", image: { prompt: "a duck withLora(feather, 0.5)", seed: 1 } };
    expect(listed((await png(["sd-metadata", JSON.stringify(second)])).adapters)).toEqual([
      ["lora", "feather", 0.5],
    ]);
    expect((await png(["Dream", '"a \\"big\\" duck" -s 50 -S 5'])).prompt).toBe('a "big" duck');
    expect(await png(["Dream", "I had one"])).toMatchObject({ tool: null, madeByAI: "no-evidence" });
  });
});

test("Easy Diffusion: weights as Python writes lists, and what mends and enlarges", async () => {
  const evidence = await png(
    ["use_stable_diffusion_model", "sd-v1-5"],
    ["use_lora_model", "['a', 'b']"],
    ["lora_alpha", "['0.5', '0.7']"],
    ["use_upscale", "RealESRGAN_x4plus"],
    ["use_face_correction", "None"],
  );
  expect(listed(evidence.adapters)).toEqual([
    ["lora", "a", 0.5],
    ["lora", "b", 0.7],
  ]);
  expect(listed(evidence.models)[1]).toEqual(["upscaler", "RealESRGAN_x4plus"]);
});

describe("Draw Things", () => {
  const packet = (text: string, comment: string): string =>
    `<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmp:CreatorTool="Draw Things"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></dc:description><exif:UserComment>${comment.replaceAll('"', "&quot;")}</exif:UserComment></rdf:Description>`;
  test("controls, upscaler and face restoration stand in the second form", async () => {
    const v2 = {
      controls: [{ file: "canny.ckpt", weight: 1 }],
      upscaler: "esrgan.ckpt",
      faceRestoration: "restore.ckpt",
    };
    const evidence = await xmp(packet("", JSON.stringify({ c: "a duck", model: "m.ckpt", v2 })));
    expect(listed(evidence.models).slice(1)).toEqual([
      ["upscaler", "esrgan.ckpt"],
      ["upscaler", "restore.ckpt"],
    ]);
    expect(listed(evidence.adapters)).toEqual([["controlnet", "canny.ckpt", 1]]);
  });
  test("where only the description is left", async () => {
    const text =
      "a duck&#xA;-fog&#xA;Steps: 8, Sampler: DDIM, Guidance Scale: 3.5, Seed: 5, Size: 512x512, Model: m.ckpt, LoRA 1 Model: l.ckpt, LoRA 1 Weight: 0.6";
    const evidence = await xmp(packet(text, ""));
    expect(evidence).toMatchObject({
      tool: { id: "drawthings", strength: "structured" },
      prompt: "a duck",
      negativePrompt: "fog",
      parameters: { seed: 5, steps: 8, cfgScale: 3.5 },
    });
    expect(listed(evidence.models)).toEqual([["checkpoint", "m.ckpt"]]);
    expect(listed(evidence.adapters)).toEqual([["lora", "l.ckpt", 0.6]]);
  });
});

test("Mochi Diffusion's caption", async () => {
  const text =
    "Include in Image: a duck; with a hat; Exclude from Image: fog; Model: sd-2-1_split; Steps: 25; Guidance Scale: 11.0; Seed: 5; Size: 512x512; Scheduler: DPM-Solver++; ML Compute Unit: All; Generator: Mochi Diffusion 5.0";
  expect(await png(["Description", text])).toMatchObject({
    tool: { id: "mochi-diffusion", version: "5.0" },
    models: [{ name: "sd-2-1_split" }],
    prompt: "a duck; with a hat",
    negativePrompt: "fog",
    parameters: { seed: 5, steps: 25, sampler: "DPM-Solver++", cfgScale: 11 },
  });
  expect((await png(["Description", text.replace("; Generator: Mochi Diffusion 5.0", "")])).tool).toBeNull();
});
