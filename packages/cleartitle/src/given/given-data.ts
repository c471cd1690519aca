import { entriesOf, listOf } from "./fields-of.ts";
import { wrong } from "./wrong.ts";

/** Deeper than anything that is recorded. */
const deepest = 64;

/**
 * Data as JSON has it, looked at to its leaves and copied. What is left out in an object (`undefined`) is left out.
 *
 * @throws CleartitleError `usage`, naming the place of what JSON cannot hold
 */
export function givenData(place: string, given: unknown, depth = 0): unknown {
  const wanted = "data that can be written as JSON";
  if (depth > deepest) throw wrong(place, `${wanted}, at most ${deepest} levels deep`, given);
  if (given === null || typeof given === "string" || typeof given === "boolean") return given;
  if (typeof given === "number" && Number.isFinite(given)) return given;
  if (typeof given !== "object") throw wrong(place, wanted, given);
  if (Array.isArray(given))
    return listOf(place, wanted, given).map((each, at) => givenData(`${place}[${at}]`, each, depth + 1));
  return Object.fromEntries(
    entriesOf(place, wanted, given).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, givenData(`${place}.${name}`, value, depth + 1)]],
    ),
  );
}
