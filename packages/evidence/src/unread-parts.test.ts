import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { fromBytes } from "./bytes/byte-source.ts";
import type { Evidence } from "./evidence.ts";
import { readEvidence } from "./read-evidence.ts";
import { buildPng, iTXt, tEXt } from "./testing/build-images.ts";

async function read(texts: Readonly<Record<string, string>>): Promise<Evidence> {
  const chunks = Object.entries(texts).map(([key, text]) =>
    key.startsWith("XML") || /[^\x20-\x7e]/.test(text) ? iTXt(key, text) : tEXt(key, text),
  );
  return readEvidence(fromBytes(buildPng(chunks)));
}

const head =
  "a red kettle\nNegative prompt: mist\nSteps: 12, Sampler: Euler a, CFG scale: 6, Seed: 5, Size: 64x64";
const xmp = (properties: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:k="https://kettle.example/ns/">${properties}</rdf:Description></rdf:RDF></x:xmpmeta>`;

/** Whether a name is anywhere in what the file is said to be made with, or is said not to be understood. */
function isTold(evidence: Evidence, name: string): boolean {
  return JSON.stringify([
    evidence.models,
    evidence.adapters,
    evidence.unreachable,
    evidence.unreadParts,
  ]).includes(name);
}

describe("a part that is named where no reader understands it is told", () => {
  test.each([
    [
      "a setting with a new key",
      { parameters: `${head}, Model: base.safetensors, LoKr network: kettle_style_x` },
    ],
    ["a setting in Chinese", { parameters: `${head}, Model: base.safetensors, 微调模型: kettle_style_x` }],
    [
      "JSON behind the settings",
      { parameters: `${head}, Model: base.safetensors, Extra: {"lora_stack": [{"name": "kettle_style_x"}]}` },
    ],
    [
      "JSON of a program nobody knows",
      { kettle: '{"job": {"nets": {"loras": [{"id": 7, "title": "kettle_style_x"}]}}}' },
    ],
    [
      "a file of weights under any key of JSON",
      { kettle: '{"a": [{"b": {"c": "kettle_style_x.safetensors"}}]}' },
    ],
    ["a tag in a text nobody reads", { kettle: "a red kettle <lora:kettle_style_x:0.7>" }],
    ["an AIR in a text nobody reads", { kettle: "made with urn:air:sdxl:lora:civitai:1@kettle_style_x" }],
    ["a field of its own", { "LoRA 1": "kettle_style_x" }],
    ["a property of XMP", { "XML:com.adobe.xmp": xmp("<k:Lora>kettle_style_x</k:Lora>") }],
    [
      "a file in a description",
      { "XML:com.adobe.xmp": xmp("<dc:description>with kettle_style_x.safetensors</dc:description>") },
    ],
    [
      "a list beside a part that was read",
      { parameters: `${head}, Model: base, Style loras: base and kettle_style_x` },
    ],
    [
      "a name that ends like one that was read",
      { parameters: `${head}, Model: base, Adapter: kettle_style_x_base` },
    ],
    ["an upscaler in JSON", { kettle: '{"post": {"upscaler_model": "kettle_style_x"}}' }],
    ["a hosted model of a service", { kettle: '{"provider": "somebody", "hosted_model": "kettle_style_x"}' }],
    ["keys that are names", { kettle: '{"loras": {"kettle_style_x": 0.7}}' }],
    ["a list of weights by name", { kettle: '{"adapter_weights": ["kettle_style_x"]}' }],
    ["a bare model deep in JSON", { kettle: '{"job": {"made": {"model": "kettle_style_x"}}}' }],
    ["a second VAE", { parameters: `${head}, Model: base, Second VAE: kettle_style_x` }],
    ["an .onnx file in a text", { note: "with kettle_style_x.onnx" }],
    ["a file that ends in .pt", { note: "made with weights/kettle_style_x.pt" }],
    [
      "behind many other texts",
      {
        ...Object.fromEntries(Array.from({ length: 130 }, (_, at) => [`t${at}`, "x"])),
        lora: "kettle_style_x",
      },
    ],
    ["a field that is only called model", { model: "kettle_style_x" }],
  ] as readonly (readonly [string, Readonly<Record<string, string>>])[])("%s", async (_, texts) => {
    const evidence = await read(texts);
    expect(isTold(evidence, "kettle_style_x")).toBe(true);
    if (evidence.unreadParts === undefined) return;
    expect(evidence.problems).toContainEqual({
      code: "parts-not-understood",
      message: expect.stringContaining("The file names parts in a place that is not understood: ") as string,
    });
  });
});

describe("what is no part, or was read, is not told twice", () => {
  test.each([
    [
      "settings as they are",
      {
        parameters: `${head}, Model hash: 31e35c80fc, Model: base, Hires upscaler: Latent, Hires upscale: 2, Version: v1.9.4`,
      },
    ],
    [
      "a LoRA of the prompt",
      {
        parameters:
          head.replace("kettle", "kettle <lora:style:0.7>") +
          ', Model: base, Lora hashes: "style: 1234567890ab"',
      },
    ],
    [
      "a photograph",
      {
        "XML:com.adobe.xmp": xmp(
          "<k:CameraModelName>Kettle 5D</k:CameraModelName><k:LensModel>50mm</k:LensModel>",
        ),
      },
    ],
    [
      "a service that is known",
      {
        parameters:
          '{"sui_image_params":{"prompt":"a red kettle","model":"base","seed":1,"steps":2,"swarm_version":"0.9"}}',
      },
    ],
    ["addresses in Portugal", { Description: "www.kettles.pt and kettles.pt/red" }],
    ["talk about models", { Description: "The model wears a red coat. Checkpoint Charlie, Berlin." }],
  ] as readonly (readonly [string, Readonly<Record<string, string>>])[])("%s", async (_, texts) => {
    expect((await read(texts)).unreadParts).toBeUndefined();
  });
});

test("whatever key and place: a file of weights is a claim or is told, never nothing", async () => {
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z _]{0,18}[A-Za-z]$/);
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{4,20}$/).map((stem) => `${stem}_qz.safetensors`);
  const place = fc.constantFrom(
    (key: string, value: string) => ({ parameters: `${head}, Model: base.safetensors, ${key}: ${value}` }),
    (key: string, value: string) => ({ [key]: value }),
    (key: string, value: string) => ({ kettle: JSON.stringify({ deep: [{ [key]: value }] }) }),
    (key: string, value: string) => ({
      "XML:com.adobe.xmp": xmp(`<dc:description>${key} ${value}</dc:description>`),
    }),
  );
  await fc.assert(
    fc.asyncProperty(place, word, name, async (put, key, value) => {
      expect(isTold(await read(put(key, value)), value.slice(0, -".safetensors".length))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("a file with more than is looked through says so", async () => {
  const numbers = JSON.stringify({ lora: "kettle_style_x", z: Array.from({ length: 200_001 }, () => 1) });
  expect(isTold(await read({ kettle: numbers }), "kettle_style_x")).toBe(true);
  const texts = JSON.stringify({ lora: "kettle_style_x", z: Array.from({ length: 200_001 }, () => "a") });
  expect((await read({ kettle: texts })).problems.map(({ code }) => code)).toContain("limit-parts");
});

test("a megabyte of keys and deep JSON are looked through once", async () => {
  const keys = Array.from({ length: 20_000 }, (_, at) => `Net${at} lora: style_${at}`).join(", ");
  expect((await read({ parameters: `${head}, ${keys}` })).format).toBe("png");
  const deep = `${'{"lora":'.repeat(3_000)}"x_style"${"}".repeat(3_000)}`;
  expect((await read({ kettle: deep })).format).toBe("png");
});
