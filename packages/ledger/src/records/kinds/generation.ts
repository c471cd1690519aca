import { z } from "zod";
import {
  fileDigest,
  fingerprint,
  json,
  longText,
  moment,
  name,
  sha256,
  shortText,
  type FileDigest,
  type Fingerprint,
  type Json,
} from "./fields.ts";

/** An image was generated. */
export interface Generation {
  readonly generationId: string;
  readonly model: string;
  readonly timestamp: string;
  readonly license?: string | undefined;
  readonly intendedUse?: string | undefined;
  readonly attribution?: string | undefined;
  readonly service?: string | undefined;
  readonly plan?: string | undefined;
  readonly gateway?: string | undefined;
  readonly parameters?: { readonly [name: string]: Json } | undefined;
  readonly inputs?: readonly { readonly sha256: string; readonly origin?: string | undefined }[] | undefined;
  readonly output?: FileDigest | undefined;
  readonly fingerprint?: Fingerprint | undefined;
  /** Private. */
  readonly prompt?: string | undefined;
  /** Private. */
  readonly negativePrompt?: string | undefined;
  /** Private: who had it made. */
  readonly by?: string | undefined;
  /** Private: the account at the service. */
  readonly account?: string | undefined;
}

export const generation: z.ZodType<Generation> = z.strictObject({
  generationId: name,
  model: name,
  timestamp: moment,
  license: name.optional(),
  intendedUse: shortText.optional(),
  attribution: shortText.optional(),
  service: name.optional(),
  plan: name.optional(),
  gateway: name.optional(),
  // What the log holds can never be erased, and a prompt may name people.
  parameters: z
    .record(name, json)
    .refine((parameters) => Object.keys(parameters).every((key) => !/prompt/i.test(key)), {
      error: "prompts belong into the field `prompt`, which is kept beside the log",
    })
    .optional(),
  inputs: z
    .array(z.strictObject({ sha256, origin: shortText.optional() }))
    .max(200)
    .optional(),
  output: fileDigest.optional(),
  fingerprint: fingerprint.optional(),
  prompt: longText.optional(),
  negativePrompt: longText.optional(),
  by: name.optional(),
  account: name.optional(),
});
