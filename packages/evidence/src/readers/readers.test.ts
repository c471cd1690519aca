import { describe, expect, test } from "vitest";
import { fromBytes } from "../bytes/byte-source.ts";
import type { Evidence } from "../evidence.ts";
import { readEvidence } from "../read-evidence.ts";
import {
  ascii,
  buildExif,
  buildJpeg,
  buildPng,
  buildWebp,
  concat,
  exifSegment,
  iTXt,
  riffChunk,
  tEXt,
  unicodeComment,
  utf8,
  xmpPacket,
  xmpSegment,
  zTXt,
} from "../testing/build-images.ts";

const png = (...texts: readonly (readonly [key: string, text: string])[]): Promise<Evidence> =>
  readEvidence(fromBytes(buildPng(texts.map(([key, text]) => tEXt(key, text)))));
const exif = (...fields: Parameters<typeof buildExif>): Promise<Evidence> =>
  readEvidence(fromBytes(buildJpeg([exifSegment(buildExif(...fields))])));
const xmp = (description: string): Promise<Evidence> =>
  readEvidence(fromBytes(buildJpeg([xmpSegment(xmpPacket(description))])));
const names = (claims: Evidence["models"]): (string | null)[] => claims.map((claim) => claim.name);

describe("InvokeAI", () => {
  test("third era: models, adapters and hashes", async () => {
    const evidence = await png([
      "invokeai_metadata",
      JSON.stringify({
        app_version: "6.10.0",
        positive_prompt: "a duck",
        negative_prompt: "fog",
        seed: 3,
        steps: 30,
        scheduler: "euler",
        cfg_scale: 7,
        model: { key: "k", hash: "blake3:7c16", name: "base", base: "sdxl", type: "main" },
        vae: { name: "vae", hash: "random:1" },
        loras: [
          { model: { name: "one", hash: "blake3:aa" }, weight: 0.6 },
          { lora: { model_name: "old" }, weight: 0 },
        ],
        controlnets: [{ control_model: { model_name: "canny" }, control_weight: 1 }],
      }),
    ]);
    expect(evidence.tool).toMatchObject({ id: "invokeai", version: "6.10.0" });
    expect(evidence.models).toMatchObject([
      { name: "base", hash: "blake3:7c16", hashKind: "blake3" },
      { role: "vae", name: "vae", hash: null },
    ]);
    expect(evidence.adapters).toMatchObject([
      { name: "one", weight: 0.6 },
      { name: "old", applied: false },
      { role: "controlnet", name: "canny" },
    ]);
  });
  test("second era, compressed: hash of the weights, negative words in brackets", async () => {
    const text = JSON.stringify({
      model_hash: "ab".repeat(32),
      app_version: "v2.2.0",
      image: {
        prompt: [{ prompt: "a horse [woman]", weight: 1 }],
        seed: 4,
        steps: 20,
        sampler: "ddim",
        cfg_scale: 7.5,
      },
    });
    const evidence = await readEvidence(
      fromBytes(buildPng([tEXt("Dream", '"a horse" -s 20 -S 4 -A ddim'), zTXt("sd-metadata", text)])),
    );
    expect(evidence.tool).toMatchObject({ id: "invokeai", version: "v2.2.0" });
    expect(evidence.models).toMatchObject([{ name: null, hash: "ab".repeat(32), hashKind: "sha256" }]);
    expect(evidence.prompt).toBe("a horse");
    expect(evidence.negativePrompt).toBe("woman");
  });
  test("first era: a command line, with values that stick to their letters", async () => {
    const evidence = await png([
      "Dream",
      `"a face" -s50 -W512 -C7.5 -Ak_lms -Idata:image/png;base64,${"A".repeat(20_000)} -S2439087110`,
    ]);
    expect(evidence.prompt).toBe("a face");
    expect(evidence.parameters).toMatchObject({
      seed: 2439087110,
      steps: 50,
      sampler: "k_lms",
      cfgScale: 7.5,
    });
    expect((await png(["Dream", "<too lazy to implement>"])).tool?.id).toBe("invokeai");
  });
});

describe("local tools", () => {
  const swarm = JSON.stringify({
    sui_image_params: {
      prompt: "a duck",
      negativeprompt: "fog",
      model: "dir/base",
      seed: 5,
      steps: 20,
      cfgscale: 7,
      loras: ["one"],
      loraweights: ["0.5"],
      swarm_version: "0.9.7.4",
    },
    sui_extra_data: { date: "2026-01-03" },
    sui_models: [{ name: "base.safetensors", param: "model", hash: `0x${"22".repeat(32)}` }],
  });
  test("SwarmUI, which keeps ComfyUI's graph too", async () => {
    const graph = JSON.stringify({
      "4": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "base.safetensors" } },
      "9": { class_type: "SaveImage", inputs: { images: ["4", 0] } },
    });
    const evidence = await png(["prompt", graph], ["parameters", swarm]);
    expect(evidence.tool).toMatchObject({ id: "swarmui", version: "0.9.7.4" });
    expect(evidence.models).toMatchObject([{ name: "base.safetensors", hashKind: "swarm" }]);
    expect(evidence.adapters).toMatchObject([{ name: "one", weight: 0.5 }]);
    expect(evidence.madeOn?.date).toBe("2026-01-03");
    expect(evidence.problems).toEqual([]);
    expect(evidence.claims?.tools.map((tool) => tool.id)).toEqual(["swarmui", "comfyui"]);
  });
  test("SwarmUI in Exif", async () => {
    expect((await exif([], [[0x9286, 7, unicodeComment(swarm, "little")]], "II")).tool?.id).toBe("swarmui");
    expect((await exif([[0x0110, 2, utf8(swarm)]])).tool?.id).toBe("swarmui");
  });
  test("Fooocus in its own scheme, and in a JPEG", async () => {
    const fooocus = JSON.stringify({
      prompt: "a fish",
      base_model: "jug",
      base_model_hash: "aeb7e9e689",
      refiner_model: "None",
      loras: [["one.safetensors", 0.1, "aabbccddee"]],
      seed: "6952411511246973023",
      version: "Fooocus v2.4.3",
      metadata_scheme: "fooocus",
      vae: "Default (model)",
    });
    const evidence = await png(["parameters", fooocus], ["fooocus_scheme", "fooocus"]);
    expect(evidence.tool).toMatchObject({ id: "fooocus", version: "Fooocus v2.4.3" });
    expect(evidence.models[0]).toMatchObject({ name: "jug", hash: "aeb7e9e689", hashKind: "autov2" });
    expect(evidence.adapters).toMatchObject([{ name: "one.safetensors", hash: "aabbccddee", weight: 0.1 }]);
    expect(evidence.parameters.seed).toBe("6952411511246973023");
    expect(
      (
        await exif([
          [0x9286, 7, utf8(fooocus)],
          [0x0131, 2, ascii("Fooocus v2.4.3")],
        ])
      ).tool?.id,
    ).toBe("fooocus");
  });
  test("RuinedFooocus, also as JSON in a JSON string", async () => {
    const text = JSON.stringify({
      Prompt: "a fish",
      Negative: "fog",
      software: "RuinedFooocus",
      base_model_name: "m.safetensors",
      base_model_hash: "0123456789",
      loras: [["hash", "0.5 - style.safetensors"]],
      cfg: 7,
    });
    for (const written of [text, JSON.stringify(text)]) {
      const evidence = await png(["parameters", written]);
      expect(evidence.tool?.id).toBe("ruined-fooocus");
      expect(evidence.models).toMatchObject([{ name: "m.safetensors", hash: "0123456789" }]);
      expect(evidence.adapters).toMatchObject([{ name: "style.safetensors", weight: 0.5 }]);
      expect(evidence.prompt).toBe("a fish");
    }
  });
  test("Easy Diffusion in texts and as JSON", async () => {
    const fields = {
      prompt: "a duck",
      use_stable_diffusion_model: "C:\\models\\sd.ckpt",
      use_vae_model: "",
      use_lora_model: ["a", "b"],
      lora_alpha: [0.5, 0],
      seed: 7,
    };
    const evidence = await png(["parameters", JSON.stringify(fields)]);
    expect(evidence.tool?.id).toBe("easy-diffusion");
    expect(names(evidence.models)).toEqual(["sd.ckpt"]);
    expect(evidence.adapters).toMatchObject([
      { name: "a", weight: 0.5 },
      { name: "b", applied: false },
    ]);
    const texts = await png(
      ["prompt", "a duck"],
      ["use_stable_diffusion_model", "/m/sd.ckpt"],
      ["seed", "7"],
    );
    expect(texts).toMatchObject({
      tool: { id: "easy-diffusion" },
      prompt: "a duck",
      parameters: { seed: 7 },
    });
  });
  test("Draw Things in XMP", async () => {
    const settings = JSON.stringify({
      c: "a duck",
      uc: "fog",
      model: "flux_1_dev_q8p.ckpt",
      lora: [{ model: "l.ckpt", weight: 0.6 }],
      seed: 9,
      steps: 8,
      sampler: "Euler A",
      scale: 4,
      v2: {},
    }).replaceAll('"', "&quot;");
    const packet = xmpPacket(
      `<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmp:CreatorTool="Draw Things"><exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">${settings}</rdf:li></rdf:Alt></exif:UserComment></rdf:Description>`,
    );
    const evidence = await readEvidence(fromBytes(buildPng([iTXt("XML:com.adobe.xmp", packet)])));
    expect(evidence).toMatchObject({
      tool: { id: "drawthings" },
      prompt: "a duck",
      negativePrompt: "fog",
      parameters: { seed: 9 },
    });
    expect(names(evidence.models)).toEqual(["flux_1_dev_q8p.ckpt"]);
    expect(evidence.adapters).toMatchObject([{ name: "l.ckpt", weight: 0.6 }]);
  });
  test("Stability Matrix and a Hugging Face Space", async () => {
    const matrix = await png(
      [
        "parameters-json",
        JSON.stringify({
          PositivePrompt: "p",
          ModelName: "m.safetensors",
          ModelHash: "AB".repeat(32),
          Seed: 1,
        }),
      ],
      ["smproj", "{}"],
    );
    expect(matrix).toMatchObject({
      tool: { id: "stability-matrix" },
      models: [{ name: "m.safetensors", hashKind: "sha256" }],
    });
    const space = await png([
      "parameters",
      JSON.stringify({
        prompt: "p",
        negative_prompt: "n",
        num_inference_steps: 28,
        seed: 3,
        Model: "Animagine XL 4.0",
        "Model hash": "6327eca98b",
      }),
    ]);
    expect(space).toMatchObject({
      tool: { id: "hf-space" },
      models: [{ name: "Animagine XL 4.0", hash: "6327eca98b" }],
    });
  });
  test("texts of a PNG that a converter packed into a comment", async () => {
    const packed = JSON.stringify({
      parameters: "a duck\nSteps: 20, Sampler: Euler, Seed: 1, Model: m, Version: v1.9.4",
    });
    expect((await exif([], [[0x9286, 7, unicodeComment(packed)]])).tool).toMatchObject({
      id: "automatic1111",
      at: "jpeg:Exif/UserComment/parameters",
    });
  });
});

describe("services", () => {
  const comment = JSON.stringify({
    prompt: "1girl",
    uc: "fog",
    steps: 28,
    seed: 8,
    sampler: "k_euler",
    scale: 5,
  });
  test("NovelAI in a PNG and in a WebP", async () => {
    const evidence = await png(
      ["Title", "NovelAI generated image"],
      ["Description", "1girl"],
      ["Software", "NovelAI"],
      ["Source", "NovelAI Diffusion V4.5 4BDE2A90"],
      ["Comment", comment],
    );
    expect(evidence).toMatchObject({
      service: { id: "novelai", strength: "structured" },
      prompt: "1girl",
      negativePrompt: "fog",
      parameters: { engine: "NovelAI Diffusion V4.5 Full" },
    });
    expect(evidence.models).toMatchObject([
      { name: "NovelAI Diffusion V4.5", hash: "4BDE2A90", hashKind: "unknown" },
    ]);
    const block = buildExif(
      [[0x0131, 2, ascii("NovelAI Diffusion V4.5 4BDE2A90")]],
      [
        [
          0x9286,
          7,
          concat(ascii("ASCII\0\0\0"), utf8(JSON.stringify({ Comment: comment, Description: "1girl" }))),
        ],
      ],
    );
    const webp = await readEvidence(fromBytes(buildWebp([riffChunk("EXIF", block)])));
    expect(webp).toMatchObject({
      service: { id: "novelai" },
      models: [{ hash: "4BDE2A90" }],
      prompt: "1girl",
    });
  });
  test("a NovelAI signature that does not fit is reported and proves nothing", async () => {
    const signed = JSON.stringify({ prompt: "1girl", signed_hash: Buffer.alloc(64, 7).toString("base64") });
    const evidence = await png(["Software", "NovelAI"], ["Comment", signed]);
    expect(evidence.service).toMatchObject({ id: "novelai", strength: "structured" });
    expect(evidence.problems.map((problem) => problem.code)).toContain("signature-invalid");
  });
  test("Midjourney: engine from the options, prompt without them", async () => {
    const job = "2b6e053b-9a65-4ca9-9e13-b6f4465164d4";
    const evidence = await png(
      ["Description", `a duck, võ --ar 4:3 --v 5.2 Job ID: ${job}`],
      ["Creation Time", "Sat, 09 Aug 2025 10:41:50 GMT"],
      ["Author", "x"],
    );
    expect(evidence).toMatchObject({
      service: { id: "midjourney" },
      prompt: "a duck, võ",
      parameters: { jobId: job, aspectRatio: "4:3" },
      madeOn: { date: "2025-08-09T10:41:50.000Z" },
    });
    expect(names(evidence.models)).toEqual(["Midjourney v5.2"]);
    expect(names((await png(["Description", `cat --niji 6 Job ID: ${job}`])).models)).toEqual([
      "Midjourney Niji 6",
    ]);
    expect((await png(["Description", `cat Job ID: ${job}`])).models).toEqual([]);
    expect((await png(["Description", "my cat --ar 4:3"])).service).toBeNull();
  });
  test("Grok needs its signature and the image's UUID", async () => {
    const signature = `Signature: ${"Ab0+".repeat(30)}=`;
    const fields = (artist: string): Parameters<typeof buildExif> => [
      [
        [0x010e, 2, ascii(signature)],
        [0x013b, 2, ascii(artist)],
      ],
    ];
    expect((await exif(...fields("4800156b-8880-4786-9056-7ca3da449d8c\0"))).service).toMatchObject({
      id: "xai-grok",
    });
    expect((await exif(...fields("Ansel Adams"))).service).toBeNull();
  });
  test("services that only leave a name are inferred", async () => {
    expect((await exif([[0x010f, 2, ascii("Ideogram AI")]])).service).toMatchObject({
      id: "ideogram",
      strength: "inferred",
    });
    expect(
      (
        await exif([
          [0x0131, 2, ascii("ArtBot - Create images with Stable Diffusion, utilizing the AI Horde")],
        ])
      ).gateway,
    ).toMatchObject({ id: "ai-horde" });
    expect((await png(["Source", "Luma AI"])).service?.id).toBe("luma");
    expect((await exif([[0x010f, 2, ascii("Canon")]])).service).toBeNull();
  });
  test("ByteDance's JSON counts only where it says that something was generated", async () => {
    const said = (extra: object): Promise<Evidence> =>
      exif([[0x010e, 2, utf8(JSON.stringify({ product: "Dreamina", ...extra }))]]);
    expect((await said({ aigc_type: 1 })).service?.id).toBe("jimeng");
    expect((await said({ exportType: "edit" })).madeByAI).toBe("no-evidence");
  });
});

describe("labels", () => {
  test("the Chinese label as element, attribute, PNG text and Exif JSON", async () => {
    const label = { Label: "1", ContentProducer: "00119144030008867405X210001", ProduceID: "p" };
    const escaped = JSON.stringify(label).replaceAll('"', "&quot;");
    const ns = `xmlns:T="http://www.tc260.org.cn/ns/AIGC/1.0/"`;
    for (const evidence of [
      await xmp(`<rdf:Description ${ns}><T:AIGC>${escaped}</T:AIGC></rdf:Description>`),
      await xmp(`<rdf:Description ${ns} T:AIGC="${escaped}"/>`),
      await png(["AIGC", JSON.stringify(label)]),
      await exif([], [[0x9286, 7, concat(ascii("ASCII\0\0\0"), utf8(JSON.stringify({ AIGC: label })))]]),
    ]) {
      expect(evidence.service?.id).toBe("jimeng");
      expect(evidence.labels).toMatchObject([{ standard: "tc260", fields: { Label: "1" } }]);
    }
    const unsure = await png(["AIGC", JSON.stringify({ Label: "3", ContentProducer: "" })]);
    expect(unsure.madeByAI).toBe("yes");
    expect(unsure.problems[0]?.code).toBe("label-uncertain");
    expect((await png(["AIGC", "{}"])).madeByAI).toBe("no-evidence");
  });
  test("the digital source type in every spelling", async () => {
    const ns = `xmlns:I="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"`;
    for (const value of [
      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
      "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
      "trainedAlgorithmicMedia",
      "TRAINEDALGORITHMICMEDIA",
    ]) {
      for (const body of [
        `<rdf:Description ${ns} I:DigitalSourceType="${value}"/>`,
        `<rdf:Description ${ns}><I:DigitalSourceType>${value}</I:DigitalSourceType></rdf:Description>`,
        `<rdf:Description ${ns}><I:DigitalSourceType rdf:resource="${value}"/></rdf:Description>`,
      ]) {
        expect(await xmp(body)).toMatchObject({
          digitalSourceType: "trainedAlgorithmicMedia",
          madeByAI: "yes",
        });
      }
    }
    expect(await xmp(`<rdf:Description ${ns} I:DigitalSourceType="digitalCapture"/>`)).toMatchObject({
      digitalSourceType: "digitalCapture",
      madeByAI: "no-evidence",
    });
    expect(await xmp(`<rdf:Description ${ns} I:DigitalSourceType="algorithmicMedia"/>`)).toMatchObject({
      madeByAI: "no-evidence",
    });
  });
  test("the AI fields of IPTC 2025.1 are declared, not proved", async () => {
    const evidence = await xmp(
      `<rdf:Description xmlns:I="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" I:AISystemUsed="Midjourney" I:AISystemVersionUsed="7" I:AIPromptInformation="a duck"/>`,
    );
    expect(evidence).toMatchObject({
      service: { id: "midjourney", strength: "declared" },
      prompt: "a duck",
      madeByAI: "yes",
    });
    expect(names(evidence.models)).toEqual(["Midjourney 7"]);
  });
  test("the system of IPTC 2025.1 is a service where the words name it and no other, at their beginning", async () => {
    const serviceOf = async (system: string): Promise<string | null> => {
      const packet = `<rdf:Description xmlns:I="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" I:AISystemUsed="${system}"/>`;
      const { service, madeByAI } = await xmp(packet);
      expect(madeByAI).toBe("yes");
      return service?.id ?? null;
    };
    for (const system of ["DALL·E 3", "OpenAI's gpt-image-1", "ChatGPT (GPT-4o)", "DALL-E 3 via ChatGPT"])
      expect([system, await serviceOf(system)]).toEqual([system, "openai"]);
    for (const system of ["Google Imagen 4", "Nano Banana Pro", "gemini-2.5-flash-image"])
      expect([system, await serviceOf(system)]).toEqual([system, "google-gemini"]);
    for (const system of [
      "Generador de imagenes Stable Diffusion",
      "imagenes con FLUX",
      "Kendall's ComfyUI",
      "MiniGPT",
      "FLUX.1 [dev], prompt by ChatGPT",
      "Midjourney and Stable Diffusion",
      "no Midjourney",
      "Titanium",
    ])
      expect([system, await serviceOf(system)]).toEqual([system, null]);
  });
  test("rights fields are kept and make nothing AI", async () => {
    const evidence = await xmp(
      `<rdf:Description xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"/>`,
    );
    expect(evidence.rights).toMatchObject([{ field: "plus:DataMining" }]);
    expect(evidence.carriers).toEqual([]);
    expect(evidence.madeByAI).toBe("no-evidence");
  });
});
