import { readFile } from "node:fs/promises";

import { fingerprintImage } from "@cleartitle/catalog";
import { LedgerError } from "@cleartitle/ledger";
import type { Fingerprint } from "@cleartitle/ledger/records";

/** How a picture looks, or why that cannot be said. */
export type Look =
  | { readonly kind: "seen"; readonly fingerprint: Fingerprint }
  | { readonly kind: "no-sharp" }
  | { readonly kind: "not-decoded"; readonly why: string };

/** Fingerprints the image file at `path`, where the optional package sharp is installed and can decode it. */
export async function lookAt(path: string): Promise<Look> {
  try {
    const fingerprint = await fingerprintImage(await readFile(path));
    return fingerprint === null ? { kind: "no-sharp" } : { kind: "seen", fingerprint };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return { kind: "not-decoded", why: error.message };
  }
}
