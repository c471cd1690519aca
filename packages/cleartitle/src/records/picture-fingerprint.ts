import { readFile } from "node:fs/promises";

import { fingerprintImage, type ImageLook } from "@cleartitle/catalog";
import { LedgerError } from "@cleartitle/ledger";

/** How a picture looks, or why that cannot be said. */
export type Look = ImageLook | { readonly kind: "not-decoded"; readonly why: string };

/** Fingerprints the image file at `path`, where the optional package sharp is installed and can decode it. */
export async function lookAt(path: string): Promise<Look> {
  try {
    return await fingerprintImage(await readFile(path));
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return { kind: "not-decoded", why: error.message };
  }
}
