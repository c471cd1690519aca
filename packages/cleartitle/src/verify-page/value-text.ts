import { quoted } from "@cleartitle/ledger/verify";

/** Deeper than this a value stays JSON: no record is, and a stranger's may have no end. */
const deepest = 4;

/**
 * A value of a record for people: lists with commas, objects as `name: value` with semicolons. Every text stands in quotes, and so does a name that
 * is more than one word: they are its writer's, and must not read as if the page said them.
 *
 * @example valueText({ sha256: "ab", width: 512 }) // 'sha256: "ab"; width: 512'
 */
export function valueText(value: unknown, depth: number = 0): string {
  if (typeof value === "string") return quoted(value, Number.POSITIVE_INFINITY);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (depth >= deepest) return quoted(JSON.stringify(value), Number.POSITIVE_INFINITY);
  const parts = Array.isArray(value)
    ? value.map((one: unknown) =>
        typeof one === "object" && one !== null
          ? `(${valueText(one, depth + 1)})`
          : valueText(one, depth + 1),
      )
    : Object.entries(value).map(([name, one]) => `${fieldName(name)}: ${nested(one, depth + 1)}`);
  if (parts.length === 0) return "(empty)";
  return parts.join(Array.isArray(value) ? ", " : "; ");
}

/** The name of a field, as one of ours are: a word, perhaps with dots and hyphens. Any other stands in quotes. */
export function fieldName(name: string): string {
  return /^[a-z][a-zA-Z0-9]*(?:[.-][a-zA-Z0-9]+){0,3}$/.test(name) && name.length <= 40
    ? name
    : quoted(name, 200);
}

function nested(value: unknown, depth: number): string {
  const text = valueText(value, depth);
  const many = typeof value === "object" && value !== null && !Array.isArray(value) && depth < deepest;
  return many && text !== "(empty)" ? `(${text})` : text;
}
