import type { ImageFormat } from "../evidence.ts";

/** The format by the first bytes (64 are enough); the name of a file says nothing. */
export function sniffFormat(head: Uint8Array): ImageFormat {
  const ascii = (start: number, text: string): boolean => {
    for (let i = 0; i < text.length; i++) if (head[start + i] !== text.charCodeAt(i)) return false;
    return true;
  };
  if (head[0] === 0x89 && ascii(1, "PNG\r\n\x1a\n")) return "png";
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return "jpeg";
  if (ascii(0, "RIFF") && ascii(8, "WEBP")) return "webp";
  if (ascii(0, "GIF87a") || ascii(0, "GIF89a")) return "gif";
  if (ascii(0, "II*\0") || ascii(0, "MM\0*")) return "tiff";
  if ((head[0] === 0xff && head[1] === 0x0a) || ascii(4, "JXL \r\n\x87\n")) return "jxl";
  if (ascii(4, "ftyp")) return sniffBrand(head);
  if (ascii(0, "BM") && head.length >= 26) return "bmp";
  return "unknown";
}

const BRANDS: Readonly<Record<string, ImageFormat>> = {
  avif: "avif",
  avis: "avif",
  heic: "heic",
  heix: "heic",
  heim: "heic",
  heis: "heic",
  hevc: "heic",
  hevx: "heic",
  mif1: "heic",
  msf1: "heic",
};

function sniffBrand(head: Uint8Array): ImageFormat {
  const end = Math.min(
    head.length,
    ((head[0] ?? 0) << 24) | ((head[1] ?? 0) << 16) | ((head[2] ?? 0) << 8) | (head[3] ?? 0),
  );
  let generic: ImageFormat = "unknown";
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) {
    const brand = String.fromCharCode(head[at]!, head[at + 1]!, head[at + 2]!, head[at + 3]!);
    const format = BRANDS[brand];
    if (format === undefined) continue;
    if (brand !== "mif1" && brand !== "msf1") return format;
    generic = format;
  }
  return generic;
}

const EXTENSIONS: Readonly<Record<string, readonly ImageFormat[]>> = {
  png: ["png"],
  apng: ["png"],
  jpg: ["jpeg"],
  jpeg: ["jpeg"],
  jpe: ["jpeg"],
  jfif: ["jpeg"],
  webp: ["webp"],
  gif: ["gif"],
  tif: ["tiff"],
  tiff: ["tiff"],
  dng: ["tiff"],
  avif: ["avif"],
  heic: ["heic"],
  heif: ["heic", "avif"],
  hif: ["heic"],
  jxl: ["jxl"],
  bmp: ["bmp"],
};

/** The formats that a file of this name should have; empty where the name says nothing. */
export function formatsOfName(name: string): readonly ImageFormat[] {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? [] : (EXTENSIONS[name.slice(dot + 1).toLowerCase()] ?? []);
}
