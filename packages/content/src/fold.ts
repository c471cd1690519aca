/**
 * Folding of one code point: case, diacritics, compatibility forms (full-width letters, ligatures, styled letters) are levelled so that
 * `Dalí`, `DALI` and `Ｄａｌｉ` come out alike. Built on Unicode's NFKD (UAX #15); nothing here looks at neighbours, so composed and decomposed text fold
 * to the same symbols.
 */

/** Nothing at all: invisible characters and marks. */
export const ignored = "";
/** Parts words of one name: space, hyphen, bracket, underscore, colon, emoji. */
export const softBreak = " ";
/** Parts one tag from the next: no name runs across it. */
export const hardBreak = ",";

const hardBreaks = new Set(
  ",;|?\u3001\uFF0C\uFF1B\u3002\uFF1F\u060C\u061B\uFF5C\uFE10\uFE50\uFE51\uFF61\uFF64",
);

/** Letters that NFKD leaves whole though people write them with plain ones. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  ħ: "h",
  ŧ: "t",
  ς: "σ",
  "×": "x",
};

/** Marks that only colour a letter (Latin, Greek, Cyrillic, Hebrew points, Arabic vowels). Marks of Indic scripts and kana are letters to us. */
const looseMark =
  /[\u0300-\u036F\u0483-\u0489\u0591-\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\u{E0100}-\u{E01EF}]/gu;
/** Format characters, soft hyphen, joiners, direction marks, tags: invisible, and used to hide names. */
const invisible =
  /^[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u3164\uFFA0\u{1D173}-\u{1D17A}\p{Variation_Selector}]$/u;
const letterLike = /^[\p{L}\p{N}\p{M}\u24B6-\u24E9×]$/u;
const notKept = /[^\p{L}\p{N}\p{M}]/gu;

/** Folds one code point to `ignored`, `softBreak`, `hardBreak`, or one or more letters. */
export function foldCodePoint(codePoint: number): string {
  // A lone surrogate is no character; it parts words.
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return softBreak;
  const character = String.fromCodePoint(codePoint);
  if (hardBreaks.has(character)) return hardBreak;
  if (invisible.test(character)) return ignored;
  if (!letterLike.test(character)) return softBreak;
  let folded = "";
  for (const part of character.toLowerCase().normalize("NFKD").toLowerCase()) {
    folded += plainLetters[part] ?? part;
  }
  return folded.replace(looseMark, "").replace(notKept, "");
}

/** How a script keeps words apart; between `spaced` and the others a boundary is set where the script changes. */
export type ScriptClass = 1 | 2 | 3;
/** Words are parted by spaces. */
export const spaced: ScriptClass = 1;
/** Text runs on: Han, hiragana, Thai, Lao, Khmer, Burmese. */
export const unspaced: ScriptClass = 2;
/** Runs on too, but a run of katakana is mostly one foreign word. */
export const katakana: ScriptClass = 3;

const katakanaLetter = /^[\p{Script=Katakana}\u30FC\u3099\u309A]$/u;
const unspacedLetter =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;

/** The class of one folded letter. */
export function scriptClass(letter: string): ScriptClass {
  if (letter < "\u0E00") return spaced;
  if (katakanaLetter.test(letter)) return katakana;
  return unspacedLetter.test(letter) ? unspaced : spaced;
}
