import type Sharp from "sharp";
import { LedgerError } from "@cleartitle/ledger";
import { greySide, perceptualHash, type PerceptualHash } from "./perceptual-hash.ts";

/** Pictures of more pixels than this are not decoded: a small file can claim to be gigabytes. */
const mostPixels = 200_000_000;

/**
 * Fingerprints an image file of any format that sharp decodes, upright as its orientation tag says, on white where it is
 * transparent. Returns null where sharp is not installed: it is an optional package.
 *
 * Throws `malformed` for bytes that cannot be decoded.
 */
export async function fingerprintImage(bytes: Uint8Array): Promise<PerceptualHash | null> {
  const sharp = await loadSharp();
  if (sharp === null) return null;
  try {
    const grey = await sharp(bytes, { limitInputPixels: mostPixels, pages: 1 })
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .resize(greySide, greySide, { fit: "fill", kernel: "lanczos3" })
      .greyscale()
      .raw()
      .toBuffer();
    return perceptualHash(grey);
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
