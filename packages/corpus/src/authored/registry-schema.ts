import { z } from "zod";
import type { Band, Duty, Fact, FactValue, Layer } from "../registry.ts";
import { closed, oneOf, optionalText, text, texts } from "./schema-parts.ts";

type Entries<Entry> = Readonly<Record<string, Entry>>;

/** The registries as written. */
export interface AuthoredRegistry {
  readonly uses: Entries<{
    parent?: string | undefined;
    label: string;
    band: Band;
    needs?: "market" | undefined;
    examples: string[];
  }>;
  readonly facts: Entries<{
    type: Fact["type"];
    unit?: string | undefined;
    values?: FactValue[] | undefined;
    closed?: boolean | undefined;
    scope: Fact["scope"];
    subject: Fact["subject"];
    change: Fact["change"];
    attest?: boolean | undefined;
    clear?: FactValue[] | undefined;
    default?: FactValue | undefined;
    derived?: boolean | undefined;
    label: string;
    question: string;
    help: string;
  }>;
  readonly duties: Entries<{
    phase: Duty["phase"];
    text: string;
    how: string;
    "met-by"?: Record<string, FactValue> | undefined;
  }>;
  readonly topics: Entries<{
    layer: Layer;
    label: string;
    statement?: boolean | undefined;
    values?: string[] | undefined;
  }>;
  readonly grades: Entries<{ label: string; "stale-days": number; "expires-days": number }>;
}

const label = text;
/** Text that may be empty: a help line that has nothing to add. */
const remark = z.string();
const factValue: z.ZodType<FactValue> = z.union([z.string(), z.number(), z.boolean()], {
  error: () => "must be text, a number, true or false.",
});
const LAYERS = ["source", "inputs", "people-and-marks", "destination", "disclosure"] as const;

const use = closed({
  parent: optionalText,
  label,
  band: oneOf(["clear", "grey", "not-usually"]),
  needs: oneOf(["market"]).optional(),
  examples: texts.min(1, { error: () => "needs at least one example." }),
});

const fact = closed({
  type: oneOf(["boolean", "enum", "number", "date", "text"]),
  unit: optionalText,
  values: z.array(factValue).optional(),
  closed: z.boolean().optional(),
  scope: oneOf(["question", "link"]),
  subject: oneOf(["holder", "making", "inputs", "content", "use", "route", "title", "registration"]),
  change: oneOf(["user", "never"]),
  attest: z.boolean().optional(),
  clear: z.array(factValue).optional(),
  default: factValue.optional(),
  derived: z.boolean().optional(),
  label,
  question: remark,
  help: remark,
});

const duty = closed({
  phase: oneOf(["before", "with", "after"]),
  text,
  how: remark,
  "met-by": z.record(z.string(), factValue).optional(),
});

const topic = closed({
  layer: oneOf(LAYERS),
  label,
  statement: z.boolean().optional(),
  values: texts.optional(),
});

const grade = closed({
  label,
  "stale-days": z.number().int().positive(),
  "expires-days": z.number().int().positive(),
});

/** The schemas of the files in `corpus/registry`, by file name. */
export const registrySchemas: {
  readonly [Name in keyof AuthoredRegistry]: z.ZodType<AuthoredRegistry[Name]>;
} = {
  uses: z.record(z.string(), use),
  facts: z.record(z.string(), fact),
  duties: z.record(z.string(), duty),
  topics: z.record(z.string(), topic),
  grades: z.record(z.string(), grade),
};
