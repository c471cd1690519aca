import { brotliCompressSync } from "node:zlib";
import {
  ascii,
  big16,
  big32,
  box,
  buildAvif,
  buildExif,
  buildJpeg,
  buildPng,
  buildWebp,
  concat,
  exifSegment,
  iTXt,
  jpegSegment,
  pngChunk,
  riffChunk,
  tEXt,
  unicodeComment,
  utf8,
  xmpPacket,
  xmpSegment,
  zTXt,
} from "./build-images.ts";

/** A picture of ours for every container and every family of writers, and the tool, service or source type it must give. */
export interface SampleImage {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly tool: string;
}

const A1111 =
  'a duck <lora:style:0.7>\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Model hash: 6ce0161689, Model: duck_v1, Lora hashes: "style: 45b5bd0819cf", Hashes: {"model": "6ce0161689"}, Version: v1.10.1';
const CIVITAI =
  'a duck\nSteps: 20, Sampler: Euler, CFG scale: 4, Seed: 5, Created Date: 2025-01-02T03:04:05Z, Civitai resources: [{"type":"lora","weight":0.5,"modelVersionId":12,"modelName":"style"}], Civitai metadata: {"ecosystem":"Flux1"}';
const GRAPH = JSON.stringify({
  "1": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "base.safetensors" } },
  "2": { class_type: "CLIPTextEncode", inputs: { clip: ["1", 1], text: ["6", 0] } },
  "3": {
    class_type: "Power Lora Loader (rgthree)",
    inputs: { model: ["1", 0], lora_1: { on: true, lora: "a.safetensors", strength: 1 } },
  },
  "4": {
    class_type: "KSampler",
    inputs: {
      model: ["3", 0],
      positive: ["2", 0],
      negative: ["2", 0],
      seed: 1,
      steps: 2,
      cfg: 3,
      sampler_name: "euler",
      scheduler: "normal",
    },
  },
  "5": { class_type: "SaveImage", inputs: { images: ["4", 0] } },
  "6": { class_type: "StringConcatenate", inputs: { string_a: "a", string_b: "duck", delimiter: " " } },
});
const WORKFLOW = JSON.stringify({
  nodes: [
    { id: 1, type: "CheckpointLoaderSimple", widgets_values: ["base.safetensors"] },
    { id: 2, type: "SaveImage", inputs: [{ name: "images", link: 1 }] },
  ],
  links: [[1, 1, 0, 2, 0, "IMAGE"]],
});
const XMP = xmpPacket(
  `<rdf:Description xmlns:I="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:dc="http://purl.org/dc/elements/1.1/" I:DigitalSourceType="https://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">a &amp; b</rdf:li></rdf:Alt></dc:description></rdf:Description>`,
);
const LABEL = JSON.stringify({ Label: "1", ContentProducer: "001191110102MACQD9K64010000" });
const NOVELAI = JSON.stringify({
  prompt: "1girl",
  uc: "fog",
  seed: 8,
  signed_hash: Buffer.alloc(64, 1).toString("base64"),
});
const SWARM = JSON.stringify({
  sui_image_params: { prompt: "p", model: "base", loras: ["one"], loraweights: ["0.5"] },
  sui_models: [{ name: "base.safetensors", param: "model", hash: `0x${"22".repeat(32)}` }],
});
const INVOKE = JSON.stringify({
  app_version: "6.0",
  positive_prompt: "p",
  model: { name: "base", hash: "blake3:aa" },
  loras: [{ model: { name: "l" }, weight: 1 }],
});

export function sampleImages(): SampleImage[] {
  const comment = buildExif([[0x0131, 2, ascii("x")]], [[0x9286, 7, unicodeComment(A1111)]]);
  const iim = concat(Uint8Array.of(0x1c, 2, 110), big16(19), ascii("Made with Google AI"));
  const gif = concat(
    ascii("GIF89a"),
    Uint8Array.of(3, 0, 2, 0, 0, 0, 0, 0x21, 0xfe, 200),
    utf8("duck\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Model: m, Version: v1.9.4".padEnd(200)),
    Uint8Array.of(0, 0x3b),
  );
  const jxl = concat(
    box("JXL ", Uint8Array.of(13, 10, 0x87, 10)),
    box("xml ", utf8(XMP)),
    box("brob", ascii("xml "), brotliCompressSync(utf8(XMP))),
  );
  return [
    {
      name: "a1111.png",
      bytes: buildPng([tEXt("parameters", A1111), pngChunk("caBX", ascii("jumb c2pa"))]),
      tool: "automatic1111",
    },
    {
      name: "a1111-packed.png",
      bytes: buildPng([zTXt("parameters", A1111)], { after: [iTXt("Comment", "ü", true)] }),
      tool: "automatic1111",
    },
    { name: "a1111.jpg", bytes: buildJpeg([exifSegment(comment), xmpSegment(XMP)]), tool: "automatic1111" },
    { name: "a1111.webp", bytes: buildWebp([riffChunk("EXIF", comment)]), tool: "automatic1111" },
    { name: "a1111.avif", bytes: buildAvif(comment, XMP), tool: "automatic1111" },
    { name: "a1111.tif", bytes: comment, tool: "automatic1111" },
    { name: "a1111.gif", bytes: gif, tool: "automatic1111" },
    {
      name: "civitai.jpg",
      bytes: buildJpeg([exifSegment(buildExif([], [[0x9286, 7, unicodeComment(CIVITAI, "little")]], "II"))]),
      tool: "civitai",
    },
    {
      name: "comfyui.png",
      bytes: buildPng([tEXt("prompt", GRAPH), tEXt("workflow", WORKFLOW)]),
      tool: "comfyui",
    },
    {
      name: "comfyui-animated.png",
      bytes: buildPng([], { after: [pngChunk("comf", concat(ascii("prompt\0"), utf8(GRAPH)))] }),
      tool: "comfyui",
    },
    {
      name: "comfyui.webp",
      bytes: buildWebp([
        riffChunk(
          "EXIF",
          concat(
            ascii("Exif\0\0"),
            buildExif([
              [0x010f, 2, utf8(`workflow:${WORKFLOW}`)],
              [0x0110, 2, utf8(`prompt:${GRAPH}`)],
            ]),
          ),
        ),
      ]),
      tool: "comfyui",
    },
    { name: "workflow.png", bytes: buildPng([tEXt("workflow", WORKFLOW)]), tool: "comfyui" },
    {
      name: "invokeai.png",
      bytes: buildPng([tEXt("invokeai_metadata", INVOKE), tEXt("Dream", '"a" -s 5 -S 3')]),
      tool: "invokeai",
    },
    {
      name: "swarmui.png",
      bytes: buildPng([tEXt("parameters", SWARM), tEXt("prompt", GRAPH)]),
      tool: "swarmui",
    },
    {
      name: "novelai.png",
      bytes: buildPng([
        tEXt("Software", "NovelAI"),
        tEXt("Source", "NovelAI Diffusion V4.5 4BDE2A90"),
        tEXt("Comment", NOVELAI),
      ]),
      tool: "novelai",
    },
    {
      name: "midjourney.png",
      bytes: buildPng([tEXt("Description", "a duck --v 6 Job ID: 2b6e053b-9a65-4ca9-9e13-b6f4465164d4")]),
      tool: "midjourney",
    },
    {
      name: "novelai-characters.png",
      bytes: buildPng([
        tEXt("Software", "NovelAI"),
        tEXt(
          "Comment",
          JSON.stringify({
            v4_prompt: { caption: { base_caption: "two", char_captions: [{ char_caption: "one" }] } },
          }),
        ),
      ]),
      tool: "novelai",
    },
    {
      name: "mochi.png",
      bytes: buildPng([
        tEXt("Description", "Include in Image: a; Model: b; Seed: 5; Generator: Mochi Diffusion 5.0"),
      ]),
      tool: "mochi-diffusion",
    },
    {
      name: "imagemagick.png",
      bytes: buildPng([
        zTXt(
          "Raw profile type exif",
          `\nexif\n1\n${Buffer.from(concat(ascii("Exif\0\0"), comment)).toString("hex")}\n`,
        ),
      ]),
      tool: "automatic1111",
    },
    {
      name: "jis.jpg",
      bytes: buildJpeg([
        exifSegment(
          buildExif(
            [
              [0x010f, 2, ascii("Black Forest Labs\0")],
              [0x0131, 2, ascii("AI generated;txt2img;flux\0")],
            ],
            [[0x9286, 7, concat(ascii("JIS\0\0\0\0\0"), utf8(A1111))]],
          ),
        ),
      ]),
      tool: "automatic1111",
    },
    { name: "doubao.png", bytes: buildPng([tEXt("AIGC", LABEL)]), tool: "doubao" },
    {
      name: "google.jpg",
      bytes: buildJpeg([
        jpegSegment(
          0xed,
          concat(ascii("Photoshop 3.0\x008BIM"), big16(0x0404), Uint8Array.of(0, 0), big32(iim.length), iim),
        ),
      ]),
      tool: "google-gemini",
    },
    { name: "composite.jxl", bytes: jxl, tool: "compositeWithTrainedAlgorithmicMedia" },
  ];
}
