import { z } from "zod";
import type { DateBound, Day } from "../date-bound.ts";
import type { Effect, Test } from "../rule.ts";
import {
  closed,
  dateBound,
  day,
  oneOf,
  optionalText,
  show,
  slug,
  text,
  texts,
  webAddress,
} from "./schema-parts.ts";
import { when } from "./test-schema.ts";

/** A rule as written, with its date bounds and tests already read. */
export interface AuthoredRule {
  readonly topic: string;
  readonly reading: string;
  readonly effect: Effect;
  readonly layer?: "source" | "inputs" | "people-and-marks" | "destination" | "disclosure" | undefined;
  readonly uses?: readonly string[] | undefined;
  readonly when?: readonly Test[] | undefined;
  readonly "exception-to"?: readonly string[] | undefined;
  readonly alternative?: string | { readonly group: string; readonly reading: string } | undefined;
  readonly duty?: string | undefined;
  readonly value?: string | undefined;
  readonly qualifiers?: readonly string[] | undefined;
  readonly source: {
    readonly document: string;
    readonly at?: string | undefined;
    readonly find?: readonly string[] | undefined;
    readonly url?: string | undefined;
    readonly seen?: Day | undefined;
  };
  readonly "in-force": { readonly from: DateBound; readonly until?: DateBound | undefined };
  readonly known: Day;
  readonly corrected?: Day | undefined;
  readonly grade: string;
  readonly review: "reviewed" | "unreviewed";
  readonly withdrawn?: string | undefined;
  readonly note?: string | undefined;
}

const source = closed({
  document: text,
  at: optionalText,
  find: z
    .array(text, {
      error: () =>
        "must be a list of the first and last words of the clause. Write [first words, last words].",
    })
    .min(1, { error: () => "must not be an empty list. Leave `find` out where the text was not at hand." })
    .max(2, { error: () => "has more than two anchors. Keep the first and the last words of the clause." })
    .optional(),
  url: webAddress.optional(),
  seen: day.optional(),
});

const alternative = z
  .unknown()
  .transform((value, context): string | { group: string; reading: string } => {
    if (typeof value === "string" && value !== "") return value;
    const named = value as { group?: unknown; reading?: unknown } | null;
    if (
      typeof named?.group === "string" &&
      typeof named.reading === "string" &&
      Object.keys(named).length === 2
    ) {
      return { group: named.group, reading: named.reading };
    }
    context.issues.push({
      code: "custom",
      message: `must be the name of a group or { group, reading }, not ${show(value)}.`,
      input: value,
    });
    return z.NEVER;
  })
  .optional();

export const ruleSchema: z.ZodType<AuthoredRule> = closed({
  topic: text,
  reading: text,
  effect: oneOf(["permission", "prohibition", "duty", "statement"]),
  layer: oneOf(["source", "inputs", "people-and-marks", "destination", "disclosure"]).optional(),
  uses: texts.min(1, { error: () => "must not be empty. Leave `uses` out for every use." }).optional(),
  when: when.optional(),
  "exception-to": texts.optional(),
  alternative,
  duty: optionalText,
  value: optionalText,
  qualifiers: z.array(slug).optional(),
  source,
  "in-force": closed({ from: dateBound, until: dateBound.optional() }),
  known: day,
  corrected: day.optional(),
  grade: text,
  review: oneOf(["reviewed", "unreviewed"]),
  withdrawn: optionalText,
  note: optionalText,
}).superRefine((rule, context) => {
  const need = (key: "duty" | "value", effect: Effect): void => {
    if (rule.effect === effect && rule[key] === undefined) {
      context.addIssue({
        code: "custom",
        path: ["effect"],
        message: `is ${effect}, so the rule needs \`${key}:\`. Add it.`,
      });
    }
    if (rule.effect !== effect && rule[key] !== undefined) {
      context.addIssue({
        code: "custom",
        path: [key],
        message: `belongs to a rule with \`effect: ${effect}\`. Delete it or mend the effect.`,
      });
    }
  };
  need("duty", "duty");
  need("value", "statement");
  if (rule.qualifiers !== undefined && rule.effect !== "statement") {
    context.addIssue({
      code: "custom",
      path: ["qualifiers"],
      message: "belongs to a rule with `effect: statement`. Delete it.",
    });
  }
});
