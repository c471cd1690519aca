/** Careful steps into JSON that nobody vouches for. */

export type PlainObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): PlainObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as PlainObject) : null;
}

/** The items of a list, at most `most` of them; nothing where it is not a list. */
export function asList(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/**
 * Characters that steer a terminal or turn the direction of writing; a name in somebody's file must not. C0, DEL, C1, and the
 * directional ones of Unicode (UAX #9 §2).
 */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text that is not empty, at most `most` characters of it, without steering characters. */
export function asText(value: unknown, most = 512): string | null {
  if (typeof value !== "string") return null;
  const text = value.slice(0, most).replaceAll(STEERING, " ").trim();
  return text === "" ? null : text;
}
