import { accessSync, constants, type Stats, statSync } from "node:fs";

import {
  fromBlob,
  fromBytes,
  readEvidence,
  type CredentialReader,
  type Evidence,
} from "@cleartitle/evidence";
import { readFileEvidence } from "@cleartitle/evidence/node";

import { CleartitleError } from "../cleartitle-error.ts";
import { explainFileError } from "./explain-file-error.ts";

/** An image: the path of its file, its bytes, or a `Blob` of them. */
export type ImageSource = string | Uint8Array | Blob;

/**
 * Reads what an image says about how it was made. What is wrong with the image is a problem in the evidence.
 *
 * @throws CleartitleError where there is no such file or it may not be read
 */
export async function readImage(source: ImageSource, credentials: CredentialReader): Promise<Evidence> {
  const options = { sha256: true, credentials };
  if (source instanceof Blob) return readEvidence(fromBlob(source), options);
  if (source instanceof Uint8Array) return readEvidence(fromBytes(source), options);
  // The type forbids all else, but not every caller has types: a URL would be an image without an answer.
  if (typeof source !== "string")
    throw new CleartitleError("usage", "An image is the path of its file as text, a Uint8Array or a Blob.");
  requireReadable(source);
  return readFileEvidence(source, options);
}

/**
 * Makes sure that a path is a file that may be read, without opening it: a pipe would keep us waiting for ever.
 *
 * @throws CleartitleError where it is not
 */
export function requireReadable(path: string): Stats {
  try {
    const stats = statSync(path);
    if (!stats.isFile())
      throw new CleartitleError("not-a-file", `${path} is not a file; name an image file.`);
    accessSync(path, constants.R_OK);
    return stats;
  } catch (error) {
    throw explainFileError(path, error);
  }
}
