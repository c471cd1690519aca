import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interpretInfotext } from "./a1111.ts";
import { parseInfotext } from "./infotext.ts";
import type { Findings } from "../findings.ts";

const read = (text: string): Findings => {
  const info = parseInfotext(text);
  if (info === null) throw new Error("not an infotext");
  return interpretInfotext(info, "png:tEXt/parameters");
};
const BASE = "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 512x512";

describe("the grammar", () => {
  test("prompt and negative prompt over many lines", () => {
    const found = read(`a duck\nby a pond\nNegative prompt: fog\nrain\n${BASE}, Model: duck`);
    expect(found.prompt).toBe("a duck\nby a pond");
    expect(found.negativePrompt).toBe("fog\nrain");
    expect(found.parameters).toMatchObject({ seed: 5, steps: 20, sampler: "Euler a", cfgScale: 7 });
  });

  test("a prompt that imitates the settings does not fool it: the last line of settings counts", () => {
    const found = read(
      `nice\nSteps: 99, Sampler: LMS, Model: fake, Model hash: ffffffffff\nmore\n${BASE}, Model hash: 0123456789, Model: real`,
    );
    expect(found.models).toMatchObject([{ name: "real", hash: "0123456789" }]);
    expect(found.prompt).toContain("Model: fake");
  });

  test("a setting behind a list of hashes without quotes is no hash, whatever its value looks like", () => {
    const found = read(
      `x\nSteps: 20, Sampler: E, Lora hashes: One: aabbccddeeff, Seed: 12345678, Model: deadbeef`,
    );
    expect(found.parameters).toMatchObject({ seed: 12345678 });
    expect(found.models).toMatchObject([{ name: "deadbeef" }]);
  });

  test("prose that mentions steps is no generator's text", () => {
    expect(parseInfotext("My holiday\nSteps: 3, then a door")).toBeNull();
    expect(parseInfotext("5f4dcc3b5aa765d61d8327deb882cf99".repeat(2))).toBeNull();
    expect(parseInfotext("")).toBeNull();
  });

  test("quoted values, JSON values and lines behind the settings", () => {
    const found = read(
      `x\n${BASE}, Model: m, Hires prompt: "a, b: \\"c\\"\\nd", Lora hashes: "one: aabbccddeeff, two: 001122334455", Hashes: {"model": "6ce0161689", "vae": "735e4c3a44", "embed:neg": "c74b4e810b"}, Version: v1.9.4\nTemplate: a {b|c}`,
    );
    expect(found.models).toMatchObject([
      { role: "checkpoint", name: "m", hash: "6ce0161689", hashKind: "autov2" },
      { role: "vae", name: null, hash: "735e4c3a44" },
    ]);
    expect(found.adapters).toMatchObject([
      { role: "lora", name: "one", hash: "aabbccddeeff", hashKind: "autov3" },
      { role: "lora", name: "two", hash: "001122334455" },
      { role: "embedding", name: "neg" },
    ]);
    expect(found.tools?.[0]?.version).toBe("v1.9.4");
  });

  test("a text that was jammed into one line", () => {
    const found = read(`a duck Negative prompt: fog ${BASE}, Model: duck`);
    expect(found.prompt).toBe("a duck");
    expect(found.negativePrompt).toBe("fog");
    expect(found.models?.[0]?.name).toBe("duck");
  });

  test("a line that an extension quotes behind the settings does not hide them", () => {
    const found = read(
      `a duck\nNegative prompt: fog\n${BASE}, Model: m\nTemplate: a {duck|goose}\nSteps: of stone`,
    );
    expect(found).toMatchObject({ prompt: "a duck", negativePrompt: "fog", parameters: { steps: 20 } });
  });

  test("the words `Negative prompt:` inside of a line are part of the prompt, in any alphabet", () => {
    const found = read(`İstanbul, no Negative prompt: here\nnor here\nNegative prompt: fog\n${BASE}`);
    expect(found.prompt).toBe("İstanbul, no Negative prompt: here\nnor here");
    expect(found.negativePrompt).toBe("fog");
  });

  test("settings must look like what they are called", () => {
    expect(parseInfotext("soup\nSteps: 3, Seed: sesame, Size: large, Model: mine")).toBeNull();
    expect(parseInfotext("soup\nSteps: 3, Seed: 7, Size: large")).not.toBeNull();
  });

  test("engines that Civitai passes a request on to have no steps", () => {
    const resources = `Created Date: 2026-01-02T03:04:05Z, Civitai resources: [{"type":"checkpoint","modelVersionId":9}]`;
    for (const line of [
      `Steps: undefined, Sampler: Undefined, Seed: 5, ${resources}`,
      `Seed: 5, ${resources}`,
    ])
      expect(read(`a duck\n${line}`)).toMatchObject({
        prompt: "a duck",
        services: [{ id: "civitai" }],
        models: [{ version: "9" }],
        parameters: { seed: 5 },
      });
  });

  test("any settings written come back, whatever they hold", () => {
    const name = fc.stringMatching(/^[A-Z][A-Za-z ]{0,12}[a-z]$/);
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.string({ maxLength: 40 }), { maxKeys: 8 }),
        fc.string({ maxLength: 200 }),
        (settings, prompt) => {
          const line = Object.entries(settings).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
          const info = parseInfotext(`${prompt.replaceAll("Steps:", "")}\n${[BASE, ...line].join(", ")}`);
          for (const key of Object.keys(settings)) {
            const first = Object.keys(settings).find(
              (other) => other.trim().toLowerCase() === key.trim().toLowerCase(),
            );
            if (["steps", "sampler", "seed", "size"].includes(key.trim().toLowerCase()) || first !== key)
              continue;
            expect(info?.settings.get(key.trim().toLowerCase())).toBe(settings[key]);
          }
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("which program", () => {
  test.each([
    ["v1.10.1", "automatic1111"],
    ["v1.10.1-92-g6685e532d", "automatic1111"],
    ["f2.0.1v1.10.1-previous-659-gc055f2d4", "forge"],
    ["f0.0.17v1.8.0rc-latest-276-g29be1da7", "forge"],
    ["classic", "forge"],
    ["neo-2.28", "forge"],
    ["f1.0.0v2-v1.10.1RC-latest-2498-g5120e679", "reforge"],
    ["f1.3.0-v1.10.1RC-latest-1038-g19395bf9", "reforge"],
    ["ComfyUI", "comfyui"],
    ["Fooocus v2.4.3", "fooocus"],
    ["RuinedFooocus", "ruined-fooocus"],
  ])("Version %s", (version, id) => {
    expect(read(`x\n${BASE}, Model: m, Version: ${version}`).tools).toMatchObject([
      { id, version, strength: "structured" },
    ]);
  });

  test("SD.Next names itself; a text that names nobody is A1111's by inference only", () => {
    expect(read(`x\n${BASE}, App: SD.Next, Version: 56a8aea`).tools).toMatchObject([
      { id: "sdnext", version: "56a8aea" },
    ]);
    expect(read(`x\n${BASE}, Model: m`).tools).toMatchObject([
      { id: "automatic1111", version: null, strength: "inferred" },
    ]);
  });

  test("an extension's version is not the program's", () => {
    expect(read(`x\n${BASE}, ADetailer version: 24.8.0, Version: v1.9.4`).tools?.[0]?.version).toBe("v1.9.4");
  });
});

describe("models and adapters", () => {
  test("what is switched off or chosen elsewhere is no model", () => {
    const found = read(
      `x\n${BASE}, Model: m, VAE: Default (model), VAE hash: None, Hires Module 1: Use same choices, ADetailer model: face.pt, ADetailer use separate checkpoint: True, ADetailer checkpoint: other.safetensors [0123456789]`,
    );
    expect(found.models?.map(({ role, name, hash }) => [role, name, hash])).toEqual([
      ["checkpoint", "m", null],
      ["upscaler", "face.pt", null],
      ["checkpoint", "other.safetensors", "0123456789"],
    ]);
  });
  test("hashes in a list without quotes, and behind the name of a model", () => {
    const found = read(
      `x <lora:One:1>\n${BASE}, Model: m [0123456789], Lora hashes: One: aabbccddeeff, Two b: 001122334455, VAE hash: 735e4c3a44, Version: v1.6.0`,
    );
    expect(found.models?.map(({ name, hash }) => [name, hash])).toEqual([
      ["m", "0123456789"],
      [null, "735e4c3a44"],
    ]);
    expect(found.adapters?.map(({ name, hash }) => [name, hash])).toEqual([
      ["One", "aabbccddeeff"],
      ["Two b", "001122334455"],
    ]);
  });
  test("the weight of a tag that has several", () => {
    const tags = "<lora:a:0.8:0.5> <lora:b:0:0.7> <lora:c:te=0.4:unet=0.6> <lora:d:0:0> <lora:e:1:lbw=OUT>";
    const found = read(`${tags}\n${BASE}, Model: m`);
    expect(found.adapters?.map(({ name, weight, applied }) => [name, weight, applied])).toEqual([
      ["a", 0.8, undefined],
      ["b", 0.7, undefined],
      ["c", 0.6, undefined],
      ["d", 0, false],
      ["e", 1, undefined],
    ]);
  });
  test("passes with prompts of their own load adapters too", () => {
    const found = read(
      `x\n${BASE}, Model: m, Hires prompt: "y <lora:hires:0.5>", ADetailer prompt 2nd: "face <lora:face:0.6>"`,
    );
    expect(found.adapters).toMatchObject([
      { name: "hires", weight: 0.5 },
      { name: "face", weight: 0.6 },
    ]);
  });
  test("Fooocus lists weights and the hash of its refiner apart; SD.Next what it loaded", () => {
    const found = read(
      `x\n${BASE}, Model: m, Refiner: r, Refiner hash: 0123456789, Lora hashes: "one: 4852686128", Lora weights: "one: 0.1", LoRA networks: "one, two:1.0", Version: Fooocus v2.5.5`,
    );
    expect(found.models?.[1]).toMatchObject({ name: "r", hash: "0123456789" });
    expect(found.adapters).toMatchObject([{ name: "one", hash: "4852686128", weight: 0.1 }, { name: "two" }]);
  });
  test("ControlNet in all its spellings, a hypernetwork, and what mends faces or enlarges", () => {
    const found = read(
      `x\n${BASE}, Model: m, ControlNet 0: "Module: canny, Model: canny [d14c016b], Weight: 0.75", ControlNet-1 Model: pose [fef5e48e], ControlNet-1 Weight: 0.9, ADetailer ControlNet model: inpaint [ebff9138], Hypernet: style(a1b2c3d4), Hypernet strength: 0.5, Face restoration: CodeFormer, SD upscale upscaler: R-ESRGAN 4x+`,
    );
    expect(found.adapters?.map(({ role, name, weight }) => [role, name, weight])).toEqual([
      ["controlnet", "canny", 0.75],
      ["controlnet", "pose", 0.9],
      ["controlnet", "inpaint", undefined],
      ["embedding", "style", 0.5],
    ]);
    expect(found.models?.slice(1).map(({ role, name }) => [role, name])).toEqual([
      ["upscaler", "CodeFormer"],
      ["upscaler", "R-ESRGAN 4x+"],
    ]);
  });
  test("hash kinds by length, paths cut to their base", () => {
    expect(read(`x\n${BASE}, Model: SDXL\\anime\\m.safetensors, Model hash: 64e73fcb`).models).toMatchObject([
      { name: "m.safetensors", hash: "64e73fcb", hashKind: "autov1" },
    ]);
    expect(read(`x\n${BASE}, Model: m, Model hash: ${"A5".repeat(32)}`).models).toMatchObject([
      { hashKind: "sha256" },
    ]);
  });

  test("tags and hashes are joined by name; weight zero is not applied; one without a hash stays", () => {
    const found = read(
      `x <lora:one:0.8> <lora:zero:0>, <lora:bare:1:0.5> <hypernet:h:1>\n${BASE}, Model: m, Lora hashes: "one: aabbccddeeff, other: 001122334455"`,
    );
    expect(found.adapters).toMatchObject([
      { role: "lora", name: "one", hash: "aabbccddeeff", weight: 0.8 },
      { role: "lora", name: "zero", hash: null, weight: 0, applied: false },
      { role: "lora", name: "bare", hash: null, weight: 1 },
      { role: "embedding", name: "h" },
      { role: "lora", name: "other", hash: "001122334455" },
    ]);
  });

  test("every other model in the settings is kept with its role", () => {
    const found = read(
      `x\n${BASE}, Model: base, Refiner: refine [7440042bbd], Hires checkpoint: Use same checkpoint, Hires upscaler: R-ESRGAN 4x+, ADetailer model: face_yolov8n.pt, ADetailer checkpoint: faces [0123456789], Module 1: ae.safetensors, Module 2: clip_l, ControlNet 0: "Module: canny, Model: control_canny [d14c016b], Weight: 1"`,
    );
    expect(found.models?.map((model) => [model.role, model.name, model.hash])).toEqual([
      ["checkpoint", "base", null],
      ["checkpoint", "refine", "7440042bbd"],
      ["upscaler", "R-ESRGAN 4x+", null],
      ["upscaler", "face_yolov8n.pt", null],
      ["checkpoint", "faces", "0123456789"],
      ["vae", "ae.safetensors", null],
      ["text-encoder", "clip_l", null],
    ]);
    expect(found.adapters).toMatchObject([{ role: "controlnet", name: "control_canny", hash: "d14c016b" }]);
  });
});

describe("Civitai", () => {
  test("resources carry version ids and AIRs, and are joined with the settings", () => {
    const found = read(
      `x <lora:style:0.7>\n${BASE}, Model: FLUX, Created Date: 2025-01-02T03:04:05Z, Civitai resources: [{"type":"checkpoint","modelVersionId":691639,"modelName":"FLUX","modelVersionName":"Dev"},{"type":"lora","weight":0.7,"modelVersionId":12,"modelName":"style","air":"urn:air:flux1:lora:civitai:9@12"}], Civitai metadata: {}`,
    );
    expect(found.services).toMatchObject([{ id: "civitai" }]);
    expect(found.gateways).toMatchObject([{ id: "civitai" }]);
    expect(found.tools).toEqual([]);
    expect(found.models).toMatchObject([{ role: "checkpoint", name: "FLUX", version: "691639" }]);
    expect(found.adapters).toMatchObject([
      { role: "lora", name: "style", version: "12", air: "urn:air:flux1:lora:civitai:9@12", weight: 0.7 },
    ]);
    expect(found.madeOn).toBe("2025-01-02T03:04:05Z");
  });

  test("somebody else's engine behind Civitai is named, weaker", () => {
    const found = read(
      `x\nSteps: 0, Sampler: GPT-Image-2, CFG scale: 0, Seed: -1, Civitai resources: [], Civitai metadata: {"ecosystem":"OpenAI","resources":[{"modelVersionId":7,"type":"Checkpoint"}]}`,
    );
    expect(found.services).toMatchObject([
      { id: "civitai", strength: "structured" },
      { id: "openai", strength: "inferred" },
    ]);
    expect(found.models).toMatchObject([{ version: "7" }]);
  });
});
