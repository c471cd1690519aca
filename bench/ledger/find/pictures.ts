import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { fingerprintImage, type ImageLook } from "../../../packages/catalog/src/index.ts";
import { drawPicture } from "../../../packages/catalog/src/testing/drawn-picture.ts";

export interface Original {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly look: ImageLook & { readonly kind: "seen" };
}

export interface Pictures {
  readonly originals: readonly Original[];
  /** Files that were decoded but are too flat for a fingerprint. */
  readonly flat: number;
}

/** All pictures of a folder that can be decoded, each once: files with the same pixels count as one. */
export async function picturesOf(folder: string): Promise<Pictures> {
  const seen = new Set<string>();
  const originals: Original[] = [];
  let flat = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (!/\.(png|jpe?g|webp|avif|tiff?|gif)$/i.test(name)) continue;
    const bytes = readFileSync(join(folder, name));
    const pixels = await sharp(bytes, { pages: 1 })
      .autoOrient()
      .raw()
      .toBuffer()
      .catch(() => null);
    if (pixels === null) continue;
    const digest = createHash("sha256").update(pixels).digest("hex");
    if (seen.has(digest)) continue;
    seen.add(digest);
    const look = await fingerprintImage(bytes);
    if (look.kind === "seen") originals.push({ name, bytes, look });
    else flat += 1;
  }
  return { originals, flat };
}

/** `count` drawn pictures, upright and broad, from 240 to 640 pixels wide. */
export async function drawnPictures(count: number): Promise<Pictures> {
  const originals: Original[] = [];
  for (let seed = 1; seed <= count; seed += 1) {
    const [width, height] = [240 + ((seed * 97) % 400), 240 + ((seed * 61) % 300)];
    const raw = { width, height, channels: 3 as const };
    const bytes = await sharp(drawPicture(seed, width, height), { raw })
      .png()
      .toBuffer();
    const look = await fingerprintImage(bytes);
    if (look.kind === "seen") originals.push({ name: `drawn ${seed}`, bytes, look });
  }
  return { originals, flat: count - originals.length };
}
