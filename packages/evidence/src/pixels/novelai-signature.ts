import { endOfBrackets, endOfString } from "../readers/json.ts";

/** NovelAI's public key (Ed25519), as published in NovelAI/novelai-image-metadata. */
const PUBLIC_KEY = "Y2JcQAOhLwzwSDUJPNgL04nS0Tbqm7cSRc4xk0vRMic=";

/** What is signed besides the pixels: the comment as Python's `json.dumps` writes it, without the signature itself. */
export function signedText(comment: string): string | null {
  const open = comment.indexOf("{");
  if (open < 0 || comment.length > 1_048_576 || endOfBrackets(comment, open) < 0) return null;
  const members: string[] = [];
  let at = open + 1;
  for (;;) {
    at = skipSpace(comment, at);
    if (comment[at] === "}") break;
    if (comment[at] === ",") {
      at++;
      continue;
    }
    if (comment[at] !== '"') return null;
    const keyEnd = endOfString(comment, at);
    const key = comment.slice(at, keyEnd);
    at = skipSpace(comment, keyEnd);
    if (comment[at] !== ":") return null;
    at = skipSpace(comment, at + 1);
    const end = endOfValue(comment, at);
    if (end <= at) return null;
    if (key !== '"signed_hash"') members.push(`${pythonJson(key)}: ${pythonJson(comment.slice(at, end))}`);
    at = end;
  }
  return `{${members.join(", ")}}`;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  return at;
}

function endOfValue(text: string, at: number): number {
  const unit = text[at];
  if (unit === '"') return endOfString(text, at);
  if (unit === "{" || unit === "[") return endOfBrackets(text, at);
  let end = at;
  while (end < text.length && !",}] \n\r\t".includes(text[end]!)) end++;
  return end;
}

/** The same JSON with `, ` and `: ` between tokens and every character outside of ASCII escaped; numbers keep their spelling (`5.0`). */
function pythonJson(json: string): string {
  const parts: string[] = [];
  for (let at = 0; at < json.length;) {
    const unit = json.charCodeAt(at);
    if (unit === 34) {
      const end = endOfString(json, at);
      parts.push(pythonString(json.slice(at, end)));
      at = end;
    } else if (unit <= 32) {
      at++;
    } else {
      parts.push(unit === 44 ? ", " : unit === 58 ? ": " : json[at]!);
      at++;
    }
  }
  return parts.join("");
}

const SHORT: Readonly<Record<number, string>> = {
  34: '\\"',
  92: "\\\\",
  10: "\\n",
  13: "\\r",
  9: "\\t",
  8: "\\b",
  12: "\\f",
};

function pythonString(quoted: string): string {
  let value: unknown;
  try {
    value = JSON.parse(quoted);
  } catch {
    return quoted;
  }
  if (typeof value !== "string") return quoted;
  let out = '"';
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    const short = SHORT[unit];
    if (short !== undefined) out += short;
    else if (unit >= 0x20 && unit < 0x7f) out += value[i];
    else out += `\\u${unit.toString(16).padStart(4, "0")}`;
  }
  return `${out}"`;
}

/** Checks NovelAI's signature over the RGB bytes and the comment. Null where this place cannot check Ed25519. */
export async function verifyNovelAI(
  rgb: Uint8Array,
  comment: string,
  signature: string,
): Promise<boolean | null> {
  const text = signedText(comment);
  const signed = fromBase64(signature);
  const key = fromBase64(PUBLIC_KEY);
  if (text === null || signed === null || key === null || signed.length !== 64) return false;
  const words = new TextEncoder().encode(text);
  const message = new Uint8Array(rgb.length + words.length);
  message.set(rgb);
  message.set(words, rgb.length);
  try {
    const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, signed, message);
  } catch {
    return null;
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length > 4096) return null;
  try {
    return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  } catch {
    return null;
  }
}
