import { readFile, stat } from "node:fs/promises";

import { fingerprintImage, type ImageLook } from "@cleartitle/catalog";
import { LedgerError } from "@cleartitle/ledger";

/** How a picture looks, or why that cannot be said. */
export type Look = ImageLook | { readonly kind: "not-decoded"; readonly why: string };

/** Bytes of a file that is decoded: what is larger is no picture that anybody delivers, and would fill the memory. */
const mostBytes = 1_073_741_824;

/** Fingerprints the image file at `path`, where the optional package sharp is installed and can decode it. */
export async function lookAt(path: string): Promise<Look> {
  const { size } = await stat(path);
  if (size > mostBytes) return { kind: "not-decoded", why: "the file is larger than 1 GiB" };
  try {
    return await fingerprintImage(await readFile(path));
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return { kind: "not-decoded", why: error.message };
  }
}
