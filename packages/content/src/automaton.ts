/**
 * Aho–Corasick over numbered symbols, in typed arrays. States are numbered level by level, so that the children of a state are
 * neighbours: state `s` has the children `firstChild[s] … firstChild[s + 1] - 1`, sorted by the symbol that leads to them. States with many children have a complete
 * row of moves for the usual symbols; the root has one for all.
 */
export interface Automaton {
  readonly label: Uint16Array;
  readonly firstChild: Int32Array;
  readonly fail: Int32Array;
  /** The pattern that ends in a state, or -1. */
  readonly pattern: Int32Array;
  /** The next shorter suffix of a state, or the state itself, in which a pattern ends; 0 for none. */
  readonly report: Int32Array;
  /** The row of a state in `moves`, or -1. */
  readonly row: Int32Array;
  readonly moves: Int32Array;
  readonly rootMoves: Int32Array;
}

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
  const label = new Uint16Array(most);
  const firstChild = new Int32Array(most + 1);
  const pattern = new Int32Array(most).fill(-1);
  const from = new Int32Array(most);
  const to = new Int32Array(most);
  to[0] = patterns.length;
  let states = 1;
  let levelStart = 0;
  for (let depth = 0; levelStart < states; depth += 1) {
    const levelEnd = states;
    for (let state = levelStart; state < levelEnd; state += 1) {
      firstChild[state] = states;
      let at = from[state]!;
      const end = to[state]!;
      if (at < end && patterns[at]!.length === depth) {
        pattern[state] = at;
        at += 1;
      }
      while (at < end) {
        const symbol = patterns[at]!.charCodeAt(depth);
        from[states] = at;
        while (at < end && patterns[at]!.charCodeAt(depth) === symbol) at += 1;
        to[states] = at;
        label[states] = symbol;
        states += 1;
      }
    }
    levelStart = levelEnd;
  }
  firstChild[states] = states;
  return link(states, alphabetSize, { label, firstChild, pattern });
}

function link(
  states: number,
  alphabetSize: number,
  trie: Pick<Automaton, "label" | "firstChild" | "pattern">,
): Automaton {
  const row = new Int32Array(states).fill(-1);
  let rows = 0;
  for (let state = 1; state < states; state += 1) {
    if (trie.firstChild[state + 1]! - trie.firstChild[state]! >= childrenForRow) {
      row[state] = rows;
      rows += 1;
    }
  }
  const automaton: Automaton = {
    label: trie.label.slice(0, states),
    firstChild: trie.firstChild.slice(0, states + 1),
    pattern: trie.pattern.slice(0, states),
    fail: new Int32Array(states),
    report: new Int32Array(states),
    row,
    moves: new Int32Array(rows * rowLength),
    rootMoves: new Int32Array(alphabetSize),
  };
  const { label, firstChild, fail, report, moves, rootMoves } = automaton;
  for (let child = firstChild[0]!; child < firstChild[1]!; child += 1) rootMoves[label[child]!] = child;
  // Breadth first: a state's fail link is shorter, so its own links and row are complete when they are needed.
  for (let state = 0; state < states; state += 1) {
    for (let child = firstChild[state]!; child < firstChild[state + 1]!; child += 1) {
      fail[child] = state === 0 ? 0 : move(automaton, fail[state]!, label[child]!);
    }
    report[state] = automaton.pattern[state]! >= 0 ? state : report[fail[state]!]!;
    const own = row[state]!;
    if (own < 0) continue;
    for (let symbol = 0; symbol < rowLength; symbol += 1) {
      moves[own * rowLength + symbol] = move(automaton, fail[state]!, symbol);
    }
    for (let child = firstChild[state]!; child < firstChild[state + 1]!; child += 1) {
      if (label[child]! < rowLength) moves[own * rowLength + label[child]!] = child;
    }
  }
  return automaton;
}

/** The state after `symbol`. Amortised constant: every step down a fail link gives back one earlier step up. */
export function move(automaton: Automaton, start: number, symbol: number): number {
  const { label, firstChild, fail, row, moves, rootMoves } = automaton;
  let state = start;
  while (state !== 0) {
    const own = row[state]!;
    if (own >= 0 && symbol < rowLength) return moves[own * rowLength + symbol]!;
    let low = firstChild[state]!;
    let high = firstChild[state + 1]!;
    while (high - low > 4) {
      const middle = (low + high) >> 1;
      if (label[middle]! <= symbol) low = middle;
      else high = middle;
    }
    for (let child = low; child < high; child += 1) if (label[child] === symbol) return child;
    state = fail[state]!;
  }
  return rootMoves[symbol]!;
}
