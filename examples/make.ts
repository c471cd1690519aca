/**
 * Makes every image of this folder: `node examples/make.ts`. The same script gives the same bytes everywhere.
 * The pictures are drawn by arithmetic and the prompts are our own; what matters is the metadata, which is written
 * as the named tool writes it.
 */
import { writeFile } from "node:fs/promises";
import { composeParameters } from "./make/automatic1111.ts";
import { cameraExif } from "./make/camera.ts";
import { comfyChunks } from "./make/comfyui.ts";
import { addCredentials } from "./make/content-credentials.ts";
import { encodeExif, exifSegment, unicodeComment } from "./make/exif.ts";
import { fluxGraph } from "./make/flux-graph.ts";
import { googleSegments } from "./make/google.ts";
import { encodeJpeg, JFIF } from "./make/jpeg.ts";
import { drawLandscape, type Picture, type Scenery } from "./make/landscape.ts";
import { midjourneyChunks } from "./make/midjourney.ts";
import { encodePng, textChunk } from "./make/png.ts";
import { stableDiffusion3Graph } from "./make/stable-diffusion-3-graph.ts";
import { encodeWebp } from "./make/webp.ts";

const SIZE = 512;

/** File names with their bytes. */
export async function makeExamples(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  return new Map([
    ["a1111-sdxl.png", makeAutomatic1111Sdxl()],
    ["a1111-lora.jpg", makeAutomatic1111Lora()],
    ["artist-name.png", makeArtistName()],
    ["broken.png", makeBroken()],
    ["comfyui-flux-dev.png", makeFluxDev()],
    ["comfyui-flux-schnell.png", makeFluxSchnell()],
    ["comfyui-sd35-large.png", makeStableDiffusion35()],
    ["content-credentials.png", await addCredentials(encodePng(draw("desert", 6)))],
    ["forge-flux-schnell.png", makeForgeSchnell()],
    ["google-ai.jpg", encodeJpeg(draw("meadow", 11), [JFIF, ...googleSegments()])],
    ["midjourney.png", makeMidjourney()],
    ["unknown-model.webp", makeUnknownModel()],
    ["photo.jpg", encodeJpeg(draw("evening", 5), [exifSegment(cameraExif(SIZE))])],
  ]);
}

function makeAutomatic1111Sdxl(): Uint8Array<ArrayBuffer> {
  const parameters = composeParameters({
    prompt: "rolling green hills under a pale morning sun, flat poster style, wide view",
    negativePrompt: "people, text, watermark",
    steps: 30,
    sampler: "DPM++ 2M",
    scheduleType: "Karras",
    cfgScale: 6,
    seed: 2718281828,
    size: `${SIZE}x${SIZE}`,
    modelHash: "31e35c80fc",
    model: "sd_xl_base_1.0",
    vae: { hash: "63aeecb90f", name: "sdxl_vae.safetensors" },
    version: "v1.10.1",
  });
  return encodePng(draw("meadow", 1), [textChunk("parameters", parameters)]);
}

function makeAutomatic1111Lora(): Uint8Array<ArrayBuffer> {
  const parameters = composeParameters({
    prompt: "layered paper hills in the evening, soft shadows <lora:paper_cut_hills_v2:0.8>",
    negativePrompt: "photo, people",
    steps: 28,
    sampler: "Euler a",
    scheduleType: "Automatic",
    cfgScale: 7,
    seed: 1618033988,
    size: `${SIZE}x${SIZE}`,
    modelHash: "31e35c80fc",
    model: "sd_xl_base_1.0",
    loras: { paper_cut_hills_v2: "5d3c9b7e41fa" },
    version: "v1.10.1",
  });
  const comment = { tag: 0x9286, type: "undefined", value: unicodeComment(parameters) } as const;
  return encodeJpeg(draw("evening", 2), [exifSegment({ order: "big", main: [], exif: [comment] })]);
}

function makeArtistName(): Uint8Array<ArrayBuffer> {
  const parameters = composeParameters({
    prompt: "a lonely castle above misty valleys, dramatic light, by Greg Rutkowski",
    negativePrompt: "blurry",
    steps: 25,
    sampler: "DPM++ 2M",
    scheduleType: "Karras",
    cfgScale: 7,
    seed: 1414213562,
    size: `${SIZE}x${SIZE}`,
    modelHash: "6ce0161689",
    model: "v1-5-pruned-emaonly",
    version: "v1.9.4",
  });
  return encodePng(draw("mist", 9), [textChunk("parameters", parameters)]);
}

function makeUnknownModel(): Uint8Array<ArrayBuffer> {
  const parameters = composeParameters({
    prompt: "moonlit bay between dark hills, calm water, poster style",
    negativePrompt: "text, people",
    steps: 26,
    sampler: "DPM++ SDE",
    scheduleType: "Karras",
    cfgScale: 5,
    seed: 3141592653,
    size: `${SIZE}x${SIZE}`,
    modelHash: "c0ffee1dea",
    model: "hillside_blend_v3",
    version: "v1.10.1",
  });
  const comment = { tag: 0x9286, type: "undefined", value: unicodeComment(parameters) } as const;
  return encodeWebp(draw("dusk", 13), encodeExif({ order: "big", main: [], exif: [comment] }));
}

function makeFluxDev(): Uint8Array<ArrayBuffer> {
  const prompt = "a red sun setting behind blue mountain ridges, clean shapes, calm mood";
  const graph = fluxGraph({
    transformer: "flux1-dev.safetensors",
    prompt,
    seed: 141421356237,
    steps: 20,
    size: SIZE,
    guidance: 3.5,
  });
  return encodePng(draw("dusk", 3), comfyChunks(graph));
}

function makeFluxSchnell(): Uint8Array<ArrayBuffer> {
  const prompt = "desert dunes at noon, warm sand colours, simple poster";
  const graph = fluxGraph({
    transformer: "flux1-schnell.safetensors",
    prompt,
    seed: 173205080756,
    steps: 4,
    size: SIZE,
  });
  return encodePng(draw("desert", 4), comfyChunks(graph));
}

function makeStableDiffusion35(): Uint8Array<ArrayBuffer> {
  const graph = stableDiffusion3Graph({
    checkpoint: "sd3.5_large.safetensors",
    prompt: "quiet lake country in fog, muted greens",
    negativePrompt: "text",
    seed: 223606797749,
    size: SIZE,
  });
  return encodePng(draw("mist", 10), comfyChunks(graph));
}

function makeForgeSchnell(): Uint8Array<ArrayBuffer> {
  const parameters = composeParameters({
    prompt: "terraced fields in spring, bright and tidy, seen from a hill",
    negativePrompt: "",
    steps: 4,
    sampler: "Euler",
    scheduleType: "Simple",
    cfgScale: 1,
    more: { "Distilled CFG Scale": 3.5 },
    seed: 2236067977,
    size: `${SIZE}x${SIZE}`,
    modelHash: "9403429e00",
    model: "flux1-schnell",
    version: "f2.0.1v1.10.1-previous-635-gf5330788",
  });
  return encodePng(draw("meadow", 12), [textChunk("parameters", parameters)]);
}

function makeMidjourney(): Uint8Array<ArrayBuffer> {
  const job = {
    prompt: "overlapping violet hills beneath a huge low moon, screen print --ar 1:1 --v 6.1",
    author: "example_author",
    created: "Sat, 14 Jun 2025 17:20:31 GMT",
    jobId: "6f1d2c3b-4a59-4e68-9c77-0d8e9fa0b1c2",
  };
  return encodePng(draw("dusk", 7), midjourneyChunks(job));
}

/** Cut off in the middle of its pixels, as by a download that broke. */
function makeBroken(): Uint8Array<ArrayBuffer> {
  const whole = encodePng(draw("meadow", 8));
  return whole.slice(0, Math.floor(whole.length * 0.6));
}

const PALETTES: Readonly<
  Record<"meadow" | "evening" | "dusk" | "desert" | "mist", Pick<Scenery, "sky" | "sun" | "hills">>
> = {
  meadow: {
    sky: [
      [143, 196, 222],
      [240, 236, 205],
    ],
    sun: [255, 243, 196],
    hills: [
      [150, 182, 150],
      [110, 156, 112],
      [74, 124, 82],
      [44, 88, 60],
    ],
  },
  evening: {
    sky: [
      [92, 108, 158],
      [246, 190, 140],
    ],
    sun: [255, 226, 170],
    hills: [
      [186, 138, 130],
      [142, 100, 110],
      [98, 70, 92],
      [56, 44, 70],
    ],
  },
  dusk: {
    sky: [
      [52, 48, 96],
      [226, 132, 132],
    ],
    sun: [238, 92, 76],
    hills: [
      [104, 92, 148],
      [76, 70, 126],
      [50, 50, 98],
      [28, 32, 66],
    ],
  },
  desert: {
    sky: [
      [120, 184, 214],
      [250, 228, 190],
    ],
    sun: [255, 250, 226],
    hills: [
      [232, 196, 140],
      [214, 168, 108],
      [188, 136, 82],
      [150, 100, 62],
    ],
  },
  mist: {
    sky: [
      [188, 202, 206],
      [232, 236, 232],
    ],
    sun: [250, 248, 236],
    hills: [
      [178, 194, 190],
      [142, 164, 158],
      [104, 130, 122],
      [66, 92, 86],
    ],
  },
};

function draw(palette: keyof typeof PALETTES, seed: number): Picture {
  return drawLandscape({ ...PALETTES[palette], seed, size: SIZE });
}

if (import.meta.main) {
  for (const [name, bytes] of await makeExamples()) await writeFile(new URL(name, import.meta.url), bytes);
}
