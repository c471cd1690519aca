import { z } from "zod";
import { didYouMean } from "../nearest.ts";
import type { FactValue } from "../registry.ts";
import type { Test } from "../rule.ts";
import { show } from "./schema-parts.ts";

const LIMITS = { over: "over", "at-least": "atLeast", under: "under", "at-most": "atMost" } as const;
const OPERATORS = ["not", ...Object.keys(LIMITS)];
const HELP =
  "Write a value, a list of values, { not: value or list }, or numbers as { over, at-least, under, at-most }.";

/** Reads `when`: a map from fact names to tests (`docs/corpus.md`). */
export const when: z.ZodType<readonly Test[]> = z.unknown().transform((value, context): readonly Test[] => {
  if (!isMap(value)) {
    context.issues.push({
      code: "custom",
      message: `must be a map from facts to tests, not ${show(value)}. Write when: { plan: pro }.`,
      input: value,
    });
    return z.NEVER;
  }
  const tests: Test[] = [];
  for (const [fact, written] of Object.entries(value)) {
    const test = readTest(fact, written);
    if (typeof test === "string")
      context.issues.push({ code: "custom", message: test, input: written, path: [fact] });
    else tests.push(test);
  }
  return tests;
});

function readTest(fact: string, written: unknown): Test | string {
  if (isValue(written)) return { fact, kind: "in", values: [written] };
  if (Array.isArray(written)) return readValues(fact, "in", written);
  if (!isMap(written)) return `is not a test: ${show(written)}. ${HELP}`;
  const keys = Object.keys(written);
  const unknown = keys.find((key) => !OPERATORS.includes(key));
  if (unknown !== undefined) return `unknown operator "${unknown}".${didYouMean(unknown, OPERATORS)} ${HELP}`;
  if (keys.length === 0) return `has an empty test. ${HELP}`;
  if ("not" in written) {
    if (keys.length > 1) return `mixes "not" with a limit. Write a rule for each, or two rules.`;
    return isValue(written["not"])
      ? { fact, kind: "not-in", values: [written["not"]] }
      : Array.isArray(written["not"])
        ? readValues(fact, "not-in", written["not"])
        : `"not" needs a value or a list, not ${show(written["not"])}. ${HELP}`;
  }
  const limits: Record<string, number> = {};
  for (const [key, name] of Object.entries(LIMITS)) {
    const limit = written[key];
    if (limit === undefined) continue;
    if (typeof limit !== "number" || !Number.isFinite(limit)) {
      return `"${key}" needs a number, not ${show(limit)}. Write it without separators, units or quotes.`;
    }
    limits[name] = limit;
  }
  return { ...limits, fact, kind: "range" };
}

function readValues(fact: string, kind: "in" | "not-in", values: readonly unknown[]): Test | string {
  const wrong = values.find((value) => !isValue(value));
  if (wrong !== undefined)
    return `has ${show(wrong)} in its list. Only text, numbers, true and false can be compared.`;
  return values.length === 0 ? `has an empty list. ${HELP}` : { fact, kind, values: values as FactValue[] };
}

function isValue(value: unknown): value is FactValue {
  return (
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value))
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
