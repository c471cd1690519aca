import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";

import { CleartitleError, type CleartitleErrorCode } from "../cleartitle-error.ts";
import { explainFileError } from "./explain-file-error.ts";

/**
 * The certificates of a file: one or many as PEM, whatever text stands between them, or a single one as DER.
 *
 * @throws CleartitleError with the code for a file that holds none, or one that cannot be read; `file-missing`, `file-unreadable`
 */
export async function readCertificates(
  path: string,
  code: CleartitleErrorCode,
): Promise<readonly X509Certificate[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw explainFileError(path, error);
  });
  const text = bytes.toString("latin1");
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length > 0) return blocks.map((block) => new X509Certificate(block));
    if (bytes[0] === 0x30) return [new X509Certificate(bytes)];
  } catch (error) {
    throw new CleartitleError(code, `${path} holds a certificate that cannot be read.`, error);
  }
  const what = /-----BEGIN ([A-Z ]+)-----/.exec(text)?.[1]?.toLowerCase();
  throw new CleartitleError(
    code,
    what === undefined
      ? `${path} holds no certificate as PEM.`
      : `${path} holds no certificate as PEM, but something else: ${what}.`,
  );
}
