import { delimiter } from "node:path";

import { readCertificates } from "../files/read-certificates.ts";
import type { Surroundings } from "../surroundings.ts";
import { safeText } from "../terminal/safe-text.ts";

/** The option of every command that reads Content Credentials. */
export interface TrustOptions {
  readonly trustAnchors?: readonly string[];
}

/**
 * The certificates of issuers of Content Credentials that the person trusts besides those that are pinned, as PEM: of the files of
 * CLEARTITLE_TRUST_ANCHORS (a list like PATH) and of `--trust-anchors`; empty where there are none. Whom to trust is nothing that a folder somebody
 * sends may say, so `cleartitle.yaml` has no key for it.
 *
 * @throws CleartitleError `usage` where a file holds no certificate
 */
export async function readAnchors(
  options: TrustOptions,
  { environment }: Pick<Surroundings, "environment">,
): Promise<string> {
  const files = anchorFiles(options, environment);
  const all = await Promise.all(files.map(async (path) => readCertificates(path, "usage")));
  const texts = all.flat().map((certificate) => String(certificate));
  return [...new Set(texts)].join("");
}

/** Says which they are: an answer must not hang on a file that nobody thinks of. */
export function tellAnchors(
  options: TrustOptions,
  { environment, stderr }: Pick<Surroundings, "environment" | "stderr">,
): void {
  const files = anchorFiles(options, environment);
  if (files.length > 0)
    stderr.write(safeText(`Issuers trusted besides the pinned ones: ${files.join(", ")}.`) + "\n");
}

function anchorFiles(
  { trustAnchors = [] }: TrustOptions,
  environment: Surroundings["environment"],
): readonly string[] {
  const everywhere = (environment["CLEARTITLE_TRUST_ANCHORS"] ?? "").split(delimiter);
  return [...new Set([...everywhere.filter((path) => path !== ""), ...trustAnchors])];
}
