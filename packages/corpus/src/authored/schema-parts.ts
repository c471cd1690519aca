import { z } from "zod";
import { BEGINNING, type DateBound, type Day } from "../date-bound.ts";
import { didYouMean } from "../nearest.ts";

/** Unknown keys that are told of one object. */
const MOST_KEYS = 100;

/** An object that refuses unknown keys and names the nearest known one. */
export function closed<Shape extends z.core.$ZodShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys") {
        return issue.keys
          .slice(0, MOST_KEYS)
          .map((key) => {
            const near = didYouMean(key, known);
            return `unknown key "${key}".${near === "" ? ` Known here: ${known.join(", ")}. Mend or delete it.` : near}`;
          })
          .join("\n");
      }
      return undefined;
    },
  });
}

/** One of a few words; a wrong one is answered with the nearest. */
export function oneOf<const Words extends readonly string[]>(
  words: Words,
): z.ZodEnum<{ [Word in Words[number]]: Word }> {
  return z.enum(words, {
    error: (issue) => {
      if (issue.input === undefined) return undefined;
      const near = typeof issue.input === "string" ? didYouMean(issue.input, words) : "";
      return `must be one of ${words.join(", ")}, not ${show(issue.input)}.${near}`;
    },
  });
}

export const text: z.ZodString = z
  .string({
    error: (issue) =>
      typeof issue.input === "number" || typeof issue.input === "boolean"
        ? `must be text, but YAML reads ${String(issue.input)} as a ${typeof issue.input}. Put it in quotes.`
        : undefined,
  })
  .refine((value) => value.trim() !== "", {
    error: "must not be empty. Write something or leave the key out.",
  });

export const optionalText: z.ZodOptional<z.ZodString> = text.optional();

export const texts: z.ZodArray<z.ZodString> = z.array(text, {
  error: (issue) => (typeof issue.input === "string" ? `must be a list. Write [${issue.input}].` : undefined),
});

export const SLUG: RegExp = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/u;

export const slug: z.ZodString = text.refine((value) => SLUG.test(value), {
  error: (issue) =>
    `must be a lower-case slug (letters, digits, single "-" and "."), not ${show(issue.input)}. Write "${slugOf(String(issue.input))}".`,
});

/** The lower-case slug of a name: `Free Trial` → `free-trial`. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/gu, "-")
    .replaceAll(/[-.]*-[-.]*/gu, "-")
    .replaceAll(/\.{2,}/gu, ".")
    .replaceAll(/^[-.]+|[-.]+$/gu, "");
}

export const webAddress: z.ZodString = text.refine(
  (value) => /^https?:\/\/[^\s]+$/u.test(value) && URL.canParse(value),
  {
    error: (issue) => `must be a full web address, not ${show(issue.input)}. Begin it with https://.`,
  },
);

export function isDay(value: unknown): value is Day {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/u.test(value)) return false;
  const [year = 0, month = 0, date = 0] = value.split("-").map(Number);
  if (month < 1 || month > 12 || date < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return date <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

const DAY_HELP = "Write a calendar day as YYYY-MM-DD";

export const day: z.ZodType<Day> = z.unknown().refine(isDay, {
  error: (issue) => `must be a day, not ${show(issue.input)}. ${DAY_HELP}.`,
});

/** Reads the three ways of writing a date bound (`docs/corpus.md`). */
export const dateBound: z.ZodType<DateBound> = z.unknown().transform((value, context): DateBound => {
  const bound = readDateBound(value);
  if (typeof bound === "string") {
    context.issues.push({ code: "custom", message: bound, input: value });
    return z.NEVER;
  }
  return bound;
});

function readDateBound(value: unknown): DateBound | string {
  const help = `${DAY_HELP}, or "≤YYYY-MM-DD" in quotes (in force by then, maybe earlier), or { after: YYYY-MM-DD, by: YYYY-MM-DD }.`;
  if (typeof value === "string") {
    if (isDay(value)) return { earliest: value, latest: value };
    const by = /^(?:≤|<=)\s*(.*)$/u.exec(value)?.[1];
    return by !== undefined && isDay(by)
      ? { earliest: BEGINNING, latest: by }
      : `must be a date bound, not ${show(value)}. ${help}`;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return `must be a date bound, not ${show(value)}. ${help}`;
  }
  const { after, by, ...rest } = value as Record<string, unknown>;
  const [extra] = Object.keys(rest);
  if (extra !== undefined)
    return `unknown key "${extra}" in a date bound.${didYouMean(extra, ["after", "by"])} ${help}`;
  if (!isDay(after) || !isDay(by)) return `must have a day for both "after" and "by". ${help}`;
  if (after >= by) return `"after" (${after}) must be before "by" (${by}). Swap or mend them.`;
  return { earliest: dayAfter(after), latest: by };
}

/** The next calendar day. */
export function dayAfter(value: Day): Day {
  return new Date(Date.parse(`${value}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** A wrong value as a message shows it, short and on one line. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value) ?? "something that is not data";
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}
