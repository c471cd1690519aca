import { foldCodePoint, hardBreak, ignored, scriptClass, softBreak, spaced } from "./fold.ts";
import type { ScriptClass } from "./fold.ts";

/** The symbol for a boundary of words; letters are numbered from 2, and 0 stands for every letter that no name has. */
export const boundary = 1;

/** What a code unit does to the scanner: the low three bits. */
export const unread = 0;
export const skip = 1;
export const soft = 2;
export const hard = 3;
export const letter = 4;
export const several = 5;
export const surrogate = 6;

interface FoldedLetter {
  readonly symbol: number;
  readonly script: ScriptClass;
}

/**
 * Numbers the letters that names use, and keeps for every UTF-16 code unit what the scanner does with it, computed page by page when first
 * met. An entry is `action | class << 3 | symbol << 5`; for `several` (one character, several letters) it is `action | index << 5`.
 */
export class Alphabet {
  readonly entries: Int32Array = new Int32Array(0x10000);
  readonly expansions: Int32Array[] = [];
  readonly #symbols = new Map<string, number>();
  readonly #astral = new Map<number, number>();
  readonly #folded = new Map<string, readonly FoldedLetter[] | null>();

  constructor() {
    // The usual letters first: automaton rows are kept for the low numbers.
    for (const usual of "abcdefghijklmnopqrstuvwxyz0123456789") this.#symbolOf(usual);
  }

  get size(): number {
    return this.#symbols.size + 2;
  }

  /**
   * The symbols of a written name, boundaries included exactly where the scanner will set them. A name that ends in a script with endings
   * (`openEnd`) has no boundary there; the scanner looks at the ending itself.
   */
  symbolsOfName(text: string, openEnd: boolean): number[] {
    const symbols: number[] = [];
    let before: ScriptClass | 0 = 0;
    let parted = true;
    for (const character of text) {
      const letters = this.#lettersOf(character);
      if (letters === null) {
        parted = true;
        continue;
      }
      for (const { symbol, script: own } of letters) {
        if (parted ? before === spaced || own === spaced : (before === spaced) !== (own === spaced)) {
          symbols.push(boundary);
        }
        symbols.push(symbol);
        before = own;
        parted = false;
      }
    }
    if (before === spaced && !openEnd) symbols.push(boundary);
    return symbols;
  }

  /** Fills the page of 256 code units around `unit`. Call only once all names are in. */
  readPage(unit: number): void {
    const page = unit & 0xff00;
    for (let at = page; at < page + 0x100; at += 1) {
      this.entries[at] = at >= 0xd800 && at <= 0xdbff ? surrogate : this.#entryOf(at);
    }
  }

  /** The entry of a code point above U+FFFF. */
  astral(codePoint: number): number {
    let entry = this.#astral.get(codePoint);
    if (entry === undefined) {
      entry = this.#entryOf(codePoint);
      this.#astral.set(codePoint, entry);
    }
    return entry;
  }

  /** Null where the character parts words. Cached: names share few characters. */
  #lettersOf(character: string): readonly FoldedLetter[] | null {
    let letters = this.#folded.get(character);
    if (letters === undefined) {
      const folded = foldCodePoint(character.codePointAt(0) ?? 0);
      letters =
        folded === softBreak || folded === hardBreak
          ? null
          : Array.from(folded, (one) => ({ symbol: this.#symbolOf(one), script: scriptClass(one) }));
      this.#folded.set(character, letters);
    }
    return letters;
  }

  #symbolOf(one: string): number {
    let symbol = this.#symbols.get(one);
    if (symbol === undefined) {
      symbol = this.#symbols.size + 2;
      this.#symbols.set(one, symbol);
    }
    return symbol;
  }

  #entryOf(codePoint: number): number {
    const folded = foldCodePoint(codePoint);
    if (folded === ignored) return skip;
    if (folded === softBreak) return soft;
    if (folded === hardBreak) return hard;
    const parts = Array.from(
      folded,
      (one) => (scriptClass(one) << 3) | ((this.#symbols.get(one) ?? 0) << 5) | letter,
    );
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    this.expansions.push(Int32Array.from(parts));
    return several | ((this.expansions.length - 1) << 5);
  }
}
