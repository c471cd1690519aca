/**
 * A text as anchors are compared with it: markup, link targets, kinds of quotes and dashes, case and all white space do not
 * count, because a stored copy and the page differ in them.
 */
export function normalText(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/<[^<>\n]{0,400}>/gu, " ")
    .replaceAll(/\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)/gu, "] ")
    .replaceAll(/&(?:nbsp|#160);/gu, " ")
    .replaceAll("&amp;", "&")
    .replaceAll(/&(?:quot|ldquo|rdquo);/gu, '"')
    .replaceAll(/[“”„«»‟″]/gu, '"')
    .replaceAll(/[‘’‚‛′`´]/gu, "'")
    .replaceAll(/[‐‑‒–—―−]/gu, "-")
    .replaceAll(/[*_#|~\\[\]]/gu, " ")
    .replaceAll(/[\u{AD}\u{200B}-\u{200F}\u{2060}\u{FEFF}]/gu, "")
    .toLowerCase()
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/ (?=[,.;:!?)"'])/gu, "")
    .trim();
}

/** Words as a reader counts them; two characters of a script without spaces count as one. */
export function countWords(text: string): number {
  const dense =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  const rest = text.replaceAll(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
    " ",
  );
  return Math.ceil(dense / 2) + (rest.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’\-./&]*/gu)?.length ?? 0);
}

/** The words of a text, plain, in order. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
