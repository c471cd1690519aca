import type { CatalogQuery } from "@cleartitle/catalog";
import { z } from "zod";

import { plainData } from "../ask/plain-data.ts";
import { readInput } from "../ask/read-input.ts";
import type { SavedGeneration } from "./generation-record.ts";

const objectOr = (takes: string): { readonly error: z.core.$ZodErrorMap } => ({
  error: ({ code }) => (code === "unrecognized_keys" ? undefined : takes),
});

const text = z.string("text");
const json = "data that can be written as JSON";
const data = z.json(json).nullish();
const moment = "a Date, milliseconds or RFC 3339";
const generationTakes = "an object with generationId, model and timestamp";

const generation = z.strictObject(
  {
    generationId: text,
    model: text,
    timestamp: z.union([z.string(), z.number(), z.date()], moment),
    license: text.nullish(),
    intendedUse: text.nullish(),
    attribution: text.nullish(),
    service: text.nullish(),
    plan: text.nullish(),
    gateway: text.nullish(),
    parameters: data,
    inputs: data,
    output: data,
    fingerprint: data,
    prompt: text.nullish(),
    negativePrompt: text.nullish(),
    by: text.nullish(),
    account: text.nullish(),
  },
  objectOr(generationTakes),
);

/**
 * A generation to be saved; null stands for what is left out.
 *
 * @throws CleartitleError `usage`
 */
export function readGeneration(given: unknown): SavedGeneration {
  const read = readInput(generation, plainData(given, "generation", { dates: true }), "generation", "usage");
  return Object.fromEntries(
    Object.entries(read).filter(([, value]) => value !== null && value !== undefined),
  ) as unknown as SavedGeneration;
}

const whole = z.int("a whole number").optional();

const query = z.strictObject(
  {
    file: text.optional(),
    party: text.optional(),
    verdict: text.optional(),
    use: text.optional(),
    market: text.optional(),
    kind: text.optional(),
    generation: text.optional(),
    id: text.optional(),
    from: text.optional(),
    until: text.optional(),
    openDuty: z.union([z.string(), z.literal(true)], "text or true").optional(),
    after: whole,
    limit: whole,
    newestFirst: z.boolean("true or false").optional(),
  } satisfies Record<keyof CatalogQuery, z.ZodType>,
  objectOr("an object, or nothing"),
);

/**
 * A query of the log. A part that there is none of would be left aside, and everything found: it is refused.
 *
 * @throws CleartitleError `usage`
 */
export function readQuery(given: unknown): CatalogQuery {
  return readInput(query, plainData(given, "query"), "query", "usage") as CatalogQuery;
}

const options = objectOr("an object of options, or nothing");
const texts = z.array(text, "a list of texts").optional();

interface RecordOptions {
  readonly record: {
    readonly by?: string | undefined;
    readonly note?: string | undefined;
    readonly generationId?: string | undefined;
  };
  readonly prove: { readonly show?: readonly string[] | undefined };
  readonly verify: {
    readonly keys?: readonly string[] | undefined;
    readonly file?: string | undefined;
    readonly witnesses?: readonly string[] | undefined;
  };
}

/** The options of each method of the log that has some. */
const recordOptions: { readonly [Method in keyof RecordOptions]: z.ZodType<RecordOptions[Method]> } = {
  record: z.strictObject(
    { by: text.optional(), note: text.optional(), generationId: text.optional() },
    options,
  ),
  prove: z.strictObject({ show: texts }, options),
  verify: z.strictObject({ keys: texts, file: text.optional(), witnesses: texts }, options),
};

/**
 * The options of a method of the log.
 *
 * @throws CleartitleError `usage`
 */
export function readRecordOptions<Method extends keyof RecordOptions>(
  method: Method,
  given: unknown,
): RecordOptions[Method] {
  const name = `complianceLog.${method}`;
  return readInput<RecordOptions[Method]>(recordOptions[method], plainData(given, name), name, "usage");
}
