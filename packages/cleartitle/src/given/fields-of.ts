import { wrong } from "./wrong.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The named fields of an object that somebody gives: of one with a class or behind a proxy too. A list, a map or a text would look like an object without
 * any of them, and what it says would be left aside.
 *
 * @throws CleartitleError `usage`
 */
export function fieldsOf(place: string, wanted: string, given: unknown, names: readonly string[]): Fields {
  const object = objectOf(place, wanted, given);
  return reading(place, wanted, given, () => Object.fromEntries(names.map((name) => [name, object[name]])));
}

/**
 * All fields that an object has of its own.
 *
 * @throws CleartitleError `usage`
 */
export function entriesOf(
  place: string,
  wanted: string,
  given: unknown,
): readonly (readonly [string, unknown])[] {
  const object = objectOf(place, wanted, given);
  return reading(place, wanted, given, () => Object.entries(object));
}

/**
 * The elements of a list.
 *
 * @throws CleartitleError `usage`
 */
export function listOf(place: string, wanted: string, given: unknown): readonly unknown[] {
  if (!Array.isArray(given)) throw wrong(place, wanted, given);
  return reading(place, wanted, given, () => [...(given as readonly unknown[])]);
}

function objectOf(place: string, wanted: string, given: unknown): Fields {
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
  if (!isObject || reading(place, wanted, given, () => Symbol.iterator in given))
    throw wrong(place, wanted, given);
  return given as Fields;
}

/** A getter or a proxy may throw whatever it likes. */
function reading<T>(place: string, wanted: string, given: unknown, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw wrong(place, `${wanted} that can be read`, given, error);
  }
}
