import { refusal } from "./issue.ts";
import { shown } from "./shown.ts";

/** Many things, as they come or all at once. */
export type Items<Item> = AsyncIterable<Item> | Iterable<Item>;

/**
 * What `inspectMany` goes through, as it comes.
 *
 * @throws CleartitleError `usage`; a text is one path, and its letters are none
 */
export function givenItems<Item>(given: Items<Item>): AsyncIterable<Item> {
  const wanted = "a list of items, or a source of them (an iterable or async iterable)";
  if (typeof given !== "object" || given === null) throw wrong("The items", wanted, given);
  if (Symbol.asyncIterator in given) return given;
  if (!(Symbol.iterator in given)) throw wrong("The items", wanted, given);
  return asTheyCome(given);
}

async function* asTheyCome<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}

/**
 * The function that tells the path of an item; what it tells is looked at each time.
 *
 * @throws CleartitleError `usage`
 */
export function givenPathOf<Item>(given: (item: Item) => string | null): (item: Item) => string | null {
  if (typeof given !== "function") throw wrong("pathOf", "a function that gives the path of an item", given);
  return (item) => {
    const path: unknown = given(item);
    if (path !== null && typeof path !== "string")
      throw wrong("pathOf", "a function that gives a path as text, or null", path);
    return path;
  };
}

/** An error about one value that a caller without types gave: `PLACE takes WORDS, not VALUE.` */
export function wrong(place: string, expected: string, given: unknown): Error {
  const received = shown(given);
  const message = `${place} takes ${expected}, not ${received}.`;
  return refusal("usage", [{ code: "wrong-type", path: [place], expected, received, message, remedy: null }]);
}
