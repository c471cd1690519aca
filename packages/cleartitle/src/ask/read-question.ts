import { z } from "zod";

import { CleartitleError } from "../cleartitle-error.ts";
import type { Question } from "./question.ts";
import { saidTwice } from "./said-twice.ts";

const word = z.string().trim().min(1).max(1_000);

const link = z.object({
  gateway: word.optional(),
  service: word.optional(),
  model: word.optional(),
  component: word.optional(),
  adapter: word.optional(),
  tool: word.optional(),
  plan: word.nullish().transform((plan) => plan ?? undefined),
  licence: word.nullish().transform((licence) => licence ?? undefined),
});

const known = ["gateway", "service", "model", "component", "adapter", "tool"] as const;

const question = z.object({
  made: z
    .object({
      on: word.nullish(),
      chain: z
        .array(
          link.refine(
            (written) => known.some((kind) => written[kind] !== undefined),
            `a link names one of ${known.join(", ")}`,
          ),
        )
        .max(100)
        .nullish()
        .transform((chain) => chain ?? []),
      prompt: z.string().nullish(),
      title: z.string().nullish(),
      keywords: z.union([z.string(), z.array(z.string())]).nullish(),
    })
    .nullish()
    .transform((made) => made ?? {}),
  use: word,
  market: word.nullish(),
  on: word.nullish().transform((on) => on ?? undefined),
  known: word.nullish(),
  facts: z
    .record(word, z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]))
    .nullish()
    // A fact that is null is one that nobody knows: missing.
    .transform((facts) =>
      Object.fromEntries(
        Object.entries(facts ?? {}).flatMap(([name, value]) =>
          value === null ? [] : [[name, value] as const],
        ),
      ),
    ),
});

/**
 * A question from data that anybody may have written. Fields that a question does not have are left aside, so that what is
 * written for a later version is answered too; all that can matter is checked.
 *
 * @throws CleartitleError `bad-question`, naming every place that is wrong
 */
export function readQuestion(value: unknown): Question {
  const read = question.safeParse(value);
  if (read.success) {
    const twice = saidTwice(read.data);
    if (twice !== null) throw new CleartitleError("bad-question", `${twice}.`);
    return read.data;
  }
  const places = read.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join(".") || "the question"}: ${message}`);
  throw new CleartitleError(
    "bad-question",
    `A question is an object with "use" and what is known; ${places.join("; ")}.`,
  );
}
