import { limits } from "../limits.ts";
import { endOfBrackets, endOfString, numberOf } from "./json.ts";

/** The text that the WebUI family writes, taken apart; nothing in it is interpreted yet. */
export interface Infotext {
  readonly prompt: string;
  readonly negativePrompt: string | null;
  /** Settings by lower-case name, in file order; of a name that occurs twice, the first counts. */
  readonly settings: ReadonlyMap<string, string>;
}

/** Settings that occur in every variant; a line must have two of them, one of which no other kind of text would have. */
const FAMILIAR = new Set([
  "size",
  "model",
  "version",
  "scheduler",
  "cfg",
  "width",
  "height",
  "created date",
  "clip skip",
]);
const TELLING: ReadonlyMap<string, RegExp> = new Map([
  ["sampler", /./],
  ["cfg scale", /^-?[\d.]|^undefined$/i],
  ["seed", /^-?\d|^undefined$/i],
  ["model hash", /^[0-9a-f]{6,64}$/i],
  ["schedule type", /./],
  ["app", /./],
  ["civitai resources", /^\[/],
  ["civitai metadata", /^\{/],
]);

/** Lines that may be the settings which are tried, the last one first. */
const TRIES = 8;

/**
 * Takes apart the grammar of AUTOMATIC1111's `create_infotext`: prompt, negative prompt, and one line of settings. The
 * settings are the last line that begins with `Steps:` and reads as settings, so neither a prompt that imitates such a line nor
 * one that an extension quotes behind it counts.
 */
export function parseInfotext(text: string): Infotext | null {
  let end = text.length;
  for (let tries = 0; tries < TRIES; tries++) {
    const start = lastLine(text, "Steps:", end);
    if (start < 0) break;
    const settings = parseSettings(text, start);
    if (isSettings(settings)) return divide(text, start, settings);
    end = start;
  }
  for (const start of [jammedSettings(text), lastLineWith(text, "Civitai resources: [")]) {
    if (start < 0) continue;
    const settings = parseSettings(text, start);
    if (isSettings(settings)) return divide(text, start, settings);
  }
  return null;
}

function isSettings(settings: ReadonlyMap<string, string>): boolean {
  let familiar = 0;
  let telling = 0;
  for (const [name, value] of settings) {
    if (TELLING.get(name)?.test(value) === true) telling++;
    else if (FAMILIAR.has(name)) familiar++;
  }
  if (telling === 0 || telling + familiar < 2) return false;
  // Engines that Civitai passes a request on to have no steps.
  return /^\d/.test(settings.get("steps") ?? "") || settings.has("civitai resources");
}

function divide(text: string, start: number, settings: ReadonlyMap<string, string>): Infotext {
  const before = text.slice(0, start);
  const mark = findNegative(before);
  const prompt = (mark < 0 ? before : before.slice(0, mark)).trim();
  const negative = mark < 0 ? null : before.slice(mark + NEGATIVE.length).trim();
  return { prompt, negativePrompt: negative, settings };
}

/** Where the last line before `end` starts that begins with `mark`; spaces before it do not count. */
function lastLine(text: string, mark: string, end: number): number {
  for (let at = end; at > 0;) {
    const found = text.lastIndexOf(mark, at - 1);
    if (found < 0) break;
    let line = found;
    while (line > 0 && (text.charCodeAt(line - 1) === 32 || text.charCodeAt(line - 1) === 9)) line--;
    if (line === 0 || text.charCodeAt(line - 1) === 10 || text.charCodeAt(line - 1) === 13) return found;
    at = found;
  }
  return -1;
}

/** Where the last line starts that holds `mark`. */
function lastLineWith(text: string, mark: string): number {
  const found = text.lastIndexOf(mark);
  return found < 0 ? -1 : text.lastIndexOf("\n", found) + 1;
}

/** The last `Steps: <number>,` of a text in one line; JSON has its own readers, whatever its strings hold. */
function jammedSettings(text: string): number {
  const jammed = text.trimStart().startsWith("{") ? -1 : text.lastIndexOf("Steps: ");
  if (jammed < 0) return -1;
  const after = text.charCodeAt(jammed + 7);
  return after >= 48 && after <= 57 && text.indexOf(", Sampler: ", jammed) > 0 ? jammed : -1;
}

const NEGATIVE = "Negative prompt:";

/** Where the first line begins that starts with `Negative prompt:`, in any case; also behind a space in a text of one line. */
function findNegative(text: string): number {
  const line = /^negative prompt:/im.exec(text);
  if (line !== null) return line.index;
  return text.includes("\n") ? -1 : (/negative prompt:/i.exec(text)?.index ?? -1);
}

function parseSettings(text: string, start: number): Map<string, string> {
  const settings = new Map<string, string>();
  let at = start;
  let last = "";
  const brackets = { open: false };
  for (
    let pieces = 0;
    at < text.length && settings.size < limits.settings && pieces < limits.settingPieces;
    pieces++
  ) {
    while (at < text.length && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 44)) at++;
    if (at >= text.length || text.charCodeAt(at) === 10 || text.charCodeAt(at) === 13) break;
    const colon = endOfName(text, at);
    if (colon < 0) {
      // No name before the next comma: the piece belongs to the value before it.
      const end = endOfPlain(text, at);
      if (last !== "") settings.set(last, `${settings.get(last) ?? ""}, ${text.slice(at, end).trim()}`);
      at = Math.max(end, at + 1);
      continue;
    }
    const written = text.slice(at, colon).trim();
    const name = written.toLowerCase();
    at = colon + 1;
    while (text.charCodeAt(at) === 32) at++;
    const [value, end] = readValue(text, at, brackets);
    at = end;
    // Some write the list of hashes without quotes, so that its pairs look like settings.
    const isSetting = FAMILIAR.has(name) || TELLING.has(name) || name.endsWith(" hash");
    if (LISTS.has(last) && HASH.test(value) && !isSetting) {
      settings.set(last, `${settings.get(last) ?? ""}, ${written}: ${value}`);
      continue;
    }
    if (!settings.has(name)) settings.set(name, value);
    last = name;
  }
  return settings;
}

const LISTS = new Set(["lora hashes", "ti hashes"]);
const HASH = /^[0-9a-f]{8,64}$/i;

/** The colon that ends a setting's name, or -1 where a comma, quote, bracket or line end comes first. */
function endOfName(text: string, from: number): number {
  const end = Math.min(text.length, from + 80);
  for (let at = from; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 58) return at > from ? at : -1;
    if (unit === 44 || unit === 34 || unit === 10 || unit === 13 || unit === 123 || unit === 91) return -1;
  }
  return -1;
}

function endOfPlain(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 44 || unit === 10 || unit === 13) break;
    at++;
  }
  return at;
}

/** `brackets.open` remembers that some bracket is never closed: looking for the end of each such one would take forever. */
function readValue(text: string, at: number, brackets: { open: boolean }): [value: string, end: number] {
  const unit = text.charCodeAt(at);
  if (unit === 34) {
    const end = endOfString(text, at);
    const next = text.charCodeAt(end);
    if (end >= text.length || next === 44 || next === 10 || next === 13 || next === 32) {
      return [unquote(text.slice(at, end)), end];
    }
  }
  if ((unit === 123 || unit === 91) && !brackets.open) {
    const end = endOfBrackets(text, at);
    if (end > 0) return [text.slice(at, end), end];
    brackets.open = true;
  }
  const end = endOfPlain(text, at);
  return [text.slice(at, end).trim(), end];
}

function unquote(quoted: string): string {
  try {
    const value: unknown = JSON.parse(quoted);
    if (typeof value === "string") return value;
  } catch {
    // Not JSON: the bare text between the quotes is what can be had.
  }
  return quoted.endsWith('"') && quoted.length > 1 ? quoted.slice(1, -1) : quoted.slice(1);
}

/** An extra network that a prompt calls. */
export interface Tag {
  readonly kind: string;
  readonly name: string;
  readonly weight: number | undefined;
}

/** The extra networks that a prompt calls: `<lora:name:weight>`, `<lyco:…>`, `<hypernet:…>`. */
export function readTags(prompt: string): Tag[] {
  const tags: Tag[] = [];
  let marks = 0;
  for (
    let open = prompt.indexOf("<");
    open >= 0 && tags.length < limits.models && marks++ < limits.tagMarks;
    open = prompt.indexOf("<", open + 1)
  ) {
    const window = prompt.slice(open + 1, open + 400);
    const close = window.indexOf(">");
    if (close < 0) continue;
    const parts = window.slice(0, close).split(":");
    const kind = (parts[0] ?? "").toLowerCase();
    if ((kind !== "lora" && kind !== "lyco" && kind !== "hypernet") || parts.length < 2) continue;
    const name = (parts[1] ?? "").trim();
    if (name !== "") tags.push({ kind, name, weight: weightOf(parts.slice(2)) });
  }
  return tags;
}

/**
 * The weight that counts: the first number, or the second where the first is zero, or `unet=`. WebUI writes the text encoder's
 * first (`0.8:0.5`, `te=0.8:unet=0.5`), prompts for ComfyUI the model's.
 */
function weightOf(values: readonly string[]): number | undefined {
  const named = (name: string): number | undefined =>
    numberOf(values.find((value) => value.trim().startsWith(`${name}=`))?.split("=")[1]);
  const weights = [named("unet"), numberOf(values[0]), numberOf(values[1]), named("te")];
  return (
    weights.find((weight) => weight !== undefined && weight !== 0) ?? weights.find((weight) => weight === 0)
  );
}
