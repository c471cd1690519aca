import { z } from "zod";

/** The most UTF-16 code units of a text. Texts in the log are short; long ones belong into a file that is logged by its hash. */
export const textLimits = { name: 300, short: 2000, long: 40_000 } as const;
export const shortText: z.ZodType<string> = z.string().max(textLimits.short);
export const name: z.ZodType<string> = z.string().min(1).max(textLimits.name);
export const longText: z.ZodType<string> = z.string().max(textLimits.long);

/** SHA-256 in small hexadecimal digits. */
export const sha256: z.ZodType<string> = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "64 small hexadecimal digits are expected");

/** A moment with its offset from UTC, or a day. */
export const moment: z.ZodType<string> = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export const json: z.ZodType<Json> = z.json();

/** A file by its hash; the file itself is kept elsewhere. */
export interface FileDigest {
  readonly sha256: string;
  readonly bytes?: number | undefined;
  readonly mediaType?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export const fileDigest: z.ZodType<FileDigest> = z.strictObject({
  sha256,
  bytes: z.int().nonnegative().optional(),
  mediaType: name.optional(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
});

/** Perceptual hashes of a picture, by which changed copies of it are found, in hexadecimal. */
export interface Fingerprint {
  readonly algorithm: string;
  readonly hash: string;
  /** The hash that its mirror image has, where that does not follow from `hash`. */
  readonly mirror?: string | undefined;
  /** Which bits of `hash` are strong enough to last in a copy; all of them where this is not said. */
  readonly sure?: string | undefined;
  /** The same of the picture's centre, by which parts of it are found. */
  readonly centre?: string | undefined;
  readonly centreSure?: string | undefined;
}

const hashText = z.string().regex(/^([0-9a-f]{16}){1,4}$/, "16 to 64 small hexadecimal digits are expected");

export const fingerprint: z.ZodType<Fingerprint> = z.strictObject({
  algorithm: name,
  hash: hashText,
  mirror: hashText.optional(),
  sure: hashText.optional(),
  centre: hashText.optional(),
  centreSure: hashText.optional(),
});

/** The corpus that a decision was made with: proof of which terms were known. */
export interface CorpusReference {
  readonly version: string;
  readonly digest: string;
}

export const corpusReference: z.ZodType<CorpusReference> = z.strictObject({
  version: name,
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 small hexadecimal digits are expected"),
});
