/**
 * Text of strangers, made fit to be shown: prompts, file names and the names of models come from files that anybody can write, and a
 * terminal obeys what it is sent. Control characters (ANSI escapes among them), marks that turn the direction of writing, and
 * lone surrogates become visible escapes; line breaks become blanks.
 */
export function safeText(text: string): string {
  return text
    .replaceAll(/[\t\r\n\u0085\u2028\u2029]+/g, " ")
    .replaceAll(
      /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/gu,
      (mark) => {
        const code = mark.codePointAt(0) ?? 0;
        return `\\u{${code.toString(16)}}`;
      },
    );
}

/** The beginning of a safe text, cut between characters with a sign that more follows. */
export function shortText(text: string, length: number): string {
  const characters = [...new Intl.Segmenter().segment(safeText(text.slice(0, length * 8)))].map(
    ({ segment }) => segment,
  );
  if (characters.length <= length && text.length <= length * 8) return characters.join("");
  return `${characters
    .slice(0, length - 1)
    .join("")
    .trimEnd()}…`;
}
