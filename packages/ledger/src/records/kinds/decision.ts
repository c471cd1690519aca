import { z } from "zod";
import {
  corpusReference,
  fileDigest,
  fingerprint,
  json,
  moment,
  name,
  shortText,
  type CorpusReference,
  type FileDigest,
  type Fingerprint,
  type Json,
} from "./fields.ts";

export type Verdict = "allowed" | "conditional" | "forbidden" | "unknown";
const verdict = z.enum(["allowed", "conditional", "forbidden", "unknown"]);

export interface RecordedDuty {
  readonly code: string;
  readonly phase?: string | undefined;
  readonly met: boolean;
}

/** A decision was made and shown: the question, the answer, and what it rests on. */
export interface Decision {
  /** The image it is about, where there is one. */
  readonly subject?: FileDigest | undefined;
  readonly fingerprint?: Fingerprint | undefined;
  readonly generationId?: string | undefined;
  /** The question, as the engine was given it. Facts about persons do not belong in it: see `privateFacts`. */
  readonly question: Json;
  readonly use: string;
  readonly market?: string | undefined;
  readonly on: string;
  readonly parties: readonly string[];
  readonly verdict: Verdict;
  readonly possible?: readonly string[] | undefined;
  readonly layers?: { readonly [layer: string]: string } | undefined;
  /** Ids of the rules cited. */
  readonly rules: readonly string[];
  readonly duties: readonly RecordedDuty[];
  readonly open?: readonly string[] | undefined;
  /** Ids of the records that vouched for facts of the question. */
  readonly attestations?: readonly string[] | undefined;
  readonly corpus: CorpusReference;
  readonly engine: string;
  /** The whole decision as a file, where it is kept too. */
  readonly full?: FileDigest | undefined;
  /** Private: facts of the question that concern persons, such as a revenue. */
  readonly privateFacts?: { readonly [fact: string]: Json } | undefined;
  /** Private: who asked. */
  readonly by?: string | undefined;
}

export const decision: z.ZodType<Decision> = z.strictObject({
  subject: fileDigest.optional(),
  fingerprint: fingerprint.optional(),
  generationId: name.optional(),
  question: json,
  use: name,
  market: name.optional(),
  on: moment,
  parties: z.array(name).max(200),
  verdict,
  possible: z.array(verdict).optional(),
  layers: z.record(name, name).optional(),
  rules: z.array(name).max(1000),
  duties: z.array(z.strictObject({ code: name, phase: name.optional(), met: z.boolean() })).max(200),
  open: z.array(shortText).max(200).optional(),
  attestations: z.array(z.uuid()).max(1000).optional(),
  corpus: corpusReference,
  engine: name,
  full: fileDigest.optional(),
  privateFacts: z.record(name, json).optional(),
  by: name.optional(),
});
