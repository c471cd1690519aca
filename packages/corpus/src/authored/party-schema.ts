import { z } from "zod";
import type { DateBound, Day } from "../date-bound.ts";
import type { HashKind, Json, PartyKind } from "../party.ts";
import type { Governs } from "../rule.ts";
import {
  closed,
  dateBound,
  day,
  isDay,
  oneOf,
  optionalText,
  show,
  slug,
  text,
  texts,
  webAddress,
} from "./schema-parts.ts";
import { ruleSchema, type AuthoredRule } from "./rule-schema.ts";

export interface AuthoredVersion {
  readonly id: string;
  readonly from: DateBound;
  readonly until?: DateBound | undefined;
  readonly seen?: readonly [first: Day, last: Day] | undefined;
  readonly digest?: string | undefined;
  readonly url?: string | undefined;
  readonly note?: string | undefined;
}

export interface AuthoredDocument {
  readonly title: string;
  readonly url?: string | undefined;
  readonly governs: Governs;
  readonly text?: string | undefined;
  readonly read?: boolean | undefined;
  readonly note?: string | undefined;
  readonly versions?: readonly AuthoredVersion[] | undefined;
}

export interface AuthoredFile extends Readonly<Partial<Record<HashKind, string>>> {
  readonly name?: string | undefined;
}

export interface AuthoredPlan {
  readonly name: string;
  readonly aliases?: readonly string[] | undefined;
  readonly from?: DateBound | undefined;
  readonly until?: DateBound | undefined;
}

export interface AuthoredMarket {
  readonly "accepts-ai": "yes" | "no" | "partly" | "unknown";
  readonly basis?: "policy" | "announcement" | "help" | "none" | undefined;
  readonly since?: string | undefined;
  readonly "has-generator"?: "yes" | "no" | "partly" | "unknown" | undefined;
  readonly parent?: string | null | undefined;
  readonly labels?: Json | undefined;
  readonly "content-rules"?: Json | undefined;
  readonly metadata?: Json | undefined;
  readonly technical?: Json | undefined;
  readonly upload?: Json | undefined;
}

/** A party as written, with its date bounds and tests already read. */
export interface AuthoredParty {
  readonly id: string;
  readonly kind: PartyKind;
  readonly name: string;
  readonly aliases?: readonly string[] | undefined;
  readonly operator?: string | undefined;
  readonly home?: string | undefined;
  readonly since?: Day | undefined;
  readonly note?: string | undefined;
  readonly plans?: Readonly<Record<string, AuthoredPlan>> | undefined;
  readonly documents?: Readonly<Record<string, AuthoredDocument>> | undefined;
  readonly rules?: Readonly<Record<string, AuthoredRule>> | undefined;
  readonly complete?: readonly string[] | undefined;
  readonly silent?: readonly string[] | undefined;
  readonly licence?: readonly { id: string; from: DateBound; until?: DateBound | undefined }[] | undefined;
  readonly base?: string | null | undefined;
  readonly components?: readonly { role: string; id: string }[] | undefined;
  readonly files?: readonly AuthoredFile[] | undefined;
  readonly names?: readonly string[] | undefined;
  readonly hosts?: readonly { model: string; terms: "agreement" | "licence" }[] | undefined;
  readonly market?: AuthoredMarket | undefined;
  readonly territory?: readonly string[] | undefined;
}

const PARTY_KINDS = ["service", "gateway", "model", "licence", "adapter", "tool", "market", "law"] as const;

const seen = z.unknown().transform((value, context): readonly [Day, Day] => {
  const days = Array.isArray(value) ? (value as unknown[]) : [];
  const [first, last] = days;
  if (days.length === 2 && isDay(first) && isDay(last) && first <= last) return [first, last];
  const hint = isDay(value)
    ? ` Write [${value}, ${value}].`
    : " Write [first day, last day], the earlier day first.";
  context.issues.push({
    code: "custom",
    message: `must be the first and last day of reading, not ${show(value)}.${hint}`,
    input: value,
  });
  return z.NEVER;
});

const document = closed({
  title: text,
  url: webAddress.optional(),
  governs: oneOf(["making", "use", "copy"]),
  text: optionalText,
  read: z.boolean().optional(),
  note: optionalText,
  versions: z
    .array(
      closed({
        id: text,
        from: dateBound,
        until: dateBound.optional(),
        seen: seen.optional(),
        digest: text
          .refine((value) => /^sha256:[0-9a-f]{64}$/u.test(value), {
            error: "must be sha256: and 64 hex digits of the stored text.",
          })
          .optional(),
        url: webAddress.optional(),
        note: optionalText,
      }),
    )
    .optional(),
});

function hash(pattern: RegExp, form: string): z.ZodOptional<z.ZodString> {
  return text
    .refine((value) => pattern.test(value), {
      error: (issue) => `must be ${form}, not ${show(issue.input)}.`,
    })
    .optional();
}

const file = closed({
  name: optionalText,
  sha256: hash(/^[0-9a-f]{64}$/u, "64 lower-case hex digits"),
  autov1: hash(/^[0-9a-f]{8}$/u, "8 lower-case hex digits"),
  autov2: hash(/^[0-9a-f]{10}$/u, "10 lower-case hex digits"),
  autov3: hash(/^[0-9a-f]{12}$/u, "12 lower-case hex digits"),
  blake3: hash(/^[0-9a-f]{64}$/u, "64 lower-case hex digits"),
  swarm: hash(/^(?:0x)?[0-9a-f]{64}$/u, "64 lower-case hex digits"),
  civitai: z
    .union([z.number().int().positive(), text.refine((value) => /^\d+$/u.test(value))], {
      error: "must be the number of a model version.",
    })
    .transform(String)
    .optional(),
});

const yesOrNo = z
  .unknown()
  .transform((value) => (value === true ? "yes" : value === false ? "no" : value))
  .pipe(oneOf(["yes", "no", "partly", "unknown"]));

const json = z.json();

const market = closed({
  "accepts-ai": yesOrNo,
  basis: oneOf(["policy", "announcement", "help", "none"]).optional(),
  since: text
    .refine((value) => /^≤?\d{4}(?:-\d\d){0,2}$/u.test(value), {
      error: (issue) =>
        `must be a year, a month or a day, not ${show(issue.input)}. Write YYYY, YYYY-MM or YYYY-MM-DD.`,
    })
    .optional(),
  "has-generator": yesOrNo.optional(),
  parent: text.nullable().optional(),
  labels: json.optional(),
  "content-rules": json.optional(),
  metadata: json.optional(),
  technical: json.optional(),
  upload: json.optional(),
});

const plan = closed({
  name: text,
  aliases: texts.optional(),
  from: dateBound.optional(),
  until: dateBound.optional(),
});

/** Services have ten plans or fewer; every plan multiplies the questions that are tried when terms are compiled. */
const mostPlans = 500;

export const partySchema: z.ZodType<AuthoredParty> = closed({
  id: slug,
  kind: oneOf(PARTY_KINDS),
  name: text,
  aliases: texts.optional(),
  operator: optionalText,
  home: webAddress.optional(),
  since: day.optional(),
  note: optionalText,
  plans: z
    .record(slug, plan)
    .refine((plans) => Object.keys(plans).length <= mostPlans, {
      error: () => `has more than ${mostPlans} plans. Leave out those that say nothing of their own.`,
    })
    .optional(),
  documents: z.record(slug, document).optional(),
  rules: z.record(slug, ruleSchema).optional(),
  complete: texts.optional(),
  silent: texts.optional(),
  licence: z
    .array(closed({ id: text, from: dateBound, until: dateBound.optional() }), {
      error: () => "must be a list of licences by date. Write - { id: licence-id, from: YYYY-MM-DD }.",
    })
    .optional(),
  base: text.nullable().optional(),
  components: z.array(closed({ role: text, id: text })).optional(),
  files: z.array(file).optional(),
  names: texts.optional(),
  hosts: z.array(closed({ model: text, terms: oneOf(["agreement", "licence"]) })).optional(),
  market: market.optional(),
  territory: texts.optional(),
}) as unknown as z.ZodType<AuthoredParty>;
