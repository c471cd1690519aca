import { parseBoundedYaml, yamlLimits } from "@cleartitle/corpus/yaml";
import { isAlias, isScalar, visit } from "yaml";
import type { z } from "zod";

import { didYouMean } from "../ask/did-you-mean.ts";
import { refusal, type Issue } from "../ask/issue.ts";
import type { StatedValue } from "../ask/question.ts";
import { keysAt } from "../ask/read-input.ts";
import { shown } from "../ask/shown.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { declarationsSchema, type Declarations } from "./declarations.ts";

type Path = readonly PropertyKey[];

/** Declarations, and where each of them stands. */
export interface ReadDeclarations {
  readonly declarations: Declarations<StatedValue>;
  /** An error about one place, with its line: `cleartitle.yaml:12: accounts.0.plans.1.plan: …`. */
  readonly wrong: (path: Path, message: string, issue?: Partial<Issue>) => CleartitleError;
  /** A value as it is written, for example `40.000` for what YAML reads as forty. */
  readonly writtenAs: (path: Path) => string | undefined;
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
    const { line = 1, message = "", code = "" } = broken ?? {};
    throw refusal("declarations", [notYaml(`${file}:${line}: ${message}`, code)]);
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
  const issueAt = (path: Path, message: string, issue: Partial<Issue> = {}): Issue => ({
    code: "bad-value",
    expected: message,
    received: shown(document.getIn(path)),
    remedy: null,
    ...issue,
    path: path.map((key) => (typeof key === "number" ? key : String(key))),
    message: `${lineOf(path)}: ${path.join(".") || "the file"}: ${message}`,
  });
  const wrong: ReadDeclarations["wrong"] = (path, message, issue) =>
    refusal("declarations", [issueAt(path, message, issue)]);
  const writtenAs = (path: Path): string | undefined => {
    const node = document.getIn(path, true);
    const scalar = isAlias(node) ? node.resolve(document) : node;
    return isScalar(scalar) ? scalar.source : undefined;
  };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: yamlLimits.aliases }) ?? {};
  } catch (cause) {
    throw new CleartitleError("declarations", `${file}: ${String(cause)}`, cause);
  }
  const read = declarationsSchema.safeParse(value);
  if (read.success) return { declarations: read.data, wrong, writtenAs };
  // The words for each are looked for among all that may stand there, so only those that are said are worded.
  const places = read.error.issues.slice(0, mostSaid).flatMap(plain).slice(0, mostSaid);
  const issues = places.map(({ path, message }) => issueAt(path, message));
  throw new CleartitleError(
    "declarations",
    issues.map(({ message }) => message).join("\n"),
    read.error,
    issues,
  );
}

/** Mistakes that are told at a time. */
const mostSaid = 10;

/** Keys whose values are texts, however they look. */
const written = new Set(["sha256", "hash", "name", "plan", "by"]);

function notYaml(message: string, why: string): Issue {
  const code = why === "DUPLICATE_KEY" ? "duplicate-key" : "not-yaml";
  return { code, path: [], expected: "YAML", received: why, message, remedy: null };
}

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
