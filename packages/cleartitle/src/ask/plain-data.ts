import { CleartitleError } from "../cleartitle-error.ts";
import { refusal, type Issue } from "./issue.ts";
import { pathText } from "./path-text.ts";
import { shown } from "./shown.ts";

/** Deeper than anything that is asked or recorded. */
const deepest = 64;

/** More values than anything that is asked or recorded has. */
const mostValues = 1_000_000;

/**
 * A copy of what a program gives, so that it cannot change while it is answered: each field is read once, also where a getter, a class or a proxy stands
 * behind it. A map, a set, bytes or a date would look
 * like an object without fields, and what it says would be left aside: they are refused. Functions stay, for the schema to look at.
 *
 * @param dates whether a date may be a value
 *
 * @throws CleartitleError `usage` for what cannot be read, or never ends
 */
export function plainData(
  given: unknown,
  name: string,
  { dates = false }: { readonly dates?: boolean } = {},
): unknown {
  let values = 0;
  const copy = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof value !== "object" || value === null) return value;
    values += Array.isArray(value) ? value.length + 1 : 1;
    if (path.length > deepest || values > mostValues)
      throw refused(`data of at most ${deepest} levels and ${mostValues} values`, value, path);
    return reading(value, path, () => {
      if (value instanceof Date && dates) return new Date(value.getTime());
      if (Array.isArray(value))
        return [...(value as readonly unknown[])].map((each, at) => copy(each, [...path, at]));
      if (Symbol.iterator in value || ArrayBuffer.isView(value) || value instanceof Date)
        throw refused("data as JSON has it", value, path);
      return Object.fromEntries(
        fieldNames(value).map((key) => [
          key,
          copy((value as Readonly<Record<string, unknown>>)[key], [...path, key]),
        ]),
      );
    });
  };
  const refused = (expected: string, value: unknown, path: readonly (string | number)[], cause?: unknown) => {
    const received = shown(value);
    const message = `${pathText(path, name)} takes ${expected}, not ${received}.`;
    const issue: Issue = { code: "wrong-type", path, expected, received, message, remedy: null };
    return refusal("usage", [issue], cause);
  };
  /** A getter or a proxy may throw whatever it likes. */
  const reading = (value: object, path: readonly (string | number)[], read: () => unknown): unknown => {
    try {
      return read();
    } catch (error) {
      throw error instanceof CleartitleError
        ? error
        : refused("an object that can be read", value, path, error);
    }
  };
  return copy(given, []);
}

/** The fields that an object has of its own, and the getters of its class: a misspelt one is no less misspelt for standing there. */
function fieldNames(value: object): readonly string[] {
  const names = Object.keys(value);
  let above: unknown = Object.getPrototypeOf(value);
  if (above === Object.prototype || above === null) return names;
  const all = new Set(names);
  for (let steps = 0; typeof above === "object" && above !== null && above !== Object.prototype; steps += 1) {
    if (steps > deepest) break;
    for (const [name, field] of Object.entries(Object.getOwnPropertyDescriptors(above)))
      if (field.get !== undefined) all.add(name);
    above = Object.getPrototypeOf(above);
  }
  return [...all];
}
