import { createHash } from "node:crypto";

import { canonicalJson } from "@cleartitle/ledger/records";

import type { Inspection } from "../answer.ts";

/**
 * A digest of what was read from a file, so that a record says on what evidence it rests without holding it: SHA-256 over canonical JSON
 * (RFC 8785). Left out are where the file lay, and everything that may name persons: prompts, titles, descriptions, keywords and what was found in them. Whoever has the
 * image gets the same digest from the same version.
 */
export function evidenceDigest(inspection: Inspection): string {
  const rest = Object.fromEntries(Object.entries(inspection).filter(([name]) => !leftOut.has(name)));
  const parameters = Object.fromEntries(
    Object.entries(inspection.parameters).filter(([name]) => !/prompt/i.test(name)),
  );
  const plain = JSON.parse(JSON.stringify({ ...rest, parameters })) as unknown;
  return `sha256:${createHash("sha256").update(canonicalJson(plain)).digest("hex")}`;
}

const leftOut: ReadonlySet<string> = new Set([
  "file",
  "prompt",
  "negativePrompt",
  "title",
  "headline",
  "description",
  "keywords",
  "words",
  "content",
]);
