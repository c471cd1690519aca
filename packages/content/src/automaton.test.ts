import fc from "fast-check";
import { expect, test } from "vitest";

import { buildAutomaton, fail, move, record } from "./automaton.ts";

/** Every place where a pattern ends, found the slow way. */
function slowly(patterns: readonly string[], text: string): readonly string[] {
  const found: string[] = [];
  for (let end = 1; end <= text.length; end += 1) {
    for (const [index, pattern] of patterns.entries()) {
      if (text.slice(0, end).endsWith(pattern)) found.push(`${index}@${end}`);
    }
  }
  return found.toSorted();
}

function withAutomaton(patterns: readonly string[], text: string): readonly string[] {
  const automaton = buildAutomaton(patterns, 60);
  const found: string[] = [];
  let state = 0;
  for (let at = 0; at < text.length; at += 1) {
    state = move(automaton, state, text.charCodeAt(at));
    for (
      let end = automaton.report[state]!;
      end !== 0;
      end = automaton.report[automaton.states[end * record + fail]!]!
    ) {
      found.push(`${automaton.pattern[end]}@${at + 1}`);
    }
  }
  return found.toSorted();
}

test("finds exactly what a slow search finds, with rows and without", () => {
  const symbols = fc.array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 36, max: 42 })), {
    minLength: 1,
    maxLength: 6,
  });
  const strings = symbols.map((list) => String.fromCharCode(...list));
  fc.assert(
    fc.property(
      fc.uniqueArray(strings, { minLength: 1, maxLength: 60 }),
      fc.array(strings, { maxLength: 20 }),
      (some, parts) => {
        const patterns = some.toSorted();
        const text = parts.join("");
        expect(withAutomaton(patterns, text)).toEqual(slowly(patterns, text));
      },
    ),
    { seed: 20261122, numRuns: 1000 },
  );
});
