/** Longer texts of strangers are cut in a sentence: the whole text stands in the record. */
const longest = 300;

/** Control characters, marks that turn the direction of writing, marks without width, and halves of characters. */
const unseen =
  /[\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|\p{Surrogate}|[\u{e0000}-\u{e01ef}]/gu;

/**
 * A text of a stranger inside a sentence of ours: always in quotes, with whatever could end the quotes or cannot be seen
 * as an escape of JSON. So nobody but the verifier speaks in the verifier's voice.
 *
 * @example
 *   quoted('allowed" and checked'); // '"allowed\\" and checked"'
 */
export function quoted(text: string, most: number = longest): string {
  const shown = text.slice(0, most);
  const written = JSON.stringify(shown).replaceAll(unseen, (mark) =>
    mark
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
  return text.length <= most ? written : `${written} (and ${text.length - most} characters more)`;
}
