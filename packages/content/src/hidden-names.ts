import type { Finding } from "./finding.ts";
import { readRegions } from "./regions.ts";
import { scanPrompt, type ScanOptions } from "./scan-prompt.ts";

/** A word of several that were joined and kept their capitals, as in a hashtag: `#TaylorSwift`. */
const joined = /\p{Ll}\p{Lu}/u;
const seam = /(?<=\p{Ll})(?=\p{Lu})/u;
const word = /\p{L}+/gu;
const longestWord = 60;
/** An s of possession that no apostrophe parts from its word: `Rutkowskis`. */
const genitive = /(?<=\p{L}{3})s(?!\p{L})/giu;
const severalWords = /\p{L}[^\p{L}]+\p{L}/u;

/**
 * Names that the scanner passes over because of how they are written: joined with capitals, or with a bare s behind them. Only certain names of
 * several words are taken, for a single word without its end may be anything. The spans are those of the text that was given.
 *
 * @param known what the scanner found; where it is certain nothing is looked for again
 */
export function hiddenNames(
  text: string,
  known: readonly Finding[],
  options: ScanOptions,
): readonly Finding[] {
  const isKnown = (from: number, to: number): boolean =>
    known.some(({ confidence, span: [start, end] }) => confidence === "certain" && start < to && from < end);
  return readRegions(text).flatMap(({ start, end, part }): readonly Finding[] => {
    if (part === "negative" && options.negative !== true) return [];
    const stretch = text.slice(start, end);
    const found: Finding[] = [];
    const add = (names: readonly Finding[], at: number, length: number | null): void => {
      for (const one of names) {
        const span = [at + one.span[0], at + (length ?? one.span[1])] as const;
        if (one.confidence !== "certain" || !severalWords.test(one.matched) || isKnown(...span)) continue;
        found.push({ ...one, span, matched: text.slice(...span), part });
      }
    };
    if (joined.test(stretch))
      for (const { 0: each, index } of stretch.matchAll(word))
        if (each.length <= longestWord && joined.test(each))
          add(scanPrompt(each.split(seam).join(" "), options), start + index, each.length);
    const bare = stretch.replace(genitive, " ");
    if (bare !== stretch) add(scanPrompt(bare, options), start, null);
    return found;
  });
}
