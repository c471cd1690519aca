import { z } from "zod";
import {
  corpusReference,
  fileDigest,
  fingerprint,
  json,
  longText,
  moment,
  name,
  sha256,
  shortText,
  type CorpusReference,
  type FileDigest,
  type Fingerprint,
  type Json,
} from "./fields.ts";

/** The corpus that decisions rest on was in use: logged before the first decision that cites it. */
export type CorpusInUse = CorpusReference;
export const corpusInUse: z.ZodType<CorpusInUse> = corpusReference;

/** Somebody vouches for a fact. Its value is open or private, one of the two. */
export interface Attestation {
  readonly subject?: string | undefined;
  readonly fact: string;
  readonly value?: Json | undefined;
  /** The one use that a duty was done for, and its market. */
  readonly use?: string | undefined;
  readonly market?: string | undefined;
  /** Ids of earlier records by the same person that say otherwise: for this fact they no longer count. */
  readonly replaces?: readonly string[] | undefined;
  readonly role?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
  /** Private: the value of a fact that concerns a person, such as a revenue. */
  readonly privateValue?: Json | undefined;
  /** Private: in the person's own words. */
  readonly statement?: string | undefined;
  /** Private: why it is so although the words of the file say otherwise. */
  readonly because?: string | undefined;
  /** Private. */
  readonly by: string;
}

export const attestation: z.ZodType<Attestation> = z
  .strictObject({
    subject: sha256.optional(),
    fact: name,
    value: json.optional(),
    use: name.optional(),
    market: name.optional(),
    replaces: z.array(z.uuid()).max(1000).optional(),
    role: name.optional(),
    evidence: z.array(shortText).max(50).optional(),
    privateValue: json.optional(),
    statement: longText.optional(),
    because: longText.optional(),
    by: name,
  })
  .refine(
    ({ value, privateValue }) => (value === undefined) !== (privateValue === undefined),
    "an attestation has a value: an open or a private one",
  );

/** Somebody takes back what a record vouches for. The record stays; what it vouches for no longer counts. */
export interface Withdrawal {
  /** The id of the record. */
  readonly record: string;
  readonly index: number;
  /** The file that the record is about. */
  readonly subject?: string | undefined;
  /** Private. */
  readonly reason?: string | undefined;
  /** Private. */
  readonly by: string;
}

export const withdrawal: z.ZodType<Withdrawal> = z.strictObject({
  record: z.uuid(),
  index: z.int().nonnegative(),
  subject: sha256.optional(),
  reason: shortText.optional(),
  by: name,
});

/** An image was published, delivered or submitted. */
export interface Publication {
  readonly subject: string;
  readonly use: string;
  /** The market's id, or the place in words. */
  readonly where: string;
  /** The market's id, where the place is a market on record. */
  readonly market?: string | undefined;
  readonly url?: string | undefined;
  readonly on?: string | undefined;
  /** Codes of the duties that were met in publishing. */
  readonly duties?: readonly string[] | undefined;
  readonly attribution?: string | undefined;
  /** Private: the client. */
  readonly to?: string | undefined;
  /** Private. */
  readonly by?: string | undefined;
}

export const publication: z.ZodType<Publication> = z.strictObject({
  subject: sha256,
  use: name,
  where: name,
  market: name.optional(),
  url: shortText.optional(),
  on: moment.optional(),
  duties: z.array(name).max(200).optional(),
  attribution: shortText.optional(),
  to: name.optional(),
  by: name.optional(),
});

/** Why something was done. */
export interface Note {
  /** The id of a record or the SHA-256 of a file. */
  readonly about: string;
  /** Private. */
  readonly text: string;
  /** Private. */
  readonly by?: string | undefined;
}

export const note: z.ZodType<Note> = z.strictObject({ about: name, text: longText, by: name.optional() });

/** A person changed an image: what human authorship rests on. */
export interface Edit {
  readonly before: string;
  readonly after: FileDigest;
  readonly tool: string;
  readonly fingerprint?: Fingerprint | undefined;
  /** Private: what was changed and why. */
  readonly what: string;
  /** Private. */
  readonly by?: string | undefined;
}

export const edit: z.ZodType<Edit> = z
  .strictObject({
    before: sha256,
    after: fileDigest,
    tool: name,
    fingerprint: fingerprint.optional(),
    what: longText,
    by: name.optional(),
  })
  .refine(({ before, after }) => before !== after.sha256, {
    path: ["after"],
    error: "it is the same file as before, so nothing was changed",
  });

/** Private fields of an earlier record were erased. The record, its commitments and its proof stay. */
export interface Erasure {
  readonly record: string;
  readonly index: number;
  readonly fields: readonly string[];
  /** Private. */
  readonly reason?: string | undefined;
}

export const erasure: z.ZodType<Erasure> = z.strictObject({
  record: z.uuid(),
  index: z.int().nonnegative(),
  fields: z.array(name).min(1).max(50),
  reason: shortText.optional(),
});
