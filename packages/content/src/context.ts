import type { Form, NameKind } from "./name.ts";

/** How far around a name the words are read, in code units: enough for "in the style of the great painter". */
const reach = 48;

const syntax = /[()[\]{}<>*_"'“”„«»‘’`\\:~^#-]+/gu;

/** Words that make what follows the name of somebody who makes pictures. */
const styleOf =
  /(?:(?:\bstyle|\bmanner|\bspirit|\bart|\bartwork|\bpaintings?|\bworks?|\billustrations?|\bdrawings?|\bsketch|\bphoto(?:graph)?s?|\bportrait|\bposter|\bdesign|\bmasterpiece|\baesthetics?) (?:of|by)|\b(?:inspired|painted|drawn|illustrated|photographed|directed|designed|created|animated|sculpted) by|\bartists?|\bpainters?|\bstil(?:e)? von|\bgemalt von|\bstyle de|\bmanière de|\bestilo d[eo]|\bstile di|\bw stylu|в стиле|художник)\s*(?:the (?:great )?(?:artist|painter|master) )?$/iu;
const by = /\bby\s*$/iu;
const personBefore =
  /\b(?:president|singer|rapper|actor|actress|musician|footballer|senator|chancellor|prime minister|celebrity|pop star)\s*$/iu;
const styleAfter =
  /^['’]?(?:s\b)?[\s_-]*(?:styled?|inspired|esque|aesthetics?|painting|artwork|brush ?work)(?![\p{L}])|^(?:風|风格|風格|スタイル|の画風|화풍)/iu;
const brandAfter =
  /^\s*(?:[™®]|(?:logo|brand|branded|inc|corp|shoes?|sneakers?|trainers|hoodie|jacket|shirt|t-shirt|cap|store|shop|advertisement|commercial)\b)/iu;
const brandBefore = /\b(?:wearing|wears|sponsored by|advertisement for|commercial for|logo of)\s*$/iu;
const workAfter =
  /^['’]?(?:s\b)?[\s_)-]*(?:anime|manga|movie|film|video ?game|game|series|franchise|style|fan ?art|cosplay|costume|character|trading card|poster|screencap|screenshot)\b/iu;
const workBefore =
  /\b(?:cosplay(?:ing)?(?: as| of)?|fan ?art of|screenshot (?:of|from)|characters? from|scene from|set in the world of|style of|anime|movie|video game)\s*(?:the )?$/iu;
/** What stands after a name that is not part of a longer phrase. */
const closed = /^[\s)\]}"'”’:.\d\\]*(?:$|[,;|\n.!?]|(?:and|y|et|und|or|with)\b|&|\+|\/)/iu;
const connector =
  /^[\s)\]}(["':.\d\\]*(?:,|,?\s*(?:&|\+|\/|\||\band\b|\by\b|\bet\b|\bund\b|и|と))[\s(["]*$/iu;

/** The last words of everything that `styleOf`, `by`, `personBefore`, `brandBefore` and `workBefore` look for: most texts need no more than this look. */
const leads = new Set(
  "by of art artist artists artwork painter painters master von de do di stylu стиле художник president singer rapper actor actress musician footballer senator chancellor minister celebrity star wearing wears for cosplay cosplaying as from in anime manga movie film game the".split(
    " ",
  ),
);
/** Letters of the last words above: Latin and Cyrillic without diacritics. */
function isLetter(unit: number): boolean {
  const low = unit | 32;
  return (low >= 97 && low <= 122) || (unit >= 0x400 && unit < 0x500);
}

function mayLead(text: string, start: number): boolean {
  const least = Math.max(0, start - reach);
  let end = start;
  while (end > least && !isLetter(text.charCodeAt(end - 1))) end -= 1;
  let at = end;
  while (at > least && isLetter(text.charCodeAt(at - 1))) at -= 1;
  return leads.has(text.slice(at, end).toLowerCase());
}

function wordsBefore(text: string, start: number): string {
  if (!mayLead(text, start)) return "";
  return text
    .slice(Math.max(0, start - reach), start)
    .replace(syntax, " ")
    .replace(/\s+/gu, " ");
}

function wordsAfter(text: string, end: number): string {
  return text.slice(end, end + reach);
}

const makers: ReadonlySet<NameKind> = new Set(["artist", "studio"]);
const capital = /^\p{Lu}/u;

/**
 * Whether the words around a form of strength `word`, `common` or `exact-word` say that the name is meant. "By" does so for a name
 * that is rare otherwise, and for an everyday word only where it is written like a name and nothing follows that would make it a phrase ("by Church," but
 * not "by church windows").
 */
export function contextSpeaksFor(form: Form, text: string, start: number, end: number): boolean {
  const { kind } = form.name;
  const after = wordsAfter(text, end);
  if (makers.has(kind)) {
    const before = wordsBefore(text, start);
    const style = styleOf.test(before);
    if (form.strength === "common") {
      return (style || by.test(before)) && capital.test(text.slice(start, end)) && closed.test(after);
    }
    return style || by.test(before) || styleAfter.test(after);
  }
  if (form.strength === "common") return false;
  if (kind === "real-person") return personBefore.test(wordsBefore(text, start));
  if (kind === "brand") return brandAfter.test(after) || brandBefore.test(wordsBefore(text, start));
  if (kind === "character" || kind === "franchise") {
    return workAfter.test(after) || workBefore.test(wordsBefore(text, start));
  }
  return false;
}

/** Whether the text between two names makes them a list: "by Mucha and Turner". */
export function continuesList(text: string, previousEnd: number, start: number): boolean {
  return start - previousEnd <= reach && connector.test(text.slice(previousEnd, start));
}

const notLetters = /[^\p{L}\p{N}]+/gu;
const lower = /\p{Ll}/u;
const upper = /\p{Lu}/gu;

/** Whether a span is written in the case of the form (`EU`, not `eu`). */
export function sameCase(form: string, matched: string): boolean {
  return form.normalize("NFKC").replace(notLetters, "") === matched.normalize("NFKC").replace(notLetters, "");
}

/** Whether the text around a span is all in capitals, so that its case says nothing. */
export function inCapitals(text: string, start: number, end: number): boolean {
  const around = text.slice(Math.max(0, start - reach), start) + text.slice(end, end + reach);
  return !lower.test(around) && (around.match(upper)?.length ?? 0) >= 8;
}
