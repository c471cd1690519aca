import type { Corpus, Party, Registry } from "@cleartitle/corpus";
import type { TableAnswer } from "@cleartitle/rights";
import { partyChain } from "@cleartitle/title";
import { erasOf } from "./eras.ts";
import { partyAnswer } from "./party-answer.ts";

/** One answer and the uses that get it. */
export interface TableRow {
  readonly answer: TableAnswer;
  /** Each use stands for all below it that get the same answer. */
  readonly uses: readonly string[];
}

export interface TableEra {
  /** First day of the era; it lasts until the next one. */
  readonly from: string;
  readonly plans: readonly { readonly plans: readonly string[]; readonly rows: readonly TableRow[] }[];
}

/** The verdict table of each party, by id. */
export type VerdictTables = ReadonlyMap<string, readonly TableEra[]>;

/** The era that a day falls into; undefined before the first. */
export function eraOn(eras: readonly TableEra[] | undefined, day: string): TableEra | undefined {
  return eras?.findLast(({ from }) => from <= day);
}

export function verdictTables(corpus: Corpus): VerdictTables {
  return new Map(Object.values(corpus.parties).map((party) => [party.id, verdictTable(corpus, party)]));
}

/**
 * What the rules of a party imply where nothing else is known about the image: era × plan × use. A reviewer sees in its difference what
 * an edit of a rule does.
 */
export function verdictTable(corpus: Corpus, party: Party): readonly TableEra[] {
  const eras = erasOf(corpus, party).map((from): TableEra => ({ from, plans: plansOn(corpus, party, from) }));
  return eras.filter(
    (era, index) => index === 0 || JSON.stringify(era.plans) !== JSON.stringify(eras[index - 1]?.plans),
  );
}

function plansOn(corpus: Corpus, party: Party, day: string): TableEra["plans"] {
  const had = Object.values(party.plans).filter(
    ({ from, until }) => (from === null || from.earliest <= day) && (until === null || day < until.latest),
  );
  const plans = had.length === 0 ? [null] : had.map(({ id }) => id);
  const groups = new Map<string, { readonly plans: string[]; readonly rows: readonly TableRow[] }>();
  for (const plan of plans) {
    const rows = rowsOf(corpus, party, plan, day);
    const key = JSON.stringify(rows);
    const group = groups.get(key) ?? { plans: [], rows };
    group.plans.push(plan ?? "any");
    groups.set(key, group);
  }
  return [...groups.values()];
}

function rowsOf(corpus: Corpus, party: Party, plan: string | null, day: string): readonly TableRow[] {
  const chain = partyChain(corpus, party, plan, day);
  const answers = new Map<string, string>();
  const known = new Map<string, TableAnswer>();
  for (const use of Object.keys(corpus.registry.uses)) {
    const answer = partyAnswer(corpus, party, chain, use, day);
    const key = JSON.stringify(answer);
    answers.set(use, key);
    known.set(key, answer);
  }
  return [...known].map(([key, answer]) => ({
    answer,
    uses: topsOf(corpus.registry, (use) => answers.get(use) === key),
  }));
}

/** The uses that fit, without those whose parent fits too. */
function topsOf(registry: Registry, fits: (use: string) => boolean): readonly string[] {
  return Object.values(registry.uses).flatMap(({ code, parent }) =>
    fits(code) && (parent === undefined || !fits(parent)) ? [code] : [],
  );
}
