import { foldCodePoint, scriptClass, katakana } from "./fold.ts";

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

const endsOpen = /[\p{Script=Hangul}\p{Script=Cyrillic}]$/u;

/** Whether names that end in this script take endings, so that the scanner must look at what follows. */
export function hasEndings(name: string): boolean {
  return endsOpen.test(name);
}

const restOfWord = /^[\p{L}\p{M}]{0,12}/u;
const isHangul = /^\p{Script=Hangul}/u;
const conjoining = /^[\u1160-\u11FF\u3099\u309A]/;
const anyLetter = /^[\p{L}\p{M}\p{N}]/u;
const katakanaEdge = /[\u30A1-\u30FA\u30FC\uFF66-\uFF9F]/;

/**
 * Whether what stands around a span lets the form end and begin there. Looks only at the scripts that the automaton leaves open:
 * endings of Korean and Cyrillic words, and short katakana words, which must be whole (モネ is no part of アネモネ).
 */
export function standsAlone(text: string, start: number, end: number, form: string): boolean {
  if (conjoining.test(text.charAt(end))) return false;
  if (hasEndings(form)) {
    const rest = restOfWord.exec(text.slice(end, end + 24))?.[0] ?? "";
    if (rest !== "") {
      if (isHangul.test(rest)) return koreanEndings.has(rest.normalize("NFC"));
      let folded = "";
      for (const character of rest) folded += foldCodePoint(character.codePointAt(0) ?? 0);
      return Array.from(form).length >= 4 && cyrillicEndings.has(folded);
    }
    return !anyLetter.test(text.slice(end, end + 2));
  }
  const letters = Array.from(form.normalize("NFKC"));
  if (letters.length >= 5) return true;
  const [first = ""] = letters;
  const last = letters.at(-1) ?? "";
  if (scriptClass(first) === katakana && katakanaEdge.test(text.charAt(start - 1))) return false;
  return !(scriptClass(last) === katakana && katakanaEdge.test(text.charAt(end)));
}

const han = /\p{Script=Han}$/u;

/** Two Han characters within a run of others are often parts of two words (原神 in 草原神殿). */
export function mayBePartOfWords(text: string, start: number, form: string): boolean {
  return form.length === 2 && han.test(form) && han.test(text.slice(Math.max(0, start - 1), start));
}
