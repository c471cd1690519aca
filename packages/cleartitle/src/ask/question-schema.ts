import { z } from "zod";

import type { Question, StatedValue } from "./question.ts";

/** A text that says something. */
const text = (takes: string): z.ZodType<string> =>
  z.string(takes).trim().min(1, takes).max(1_000, `${takes}, of at most 1,000 characters`);

export const linkKinds = ["gateway", "service", "model", "component", "adapter", "tool"] as const;

const link = z
  .strictObject(
    {
      gateway: text("text").nullish(),
      service: text("text").nullish(),
      model: text("text").nullish(),
      component: text("text").nullish(),
      adapter: text("text").nullish(),
      tool: text("text").nullish(),
      plan: text("text").nullish(),
      licence: text("text").nullish(),
    },
    objectOr(`an object that names one of ${linkKinds.join(", ")}`),
  )
  // Under a mistyped name a link would not be there, and a chain without it may be a better one.
  .refine((written) => linkKinds.some((kind) => typeof written[kind] === "string"), {
    error: `an object that names one of ${linkKinds.join(", ")}`,
    when: ({ issues }) => issues.length === 0,
  });

const words = "text, or a list of texts";

const made = z.strictObject(
  {
    on: text("a day, a month or a year as text").nullish(),
    chain: z.array(link, "a list of links").max(100, "a list of at most 100 links").nullish(),
    prompt: z.string("text").nullish(),
    title: z.string("text").nullish(),
    keywords: z
      .union([z.string(), z.array(z.string(words)).max(1_000, "at most 1,000 keywords")], words)
      .nullish(),
  },
  objectOr("an object such as { chain: [{ model: … }] }"),
);

const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === "object" && given !== null && !Array.isArray(given) && !(Symbol.iterator in given);

/** Which facts there are and what each takes, the registry says; here is what any of them may be. */
const facts = z
  .custom<Readonly<Record<string, StatedValue | null | undefined>>>(isObject, "an object of names and values")
  .superRefine((stated, context) => {
    if (!isObject(stated)) return;
    for (const [name, value] of Object.entries(stated))
      if (!isStated(name, value)) context.addIssue({ code: "custom", path: [name], message: valueOf(name) });
  });

function isStated(name: string, value: unknown): boolean {
  if (typeof value === "string") return value.length <= 1_000;
  if (Array.isArray(value))
    return name === "use.territory" && value.every((each) => typeof each === "string");
  return value === null || ["number", "boolean", "undefined"].includes(typeof value);
}

const valueOf = (name: string): string =>
  name === "use.territory"
    ? "a place such as eu, us, us-ny or cn, a list of places, or world"
    : "text of at most 1,000 characters, a number, true or false";

const question = z.strictObject(
  {
    made: made.nullish(),
    use: text("the code of a use"),
    market: text("the id or name of a market").nullish(),
    on: text("a day as text").nullish(),
    known: text("a day as text").nullish(),
    facts: facts.nullish(),
  },
  objectOr('an object with "use" and what is known, for example { use: "stock-licensing" }'),
);

/**
 * The schema of a question, the only one there is: for a line of `judge`, for `explain -`, and for the library. What the words in it mean, `checkQuestion` holds against the corpus.
 */
export const questionSchema: z.ZodType<Question> = question as unknown as z.ZodType<Question>;

const attested = "a fact with value, record, id and on";

/** A question as the library takes it: also with what `withRecords` added. */
export const libraryQuestionSchema: z.ZodType<Question> = question.extend({
  onRecord: z
    .strictObject(
      {
        facts: z.array(
          z.strictObject(
            {
              fact: z.string(attested),
              value: z.union([z.string(), z.number(), z.boolean()], attested),
              record: z.number(attested),
              id: z.string(attested),
              on: z.string(attested),
              overrules: z
                .strictObject({ by: z.string(attested), because: z.string(attested) }, objectOr(attested))
                .optional(),
            },
            objectOr(attested),
          ),
          "a list",
        ),
        remarks: z.array(z.string("a list of texts"), "a list of texts"),
      },
      objectOr("what `withRecords` gave"),
    )
    .nullish(),
}) as unknown as z.ZodType<Question>;

/** Says what an object takes, and leaves keys that it does not have to be told by name. */
function objectOr(takes: string): { readonly error: z.core.$ZodErrorMap } {
  return { error: ({ code }) => (code === "unrecognized_keys" ? undefined : takes) };
}
