import { boundary, hard, letter, several, skip, soft, surrogate, unread } from "./alphabet.ts";
import { fail, move, record, rowLength, steps } from "./automaton.ts";
import type { Candidates } from "./candidates.ts";
import { spaced } from "./fold.ts";
import type { Matcher } from "./matcher.ts";

/** Offsets of the latest symbols are kept in a ring of this size; no pattern is longer. */
export const longestPattern = 255;
// One scan runs at a time and never yields, so one ring serves all.
const ring = new Int32Array(longestPattern + 1);
const spacedLetter = letter | (spaced << 3);

/**
 * Runs the automaton over `text` from `from` up to `to` (UTF-16 code units) and adds every place where a pattern stands with word
 * boundaries on both sides. One pass, a constant amount of work for each code unit whatever the text is, no copy of it.
 */
export function scanText(
  matcher: Matcher,
  text: string,
  from: number,
  to: number,
  candidates: Candidates,
): void {
  const { alphabet, automaton } = matcher;
  const { entries, expansions } = alphabet;
  const { states, moves, rootMoves } = automaton;
  let state = 0;
  let emitted = 0;
  // The script of the letter before, 0 for none, and whether something that parts words stands between.
  let before = 0;
  let parted = true;
  let lastEnd = from;

  for (let at = from; at < to; at += 1) {
    const start = at;
    const unit = text.charCodeAt(at);
    let entry = entries[unit]!;
    if ((entry & 31) === spacedLetter) {
      if (parted || before !== spaced) {
        state = move(automaton, state, boundary);
        ring[emitted & longestPattern] = at;
        emitted += 1;
        if ((states[state * record + steps]! & 1) !== 0)
          collect(matcher, candidates, state, emitted, lastEnd);
        parted = false;
        before = spaced;
      }
      for (;;) {
        const symbol = entry >> 5;
        const own = (states[state * record + steps]! >> 1) - 1;
        if (symbol === 0) state = 0;
        else if (own >= 0 && symbol < rowLength) state = moves[own * rowLength + symbol]!;
        else state = move(automaton, state, symbol);
        ring[emitted & longestPattern] = at;
        emitted += 1;
        if ((states[state * record + steps]! & 1) !== 0) collect(matcher, candidates, state, emitted, at + 1);
        if (at + 1 >= to) break;
        entry = entries[text.charCodeAt(at + 1)]!;
        if ((entry & 31) !== spacedLetter) break;
        at += 1;
        // Names in scripts with spaces begin at a boundary: once a word is none of them, its rest cannot matter.
        if (state === 0) {
          while (at + 1 < to && (entries[text.charCodeAt(at + 1)]! & 31) === spacedLetter) at += 1;
          break;
        }
      }
      lastEnd = at + 1;
      continue;
    }
    if (entry === unread) {
      alphabet.readPage(unit);
      at -= 1;
      continue;
    }
    if ((entry & 7) === surrogate) {
      const codePoint = text.codePointAt(at) ?? 0;
      if (codePoint > 0xffff && at + 1 < to) {
        entry = alphabet.astral(codePoint);
        at += 1;
      } else entry = soft;
    }
    const action = entry & 7;
    if (action === soft) {
      parted = true;
      continue;
    }
    if (action === skip) {
      if (!parted) lastEnd = at + 1;
      continue;
    }
    if (action === hard) {
      if (before === spaced) {
        state = move(automaton, state, boundary);
        if ((states[state * record + steps]! & 1) !== 0)
          collect(matcher, candidates, state, emitted + 1, lastEnd);
      }
      state = 0;
      before = 0;
      parted = true;
      continue;
    }
    const parts = action === several ? expansions[entry >> 5]! : null;
    const last = parts === null ? 0 : parts.length - 1;
    for (let part = 0; part <= last; part += 1) {
      const current = parts === null ? entry : parts[part]!;
      const own = (current >> 3) & 3;
      if (parted || own !== before) {
        if (parted ? before === spaced || own === spaced : (before === spaced) !== (own === spaced)) {
          state = move(automaton, state, boundary);
          ring[emitted & longestPattern] = start;
          emitted += 1;
          if ((states[state * record + steps]! & 1) !== 0)
            collect(matcher, candidates, state, emitted, lastEnd);
        }
        parted = false;
        before = own;
      }
      const symbol = current >> 5;
      if (symbol === 0) state = 0;
      else state = state === 0 ? rootMoves[symbol]! : move(automaton, state, symbol);
      ring[emitted & longestPattern] = start;
      emitted += 1;
      // A name may not end inside one character, such as half of a Korean syllable.
      if (part === last && (states[state * record + steps]! & 1) !== 0)
        collect(matcher, candidates, state, emitted, at + 1);
    }
    lastEnd = at + 1;
  }
  if (before === spaced) {
    state = move(automaton, state, boundary);
    if ((states[state * record + steps]! & 1) !== 0)
      collect(matcher, candidates, state, emitted + 1, lastEnd);
  }
}

/** Adds every pattern that ends in a state: itself and its suffixes. */
function collect(
  { automaton, lengths, leads }: Matcher,
  candidates: Candidates,
  state: number,
  symbols: number,
  end: number,
): void {
  const { report, states, pattern } = automaton;
  for (let at = report[state]!; at !== 0; at = report[states[at * record + fail]!]!) {
    const which = pattern[at]!;
    candidates.add(which, ring[(symbols - lengths[which]! + leads[which]!) & longestPattern]!, end);
  }
}
