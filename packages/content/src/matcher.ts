import { Alphabet, boundary } from "./alphabet.ts";
import { buildAutomaton } from "./automaton.ts";
import type { Automaton } from "./automaton.ts";
import { edgesOf, hasEndings } from "./endings.ts";
import type { Form } from "./name.ts";
import { longestPattern } from "./scan-text.ts";

/** A form with what the scanner must look at around it. */
export interface PreparedForm extends Form {
  readonly edges: number;
  /** The sentence that a certain finding gives, made when first needed. */
  why?: string;
}

/** All names, ready to be found. */
export interface Matcher {
  readonly alphabet: Alphabet;
  readonly automaton: Automaton;
  /** The number of symbols of each pattern, its boundaries included. */
  readonly lengths: Uint8Array;
  /** 1 where a pattern begins with a boundary. */
  readonly leads: Uint8Array;
  /** The forms that fold to each pattern. */
  readonly forms: readonly (readonly PreparedForm[])[];
}

/** Builds the matcher: folds every form, joins those that fold alike, and builds the automaton. */
export function buildMatcher(forms: readonly Form[]): Matcher {
  const alphabet = new Alphabet();
  const byPattern = new Map<string, PreparedForm[]>();
  for (const { name, text, strength } of forms) {
    const symbols = alphabet.symbolsOfName(text, hasEndings(text));
    if (symbols.length === 0 || symbols.length > longestPattern) continue;
    const key = String.fromCharCode(...symbols);
    const form: PreparedForm = { name, text, strength, edges: edgesOf(text) };
    const same = byPattern.get(key);
    if (same === undefined) byPattern.set(key, [form]);
    else same.push(form);
  }
  const patterns = [...byPattern.keys()].toSorted();
  return {
    alphabet,
    automaton: buildAutomaton(patterns, alphabet.size),
    lengths: Uint8Array.from(patterns, (pattern) => pattern.length),
    leads: Uint8Array.from(patterns, (pattern) => (pattern.charCodeAt(0) === boundary ? 1 : 0)),
    forms: patterns.map((pattern) => byPattern.get(pattern) ?? []),
  };
}
