/** Careful steps into JSON that nobody vouches for. */

export type PlainObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): PlainObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as PlainObject) : null;
}

/** The items of a list, at most `most` of them; nothing where it is not a list. */
export function asList(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/** A text that is not empty, at most `most` characters of it. */
export function asText(value: unknown, most = 512): string | null {
  if (typeof value !== "string") return null;
  const text = value.slice(0, most).trim();
  return text === "" ? null : text;
}
