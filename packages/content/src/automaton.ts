/**
 * Aho–Corasick over numbered symbols, in typed arrays. States are numbered level by level, so that the children of a state are neighbours:
 * state `s` has the children `first(s) … first(s + 1) - 1`, sorted by the symbol that leads to them. All that a step needs of a state
 * stands side by side in `states`, four numbers each. States with many children have a complete row of moves for the usual symbols; the
 * root has one for all.
 */
export interface Automaton {
  /** For each state: its first child, its fail link, its `steps`, and the symbol that leads to it. One record more closes the last state's children. */
  readonly states: Int32Array;
  /** The pattern that ends in a state, or -1. */
  readonly pattern: Int32Array;
  /** The state itself or its longest suffix in which a pattern ends; 0 for none. */
  readonly report: Int32Array;
  readonly moves: Int32Array;
  readonly rootMoves: Int32Array;
}

/** Where the parts of a record stand. `steps` is `(row + 1) * 2`, `row` being the state's in `moves` or -1, plus 1 where a pattern ends. */
export const record = 4;
export const fail = 1;
export const steps = 2;
const label = 3;

/** Symbols below this number have their place in the rows: the boundary, a–z, 0–9. */
export const rowLength = 38;
const childrenForRow = 5;

/**
 * Builds the automaton. `patterns` are distinct, not empty, and sorted as strings of char codes (one code a symbol); `alphabetSize`
 * is above every symbol. Time and space grow with the total length of the patterns.
 */
export function buildAutomaton(patterns: readonly string[], alphabetSize: number): Automaton {
  let most = 1;
  for (const pattern of patterns) most += pattern.length;
  const states = new Int32Array((most + 1) * record);
  const pattern = new Int32Array(most).fill(-1);
  const from = new Int32Array(most);
  const to = new Int32Array(most);
  to[0] = patterns.length;
  let count = 1;
  let levelStart = 0;
  for (let depth = 0; levelStart < count; depth += 1) {
    const levelEnd = count;
    for (let state = levelStart; state < levelEnd; state += 1) {
      states[state * record] = count;
      let at = from[state]!;
      const end = to[state]!;
      if (at < end && patterns[at]!.length === depth) {
        pattern[state] = at;
        at += 1;
      }
      while (at < end) {
        const symbol = patterns[at]!.charCodeAt(depth);
        from[count] = at;
        while (at < end && patterns[at]!.charCodeAt(depth) === symbol) at += 1;
        to[count] = at;
        states[count * record + label] = symbol;
        count += 1;
      }
    }
    levelStart = levelEnd;
  }
  states[count * record] = count;
  return link(states.slice(0, (count + 1) * record), pattern.slice(0, count), alphabetSize);
}

function link(states: Int32Array, pattern: Int32Array, alphabetSize: number): Automaton {
  const count = pattern.length;
  let rows = 0;
  for (let state = 1; state < count; state += 1) {
    if (states[(state + 1) * record]! - states[state * record]! < childrenForRow) continue;
    rows += 1;
    states[state * record + steps] = rows * 2;
  }
  const automaton: Automaton = {
    states,
    pattern,
    report: new Int32Array(count),
    moves: new Int32Array(rows * rowLength),
    rootMoves: new Int32Array(alphabetSize),
  };
  const { report, moves, rootMoves } = automaton;
  const afterRoot = states[record]!;
  for (let child = 1; child < afterRoot; child += 1) rootMoves[states[child * record + label]!] = child;
  // Breadth first: a state's fail link is shorter, so its own links and row are complete when they are needed.
  for (let state = 0; state < count; state += 1) {
    const at = state * record;
    const first = states[at]!;
    const end = states[at + record]!;
    for (let child = first; child < end; child += 1) {
      const own = child * record;
      states[own + fail] = state === 0 ? 0 : move(automaton, states[at + fail]!, states[own + label]!);
    }
    report[state] = pattern[state]! >= 0 ? state : report[states[at + fail]!]!;
    if (report[state] !== 0) states[at + steps]! |= 1;
    const row = (states[at + steps]! >> 1) - 1;
    if (row < 0) continue;
    for (let symbol = 0; symbol < rowLength; symbol += 1) {
      moves[row * rowLength + symbol] = move(automaton, states[at + fail]!, symbol);
    }
    for (let child = first; child < end; child += 1) {
      const symbol = states[child * record + label]!;
      if (symbol < rowLength) moves[row * rowLength + symbol] = child;
    }
  }
  return automaton;
}

/** The state after `symbol`. Amortised constant: every step down a fail link gives back one earlier step up. */
export function move(automaton: Automaton, start: number, symbol: number): number {
  const { states, moves, rootMoves } = automaton;
  let state = start;
  while (state !== 0) {
    const at = state * record;
    const row = (states[at + steps]! >> 1) - 1;
    if (row >= 0 && symbol < rowLength) return moves[row * rowLength + symbol]!;
    let low = states[at]!;
    let high = states[at + record]!;
    while (high - low > 4) {
      const middle = (low + high) >> 1;
      if (states[middle * record + label]! <= symbol) low = middle;
      else high = middle;
    }
    for (let child = low; child < high; child += 1) {
      if (states[child * record + label] === symbol) return child;
    }
    state = states[at + fail]!;
  }
  return rootMoves[symbol]!;
}
