import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Chance } from "./chance.ts";
import { jpegPixels, type Pixels, pngChunk, pngPixels, riffChunk, webpPixels } from "./pictures.ts";
import { camera, comfyExif, comfyTexts, commentExif, parameters, xmp } from "./recipes.ts";

/** Changed with whatever is written, so that a folder of an older recipe is made again. */
const recipe = 4;
const perFolder = 100;

/** The mix: what people's folders of made images hold, by the counts of the corpus this room is tested on, and photographs. */
const formats = { png: 55, jpg: 30, webp: 15 } as const;
const tellers = {
  png: { automatic1111: 45, comfyui: 35, xmp: 5, none: 15 },
  jpg: { automatic1111: 35, comfyui: 0, xmp: 25, none: 40 },
  webp: { automatic1111: 45, comfyui: 25, xmp: 10, none: 20 },
} as const;

type Format = keyof typeof formats;

/**
 * Makes (or finds) a folder of `count` image files below `root` and returns their paths. The files are the same for the same count and
 * release of Node; pixels are shared between files, metadata differs in each.
 */
export function makeFolder(root: string, count: number): readonly string[] {
  const folder = join(root, `evidence-${count}`);
  const stamp = join(folder, "complete.json");
  const mark = JSON.stringify({ recipe, count });
  const found = readStamp(stamp);
  const plan = planOf(count);
  const paths = plan.map(({ format }, at) =>
    join(
      folder,
      `folder-${String(Math.floor(at / perFolder)).padStart(3, "0")}`,
      `${String(at).padStart(6, "0")}.${format}`,
    ),
  );
  if (found === mark) return paths;
  rmSync(folder, { recursive: true, force: true });
  for (let at = 0; at < count; at += perFolder) mkdirSync(join(paths[at]!, ".."), { recursive: true });
  const pictures = makePictures();
  for (const [at, { format, seed }] of plan.entries())
    writeFileSync(paths[at]!, fileOf(format, new Chance(seed), pictures));
  writeFileSync(stamp, mark);
  return paths;
}

function readStamp(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function planOf(count: number): readonly { readonly format: Format; readonly seed: number }[] {
  const chance = new Chance(1);
  return Array.from({ length: count }, (_, at) => ({ format: chance.weighted(formats), seed: at + 1 }));
}

type Pictures = Readonly<Record<Format | "rgba", readonly Pixels[]>>;

/** PNG of 100 to 450 KB, JPEG of 50 to 240 KB, WebP of 30 to 120 KB. */
function makePictures(): Pictures {
  const chance = new Chance(7);
  const sizes = [512, 512, 576, 640, 704, 832] as const;
  return {
    png: sizes.map((size) => pngPixels(size, size - 64, 3, chance)),
    rgba: [512, 640].map((size) => pngPixels(size, size, 4, chance)),
    jpg: [50, 80, 110, 140, 180, 240].map((kilobytes) => jpegPixels(1024, 1024, kilobytes * 1000, chance)),
    webp: [30, 50, 80, 120].map((kilobytes) => webpPixels(832, 1216, kilobytes * 1000, chance)),
  };
}

function fileOf(format: Format, chance: Chance, pictures: Pictures): Uint8Array {
  const teller = chance.weighted(tellers[format]);
  // Screenshots and cut-outs, which nothing is said of, have an alpha channel; what generators save has none.
  const pixels = chance.pick(
    pictures[format === "png" && teller === "none" && chance.integer(2) === 0 ? "rgba" : format],
  );
  switch (format) {
    case "png":
      return Buffer.concat([pixels.opening, ...pngTexts(teller, chance, pixels), pixels.body]);
    case "jpg":
      return Buffer.concat([pixels.opening, jpegSegment(teller, chance, pixels), pixels.body]);
    case "webp":
      return webpFile(teller, chance, pixels);
  }
}

type Teller = "automatic1111" | "comfyui" | "xmp" | "none";

function pngTexts(teller: Teller, chance: Chance, { width, height }: Pixels): readonly Uint8Array[] {
  switch (teller) {
    case "automatic1111":
      return [pngChunk("tEXt", Buffer.from(`parameters\0${parameters(chance, width, height)}`, "latin1"))];
    case "comfyui":
      return comfyTexts(chance, width).map(({ data }) => pngChunk("tEXt", data));
    case "xmp":
      return [pngChunk("iTXt", Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmp(chance)}`))];
    case "none":
      return [];
  }
}

function jpegSegment(teller: Teller, chance: Chance, { width, height }: Pixels): Uint8Array {
  const segment = (opening: string, data: Uint8Array): Uint8Array => {
    const length = opening.length + data.length + 2;
    return Buffer.concat([
      Buffer.from([0xff, 0xe1, length >> 8, length & 0xff]),
      Buffer.from(opening, "latin1"),
      data,
    ]);
  };
  switch (teller) {
    case "automatic1111":
      return segment("Exif\0\0", commentExif(parameters(chance, width, height)));
    case "xmp":
      return segment("http://ns.adobe.com/xap/1.0/\0", Buffer.from(xmp(chance)));
    case "comfyui":
    case "none":
      return segment("Exif\0\0", camera(width));
  }
}

function webpFile(teller: Teller, chance: Chance, { width, height, body }: Pixels): Uint8Array {
  const flags = { automatic1111: 0x08, comfyui: 0x08, xmp: 0x04, none: 0 }[teller];
  const extended = Buffer.alloc(10);
  extended[0] = flags;
  extended.writeUIntLE(width - 1, 4, 3);
  extended.writeUIntLE(height - 1, 7, 3);
  const chunks: Uint8Array[] = flags === 0 ? [body] : [riffChunk("VP8X", extended), body];
  if (teller === "automatic1111")
    chunks.push(riffChunk("EXIF", commentExif(parameters(chance, width, height))));
  if (teller === "comfyui") chunks.push(riffChunk("EXIF", comfyExif(comfyTexts(chance, width))));
  if (teller === "xmp") chunks.push(riffChunk("XMP ", Buffer.from(xmp(chance))));
  return riffChunk("RIFF", Buffer.concat([Buffer.from("WEBP"), ...chunks]));
}
