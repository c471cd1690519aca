import { foldCodePoint, katakana, scriptClass } from "./fold.ts";

/** Korean particles and words that are written on to a name. */
const koreanEndings = new Set(
  "은 는 이 가 을 를 의 에 와 과 도 로 으로 만 에서 에게 한테 처럼 같은 랑 이랑 님 풍 풍의 화 식 스타일 스타일의 스타일로 느낌 그림 캐릭터 팬아트 코스프레".split(
    " ",
  ),
);
/** Case endings of Russian and Ukrainian nouns and names, folded (й is и, ё is е). */
const cyrillicEndings = new Set(
  "а у е ы и о ом ем ои еи ою ею я ю ь ьи ям ям ами ями ах ях ов ев ого ему ому ым им ых их ыми ими ской ский ские".split(
    " ",
  ),
);

// What the scanner must look at around a form, as bits.
const open = 1;
const wholeFromLeft = 2;
const wholeToRight = 4;
const pairOfHan = 8;
const onlyLatin = /^[\u0000-\u02FF]*$/;
const endsOpen = /[\p{Script=Hangul}\p{Script=Cyrillic}]$/u;
const twoHan = /^\p{Script=Han}{2}$/u;

/** Whether names that end in this script take endings, so that the scanner must look at what follows. */
export function hasEndings(name: string): boolean {
  return !onlyLatin.test(name) && endsOpen.test(name);
}

/**
 * What a form asks of its surroundings: `open` at its end (Korean, Cyrillic), whole words of katakana where it is short (モネ is no part
 * of アネモネ), or two Han characters, which are often parts of two words (原神 in 草原神殿). 0 for most.
 */
export function edgesOf(form: string): number {
  if (onlyLatin.test(form)) return 0;
  if (endsOpen.test(form)) return open;
  const letters = Array.from(form.normalize("NFKC"));
  if (letters.length >= 5) return 0;
  return (
    (scriptClass(letters[0] ?? "") === katakana ? wholeFromLeft : 0) |
    (scriptClass(letters.at(-1) ?? "") === katakana ? wholeToRight : 0) |
    (twoHan.test(form) ? pairOfHan : 0)
  );
}

const looseMark = /^[\u0300-\u036F\u0483-\u0489\u200B-\u200F\u2060\uFE00-\uFE0F]$/;

/** The end of a span with the marks that belong to its last letter (й may be written as и and a breve). */
export function endWithMarks(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at) >= 0x300 && looseMark.test(text.charAt(at))) at += 1;
  return at;
}

const restOfWord = /^[\p{L}\p{M}]{0,12}/u;
const isHangul = /^\p{Script=Hangul}/u;
const conjoining = /^[\u1160-\u11FF\u3099\u309A]/;
const anyLetter = /^[\p{L}\p{M}\p{N}]/u;
const katakanaEdge = /[\u30A1-\u30FA\u30FC\u3099\u309A\uFF66-\uFF9F]/;

/** Whether what stands around a span lets a form with these edges begin and end there. */
export function standsAlone(text: string, start: number, end: number, form: string, edges: number): boolean {
  if ((edges & open) !== 0) {
    if (conjoining.test(text.charAt(end))) return false;
    const rest = restOfWord.exec(text.slice(end, end + 24))?.[0] ?? "";
    if (rest === "") return !anyLetter.test(text.slice(end, end + 2));
    if (isHangul.test(rest)) return koreanEndings.has(rest.normalize("NFC"));
    let folded = "";
    for (const character of rest) folded += foldCodePoint(character.codePointAt(0) ?? 0);
    return Array.from(form).length >= 4 && cyrillicEndings.has(folded);
  }
  if ((edges & wholeFromLeft) !== 0 && katakanaEdge.test(text.charAt(start - 1))) return false;
  return (edges & wholeToRight) === 0 || !katakanaEdge.test(text.charAt(end));
}

const han = /\p{Script=Han}$/u;

/** Whether a form of two Han characters stands behind another, so that it may be parts of two words. */
export function mayBePartOfWords(text: string, start: number, edges: number): boolean {
  return (edges & pairOfHan) !== 0 && han.test(text.slice(Math.max(0, start - 1), start));
}
