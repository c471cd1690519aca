/**
 * Says whether `text` is the one canonical spelling (RFC 8785) of the value that was parsed from it: names sorted, none
 * twice, no blanks, numbers and escapes as ECMAScript writes them, no halves of characters. The verifier has this of
 * its own because it imports nothing. Recursive: check the depth of the text first.
 */
export function isCanonicalJson(text: string, value: unknown): boolean {
  return text.isWellFormed() && canonical(value) === text;
}

function canonical(value: unknown): string | null {
  if (typeof value === "string") return value.isWellFormed() ? JSON.stringify(value) : null;
  if (Array.isArray(value)) return joined("[", value.map(canonical), "]");
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, one]) => {
      const written = canonical(one);
      return written === null || !name.isWellFormed() ? null : `${JSON.stringify(name)}:${written}`;
    });
  return joined("{", members, "}");
}

function joined(open: string, parts: readonly (string | null)[], close: string): string | null {
  return parts.includes(null) ? null : `${open}${parts.join(",")}${close}`;
}
