import { access, constants, stat } from "node:fs/promises";

import { fromBlob, fromBytes, readEvidence, type Evidence } from "@cleartitle/evidence";
import { createCredentialReader, readFileEvidence } from "@cleartitle/evidence/node";

import { CleartitleError } from "../cleartitle-error.ts";
import { explainFileError } from "./explain-file-error.ts";

/** An image: the path of its file, its bytes, or a `Blob` of them. */
export type ImageSource = string | Uint8Array | Blob;

// One for the process: it starts its worker only when an image with Content Credentials comes along.
const credentials = createCredentialReader({ now: () => new Date() });

/**
 * Reads what an image says about how it was made. What is wrong with the image is a problem in the evidence.
 *
 * @throws CleartitleError where there is no such file or it may not be read
 */
export async function readImage(source: ImageSource): Promise<Evidence> {
  const options = { sha256: true, credentials: credentials.read };
  if (source instanceof Blob) return readEvidence(fromBlob(source), options);
  if (typeof source !== "string") return readEvidence(fromBytes(source), options);
  try {
    // A pipe would keep us waiting for ever, so it is never opened.
    if (!(await stat(source)).isFile())
      throw new CleartitleError("not-a-file", `${source} is not a file; name an image file.`);
    await access(source, constants.R_OK);
  } catch (error) {
    throw explainFileError(source, error);
  }
  return readFileEvidence(source, options);
}
