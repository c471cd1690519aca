import { nearest } from "@cleartitle/corpus";
import { z } from "zod";

import type { CleartitleErrorCode } from "../cleartitle-error.ts";
import { refusal, type Issue } from "./issue.ts";
import { pathText } from "./path-text.ts";
import { shown } from "./shown.ts";

type Path = readonly (string | number)[];

/**
 * Holds data against a schema. The messages of the schema say what a place takes, in a few words: they become `PLACE takes WORDS, not VALUE.`
 *
 *     readInput(questionSchema, { use: 7 }, "question", "usage")  →  usage: question.use takes the code of a use, not 7.
 *
 * @param name what the data is called in messages
 * @throws CleartitleError with every issue
 */
export function readInput<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
  name: string,
  code: CleartitleErrorCode,
): Output {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw refusal(
    code,
    read.error.issues.flatMap((issue) => issuesOf(issue, schema, value, name)),
  );
}

/** One issue a mistake: unknown keys each. */
export function issuesOf(
  issue: z.core.$ZodIssue,
  schema: z.core.$ZodType,
  value: unknown,
  name: string,
): readonly Issue[] {
  const path = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => unknownKey(key, path, known, name));
  }
  const there = valueAt(value, path);
  const received = shown(there);
  return [
    {
      code: there === undefined ? "missing" : "wrong-type",
      path,
      expected: issue.message,
      received,
      message:
        there === undefined
          ? `${pathText(path, name)} is missing: it takes ${issue.message}.`
          : `${pathText(path, name)} takes ${issue.message}, not ${received}.`,
      remedy: null,
    },
  ];
}

function unknownKey(key: string, path: Path, known: readonly string[], name: string): Issue {
  const near = nearest(key, known);
  const where = pathText(path, name);
  return {
    code: "unknown-key",
    path: [...path, key],
    expected: known.join(", "),
    received: shown(key),
    message: `${where} has no key ${JSON.stringify(key)}.`,
    remedy: near === undefined ? `It has: ${known.join(", ")}.` : `Did you mean "${near}"?`,
  };
}

function valueAt(value: unknown, path: Path): unknown {
  let there = value;
  for (const key of path) {
    if (typeof there !== "object" || there === null || !Object.hasOwn(there, key)) return undefined;
    there = (there as Readonly<Record<string | number, unknown>>)[key];
  }
  return there;
}

/** The keys that a schema has at a place. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodPipe) return keysAt(schema.in, path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysAt(option, path));
  if (schema instanceof z.ZodArray) return keysAt(schema.element, path.slice(1));
  if (!(schema instanceof z.ZodObject)) return [];
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(schema.shape);
  const inner = (schema.shape as Readonly<Record<string, z.core.$ZodType>>)[String(first)];
  return inner === undefined ? [] : keysAt(inner, rest);
}
