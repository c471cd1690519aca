import { parseBoundedYaml, yamlLimits } from "@cleartitle/corpus/yaml";
import { isScalar, visit } from "yaml";
import { z } from "zod";

import { didYouMean } from "../ask/did-you-mean.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { declarationsSchema, type Declarations } from "./declarations.ts";

type Path = readonly PropertyKey[];

/** Declarations, and where each of them stands. */
export interface ReadDeclarations {
  readonly declarations: Declarations;
  /** An error about one place, with its line: `cleartitle.yaml:12: accounts.0.plans.1.plan: …`. */
  readonly wrong: (path: Path, message: string) => CleartitleError;
}

/**
 * Reads the text of a `cleartitle.yaml`. An empty one declares nothing.
 *
 * @throws CleartitleError `declarations`, which names up to ten places with their lines; for a key that there is none of, the nearest one
 */
export function readDeclarations(text: string, file: string): ReadDeclarations {
  const parsed = parseBoundedYaml(text);
  if ("problems" in parsed) {
    const [broken] = parsed.problems;
    throw new CleartitleError("declarations", `${file}:${broken?.line ?? 1}: ${broken?.message ?? ""}`);
  }
  const { document, lineAt } = parsed;
  const at = (offset: number): string => `${file}:${lineAt(offset)}`;
  visit(document, {
    // A hash may look like a number (31e3500000), and so may a name or a plan: what is written is meant.
    Pair(_, { key, value }) {
      const name = isScalar(key) ? String(key.value) : "";
      if (isScalar(value) && typeof value.value === "number" && written.has(name))
        value.value = value.source ?? value.value;
    },
    Alias(_, alias) {
      if (alias.resolve(document) === undefined)
        throw new CleartitleError(
          "declarations",
          `${at(alias.range?.[0] ?? 0)}: nothing is called &${alias.source}.`,
        );
    },
  });
  const lineOf = (path: Path): string => {
    // A place that is not there is missing from the nearest one that is.
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { readonly range?: [number] } | undefined;
      if (node?.range) return at(node.range[0]);
    }
    return `${file}:1`;
  };
  const wrong = (path: Path, message: string): CleartitleError =>
    new CleartitleError("declarations", `${lineOf(path)}: ${path.join(".") || "the file"}: ${message}`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: yamlLimits.aliases }) ?? {};
  } catch (cause) {
    throw new CleartitleError("declarations", `${file}: ${String(cause)}`, cause);
  }
  const read = declarationsSchema.safeParse(value);
  if (read.success) return { declarations: read.data, wrong };
  // The words for each are looked for among all that may stand there, so only those that are said are worded.
  const places = read.error.issues.slice(0, mostSaid).flatMap(plain).slice(0, mostSaid);
  const said = places.map(({ path, message }) => wrong(path, message).message);
  throw new CleartitleError("declarations", said.join("\n"));
}

/** Mistakes that are told at a time. */
const mostSaid = 10;

/** Keys whose values are texts, however they look. */
const written = new Set(["sha256", "hash", "name", "plan", "by"]);

interface Place {
  readonly path: Path;
  readonly message: string;
}

/** One place a mistake: unknown keys each, and of the ways to write something the one that was meant. */
function plain(issue: z.core.$ZodIssue): readonly Place[] {
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(declarationsSchema, issue.path);
    return issue.keys.slice(0, mostSaid).map((key) => ({
      path: [...issue.path, key],
      message: `there is no such key.${didYouMean(key, known) || ` It may be: ${known.join(", ")}.`}`,
    }));
  }
  if (issue.code === "invalid_union") {
    const deepest = issue.errors
      .map((issues) => issues.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })))
      .toSorted((a, b) => depth(b) - depth(a))[0];
    if (deepest !== undefined && deepest.length > 0 && depth(deepest) > issue.path.length)
      return deepest.flatMap((inner) => plain(inner));
    return [{ path: issue.path, message: "this is not what belongs here" }];
  }
  return [{ path: issue.path, message: issue.message }];
}

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map(({ path, code }) => path.length + (code === "unrecognized_keys" ? 1 : 0)));

/** The keys that the schema has at a place. */
function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  if (schema instanceof z.ZodOptional) return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysAt(option, path));
  if (schema instanceof z.ZodArray) return keysAt(schema.element, path.slice(1));
  if (!(schema instanceof z.ZodObject)) return [];
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(schema.shape);
  const inner = (schema.shape as Readonly<Record<string, z.core.$ZodType>>)[String(first)];
  return inner === undefined ? [] : keysAt(inner, rest);
}
