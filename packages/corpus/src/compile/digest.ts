import { createHash } from "node:crypto";
import type { Corpus } from "../corpus.ts";
import { canonicalJson } from "./canonical-json.ts";

/** The digest of a corpus: SHA-256 over the canonical JSON of everything but the digest itself. */
export function digestOf(corpus: Omit<Corpus, "digest">): string {
  const { version, registry, parties, rules } = corpus;
  return `sha256:${createHash("sha256").update(canonicalJson({ version, registry, parties, rules })).digest("hex")}`;
}
