import { limits } from "../limits.ts";

/** A JSON object, nothing known about its fields. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Parses JSON as generators write it: Python's `NaN` and `Infinity` become null, integers too large to be exact (seeds have up to 64
 * bits) become texts, and anything that is not JSON becomes undefined. Only texts that begin with `{` or `[` are tried.
 */
export function parseJson(text: string): unknown {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  const first = text.charCodeAt(at);
  if ((first !== 123 && first !== 91) || text.length > limits.jsonCharacters) return undefined;
  if (text.length > limits.jsonDepthChecked && isTooDeep(text)) return undefined;
  if (LARGE_INTEGER.test(text)) return parsePlain(keepLargeIntegers(text));
  return parsePlain(text);
}

function parsePlain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (!text.includes("NaN") && !text.includes("Infinity")) return undefined;
  }
  try {
    return JSON.parse(replaceNonNumbers(text));
  } catch {
    return undefined;
  }
}

/** At least sixteen digits behind what may precede a number: 2^53 has that many. */
const LARGE_INTEGER = /[:,[\s]-?\d{16}/;

/** The same text with integers of sixteen digits and more in quotes; one pass, what stands in strings stays. */
function keepLargeIntegers(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    if (unit === 34) {
      at = endOfString(text, at);
      continue;
    }
    if (!isNumeral(unit)) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < text.length && isNumeral(text.charCodeAt(end))) end++;
    const numeral = text.slice(at, end);
    if (numeral.length >= 16 && /^-?\d+$/.test(numeral)) {
      parts.push(text.slice(from, at), `"${numeral}"`);
      from = end;
    }
    at = end;
  }
  parts.push(text.slice(from));
  return parts.join("");
}

/** A digit, sign, point or exponent. */
function isNumeral(unit: number): boolean {
  return (
    (unit >= 48 && unit <= 57) || unit === 45 || unit === 43 || unit === 46 || unit === 69 || unit === 101
  );
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 34) i = endOfString(text, i) - 1;
    else if (unit === 123 || unit === 91) {
      if (++depth > limits.jsonDepth) return true;
    } else if (unit === 125 || unit === 93) depth--;
  }
  return false;
}

/** The same text with `NaN`, `Infinity` and `-Infinity` outside of strings replaced by null; one pass. */
function replaceNonNumbers(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    if (unit === 34) {
      at = endOfString(text, at);
      continue;
    }
    const word = unit === 78 ? "NaN" : unit === 73 ? "Infinity" : unit === 45 ? "-Infinity" : null;
    if (word !== null && text.startsWith(word, at)) {
      parts.push(text.slice(from, at), "null");
      at += word.length;
      from = at;
    } else at++;
  }
  parts.push(text.slice(from));
  return parts.join("");
}

/** Behind the closing quote of the JSON string that opens at `at`, or the end of the text where none closes it. */
export function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 92) i++;
    else if (unit === 34) return i + 1;
  }
  return text.length;
}

/** Behind the bracket that closes the one at `at`, with strings passed over; -1 where none does. */
export function endOfBrackets(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 34) i = endOfString(text, i) - 1;
    else if (unit === 123 || unit === 91) depth++;
    else if ((unit === 125 || unit === 93) && --depth === 0) return i + 1;
  }
  return -1;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A number, also where it is written as a text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "" || value.length > 40) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A seed: a number where it is exact, otherwise the digits as they are written. */
export function seedOf(value: unknown): number | string | undefined {
  if (typeof value === "string" && /^-?\d{1,40}$/.test(value.trim())) {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.trim();
  }
  return numberOf(value);
}
