/** Deeper than this a value stays JSON: no record is, and a stranger's may have no end. */
const deepest = 4;

/**
 * A value of a record for people: lists with commas, objects as `name: value` with semicolons.
 *
 * @example valueText({ sha256: "ab", width: 512 }) // "sha256: ab; width: 512"
 */
export function valueText(value: unknown, depth: number = 0): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || depth >= deepest) return JSON.stringify(value);
  const parts = Array.isArray(value)
    ? value.map((one: unknown) =>
        typeof one === "object" && one !== null
          ? `(${valueText(one, depth + 1)})`
          : valueText(one, depth + 1),
      )
    : Object.entries(value).map(([name, one]) => `${name}: ${nested(one, depth + 1)}`);
  if (parts.length === 0) return "(empty)";
  return parts.join(Array.isArray(value) ? ", " : "; ");
}

function nested(value: unknown, depth: number): string {
  const text = valueText(value, depth);
  const many = typeof value === "object" && value !== null && !Array.isArray(value) && depth < deepest;
  return many && text !== "(empty)" ? `(${text})` : text;
}
