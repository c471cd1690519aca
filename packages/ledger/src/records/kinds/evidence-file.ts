import { z } from "zod";
import { fileDigest, name, shortText, type FileDigest } from "./fields.ts";

/** What a file is that proves something, or that shows how an image came about. */
export const evidenceKinds = [
  "receipt",
  "plan-screenshot",
  "release",
  "contract",
  "correspondence",
  "terms-copy",
  "prompt-history",
  "story-concept",
  "character-design",
  "sketch",
  "reference",
  "other",
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** A file that proves something: a receipt, a screenshot of a plan, a release. */
export interface EvidenceFile {
  readonly file: FileDigest;
  /** Left out where nobody said; records from before there were kinds have none. */
  readonly kind?: EvidenceKind | undefined;
  readonly proves?: string | undefined;
  /** The id of a record or the SHA-256 of a file. */
  readonly about?: string | undefined;
  /** Private. */
  readonly fileName?: string | undefined;
}

export const evidenceFile: z.ZodType<EvidenceFile> = z.strictObject({
  file: fileDigest,
  kind: z.enum(evidenceKinds).optional(),
  proves: shortText.optional(),
  about: name.optional(),
  fileName: name.optional(),
});
