import type Sharp from "sharp";
import type { Metadata } from "sharp";
import { LedgerError } from "@cleartitle/ledger";
import { decodingCost, mostDecoded } from "./decoding-cost.ts";
import { MemoryBudget } from "./memory-budget.ts";
import { pictureFormat } from "./picture-format.ts";
import { greySide, perceptualHash, type GreyPicture, type PerceptualHash } from "./perceptual-hash.ts";

/** Pictures of more pixels than this are not decoded: a small file can claim to be gigabytes. */
const mostPixels = 200_000_000;

/** Pictures that are decoded at the same time share the memory. */
const underWay = new MemoryBudget(mostDecoded);

/** How an image file looks, or why that cannot be said. */
export type ImageLook =
  | { readonly kind: "seen"; readonly fingerprint: PerceptualHash; readonly picture: GreyPicture }
  /** So little is to be seen on it that it cannot be told from others. */
  | { readonly kind: "flat" }
  /** The optional package sharp is not installed. */
  | { readonly kind: "no-sharp" };

/**
 * Fingerprints an image file (PNG, JPEG, WebP, GIF, TIFF, AVIF): the first picture in it, upright as its orientation tag
 * says; on white where it is transparent, and on black where nothing can be seen on white.
 *
 * Throws `malformed` for bytes that cannot be decoded or are of another format, and for pictures that would take too much
 * memory or have more than 200 million pixels: their files are as good as others, and only have no fingerprint.
 */
export async function fingerprintImage(bytes: Uint8Array): Promise<ImageLook> {
  const sharp = await loadSharp();
  if (sharp === null) return { kind: "no-sharp" };
  const format = pictureFormat(bytes);
  if (format === null) throw notDecoded("it is none of the formats that are decoded");
  try {
    const head = await sharp(bytes, { limitInputPixels: mostPixels, pages: 1 }).metadata();
    if (head.format !== format) throw notDecoded(`it begins as ${format} and is read as ${head.format}`);
    const cost = decodingCost(bytes, format, head);
    if (cost > mostDecoded)
      throw notDecoded(
        `its ${head.width} × ${head.height} pixels could take ${megabytes(cost)} MB of memory, and no more than ${megabytes(mostDecoded)} MB are given to a picture`,
      );
    return await underWay.within(cost, async () => look(sharp, bytes, head));
  } catch (cause) {
    if (cause instanceof LedgerError) throw cause;
    throw notDecoded(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function look(sharp: typeof Sharp, bytes: Uint8Array, head: Metadata): Promise<ImageLook> {
  const { hasAlpha, autoOrient: size } = head;
  for (const background of hasAlpha ? ["#ffffff", "#000000"] : ["#ffffff"]) {
    const grey = await sharp(bytes, { limitInputPixels: mostPixels, pages: 1 })
      .autoOrient()
      .flatten({ background })
      .resize(greySide, greySide, { fit: "fill", kernel: "lanczos3" })
      .greyscale()
      .raw({ depth: "uchar" })
      .toBuffer();
    const picture = { grey, ...size };
    const fingerprint = perceptualHash(picture);
    if (fingerprint !== null) return { kind: "seen", fingerprint, picture };
  }
  return { kind: "flat" };
}

function notDecoded(why: string, cause?: unknown): LedgerError {
  return new LedgerError(
    "malformed",
    `the picture cannot be decoded: ${why}`,
    "Check that the file is whole, and save it smaller or in another format where that is the reason.",
    cause,
  );
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);

async function loadSharp(): Promise<typeof Sharp | null> {
  try {
    const { default: sharp } = await import("sharp");
    return sharp;
  } catch {
    return null;
  }
}
