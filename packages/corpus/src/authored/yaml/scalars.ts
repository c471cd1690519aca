import { unusual } from "./unusual.ts";

/** Index after the closing quote of the scalar that opens at `start`; -1 where there is none. */
export function quotedEnd(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\" && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at + 1;
    }
  }
  return -1;
}

/** A quoted scalar on one line, and the index after it. */
export function readQuoted(text: string, start: number): readonly [value: string, end: number] {
  const end = quotedEnd(text, start);
  if (end < 0) return unusual();
  const inner = text.slice(start + 1, end - 1);
  if (text[start] === "'") return [inner.replaceAll("''", "'"), end];
  if (!inner.includes("\\")) return [inner, end];
  if (/\\[^"\\/bfnrt]/u.test(inner)) return unusual();
  return [JSON.parse(`"${inner}"`) as string, end];
}

/** The core schema of YAML 1.2 §10.3.2. */
export function resolvePlain(text: string): unknown {
  const first = text.charCodeAt(0);
  if (first > 57 && first !== 126) {
    // Only words that begin like null, true or false, and are no longer, need a look.
    if (text.length > 5 || !/^[nNtTfF]/u.test(text)) return text;
    if (/^(?:null|Null|NULL)$/u.test(text)) return null;
    if (/^(?:true|True|TRUE)$/u.test(text)) return true;
    return /^(?:false|False|FALSE)$/u.test(text) ? false : text;
  }
  if (text === "~") return null;
  if (text.length === 10 && text[4] === "-" && text[7] === "-") return text;
  if (/^[-+]?[0-9]{1,15}$/u.test(text) || /^[-+]?[0-9]+\.[0-9]+$/u.test(text)) return Number(text);
  return ODD_NUMBER.test(text) ? unusual() : text;
}

/** Octal, hexadecimal, exponents, infinities, numbers of many digits or without any beside the point. */
const ODD_NUMBER =
  /^(?:0[ox][0-9a-f]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?|[-+]?\.inf|\.nan)$/iu;
