import type Sharp from "sharp";
import { LedgerError } from "@cleartitle/ledger";
import { greySide, perceptualHash, type GreyPicture, type PerceptualHash } from "./perceptual-hash.ts";

/** Pictures of more pixels than this are not decoded: a small file can claim to be gigabytes. */
const mostPixels = 200_000_000;

/** How an image file looks, or why that cannot be said. */
export type ImageLook =
  | { readonly kind: "seen"; readonly fingerprint: PerceptualHash; readonly picture: GreyPicture }
  /** So little is to be seen on it that it cannot be told from others. */
  | { readonly kind: "flat" }
  /** The optional package sharp is not installed. */
  | { readonly kind: "no-sharp" };

/**
 * Fingerprints an image file of any format that sharp decodes: the first picture in it, upright as its orientation tag
 * says; on white where it is transparent, and on black where nothing can be seen on white.
 *
 * Throws `malformed` for bytes that cannot be decoded, and for pictures of more than 200 million pixels.
 */
export async function fingerprintImage(bytes: Uint8Array): Promise<ImageLook> {
  const sharp = await loadSharp();
  if (sharp === null) return { kind: "no-sharp" };
  try {
    const { hasAlpha, autoOrient: size } = await sharp(bytes, { limitInputPixels: mostPixels }).metadata();
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
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LedgerError(
      "malformed",
      `the picture cannot be decoded: ${why}`,
      "Check that the file is whole.",
      cause,
    );
  }
}

async function loadSharp(): Promise<typeof Sharp | null> {
  try {
    const { default: sharp } = await import("sharp");
    return sharp;
  } catch {
    return null;
  }
}
