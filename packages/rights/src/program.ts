import type { Corpus, FactValue } from "@cleartitle/corpus";
import type { Chain } from "@cleartitle/title";
import { buildSlice } from "./build-slice.ts";
import { isPlaceFact, wholesOf } from "./places/place-facts.ts";
import type { Question } from "./question.ts";
import type { Literal, SlicedRule, Variable } from "./slice.ts";

/**
 * All questions about one chain, one use and one day, made ready for deciding many of them: what a question's facts leave of the
 * rules, its *residual*, is found with a few bit operations. Two questions with the same residual have the same answer, because the
 * rest of the decision looks at nothing else.
 */
export interface Program {
  readonly columns: readonly Column[];
  /** The facts by which a question says that a duty is done: `met.<code>`. */
  readonly met: readonly string[];
  /** 32-bit words in a set of rules. */
  readonly words: number;
}

/** One fact: for each cell of its domain, the rules that a value in the cell leaves standing, and the duties it leaves to be met. */
interface Column {
  readonly code: string;
  readonly meant: FactValue | undefined;
  readonly cellOf: CellFinder;
  /** Cells, and two more: left out, and left out with its plain meaning. */
  readonly states: number;
  readonly standing: readonly Int32Array[];
  readonly meetable: readonly Int32Array[];
}

/** The cell that a value lies in; -1 where it lies in none, so that no table speaks of it. */
type CellFinder = (value: FactValue) => number;

/** Makes the tables for a chain, a use and a day. The facts of `question` play no part. */
export function buildProgram(corpus: Corpus, chain: Chain, question: Question): Program {
  const slice = buildSlice(corpus, chain, question, true);
  const rules = slice.links.flatMap((link) => link.rules);
  const words = Math.max(1, Math.ceil(rules.length / 32));
  const duties = new Set(rules.flatMap(({ rule }) => rule.duty ?? []));
  return {
    columns: slice.variables.flatMap((variable, index) =>
      variable.kind === "fact" ? [column(rules, words, variable, index)] : [],
    ),
    met: [...duties].sort().map((duty) => `met.${duty}`),
    words,
  };
}

/**
 * The cells of all facts as one number: questions with the same number have the same residual. NaN where a value lies outside the
 * tables or there are too many facts for a number, so that the question has to be taken on its own.
 */
export function cellsKey({ columns, met }: Program, { facts }: Question): number {
  let key = 0;
  for (const { code, meant, cellOf, states } of columns) {
    const given = facts[code];
    const cell = given !== undefined ? cellOf(given) : meant === undefined ? states - 2 : states - 1;
    if (cell < 0) return Number.NaN;
    key = key * states + cell;
  }
  for (const name of met) key = key * 2 + (facts[name] === true ? 1 : 0);
  return key <= Number.MAX_SAFE_INTEGER ? key : Number.NaN;
}

/**
 * The residual of a question, as a key; null where a value lies outside the tables and the question has to be decided on its own.
 */
export function residualKey({ columns, met, words }: Program, { facts }: Question): string | null {
  const standing = new Int32Array(words).fill(-1);
  const meetable = new Int32Array(words).fill(-1);
  let open = "";
  for (const { code, meant, cellOf, standing: rows, meetable: metRows } of columns) {
    const given = facts[code];
    const value = given ?? meant;
    if (given === undefined) open += value === undefined ? `?${code}` : `~${code}`;
    if (value === undefined) continue;
    const cell = cellOf(value);
    const row = rows[cell];
    const metRow = metRows[cell];
    if (row === undefined || metRow === undefined) return null;
    for (let word = 0; word < words; word += 1) {
      (standing[word] as number) &= row[word] as number;
      (meetable[word] as number) &= metRow[word] as number;
    }
  }
  for (const name of met) if (facts[name] === true) open += `!${name}`;
  return `${standing.join()};${meetable.join()}${open}`;
}

function column(rules: readonly SlicedRule[], words: number, variable: Variable, index: number): Column {
  const fact = variable.fact;
  const rows = (literals: (rule: SlicedRule) => readonly Literal[]): readonly Int32Array[] =>
    variable.cells.map((_, cell) => acceptingRules(rules, words, index, cell, literals));
  return {
    code: fact?.code ?? variable.key,
    meant: fact?.default,
    cellOf: cellFinder(variable),
    states: variable.cells.length + 2,
    standing: rows(({ literals }) => literals),
    meetable: rows(({ met }) => met ?? []),
  };
}

function acceptingRules(
  rules: readonly SlicedRule[],
  words: number,
  index: number,
  cell: number,
  literals: (rule: SlicedRule) => readonly Literal[],
): Int32Array {
  const bits = new Int32Array(words);
  rules.forEach((rule, at) => {
    const accepted = literals(rule).every(
      (literal) => literal.kind !== "cell" || literal.variable !== index || literal.accept[cell] === true,
    );
    if (accepted) (bits[at >>> 5] as number) |= 1 << (at & 31);
  });
  return bits;
}

function cellFinder({ fact, cells }: Variable): CellFinder {
  if (fact?.type === "boolean" && cells.length === 2) {
    const [first, second] = cells;
    return (value) => (value === first ? 0 : value === second ? 1 : -1);
  }
  const exact = new Map(cells.map((value, index) => [value, index]));
  const numbers =
    fact?.type === "number" && fact.values === null ? cells.filter((cell) => typeof cell === "number") : [];
  const first = cells.length - numbers.length;
  const open = fact === null || fact.values === null || !fact.closed;
  const other = open && numbers.length === 0 ? cells.length - 1 : -1;
  return (value) => {
    if (typeof value === "number" && numbers.length > 0) return numberCell(numbers, value, first);
    const found = exact.get(value);
    if (found !== undefined || fact === null || !isPlaceFact(fact.code)) return found ?? other;
    return (
      wholesOf(String(value))
        .map((whole) => exact.get(whole))
        .find((cell) => cell !== undefined) ?? other
    );
  };
}

/** Number cells stand in order: below, threshold, between, threshold, …, above. */
function numberCell(cells: readonly number[], value: number, first: number): number {
  let cell = 0;
  for (let threshold = 1; threshold < cells.length; threshold += 2) {
    if (value < (cells[threshold] as number)) break;
    cell = value === cells[threshold] ? threshold : threshold + 1;
  }
  return first + cell;
}
