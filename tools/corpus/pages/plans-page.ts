import { asOf, type Corpus } from "@cleartitle/corpus";
import type { TableAnswer } from "@cleartitle/rights";
import { eraOn, type TableRow, type VerdictTables } from "../verdict-table.ts";
import { page, plain, table } from "./markdown.ts";
import { answerWords } from "./words.ts";

const SHOWN = ["personal", "commercial", "stock-licensing"];

/** What each plan of each service gives, side by side. */
export function plansPage(corpus: Corpus, tables: VerdictTables): string {
  const services = Object.values(corpus.parties).filter(({ kind }) => kind === "service");
  return page([
    "# Plans of services",
    "",
    `What one may do with an image made today, plan by plan, where nothing else is known; as known on ${asOf(corpus)}. Stock licensing here is the service's side only: the agency decides for itself.`,
    "",
    ...services.flatMap((party) => {
      const plans = eraOn(tables.get(party.id), asOf(corpus))?.plans ?? [];
      const rows = plans.flatMap(({ plans: ids, rows: answers }) =>
        ids.map((id) => [
          plain(party.plans[id]?.name ?? "Any plan"),
          ...SHOWN.map((use) => {
            const answer = answerFor(corpus, answers, use);
            return answer === undefined ? "" : answerWords(corpus, answer);
          }),
        ]),
      );
      const heads = SHOWN.map((use) => corpus.registry.uses[use]?.label ?? use);
      return rows.length === 0
        ? []
        : [`## [${plain(party.name)}](services/${party.id}.md)`, "", ...table(["Plan", ...heads], rows)];
    }),
  ]);
}

/** The answer for a use: that of the nearest row at or above it in the tree. */
export function answerFor(corpus: Corpus, rows: readonly TableRow[], use: string): TableAnswer | undefined {
  const path = corpus.registry.uses[use]?.path ?? [];
  return path.toReversed().flatMap((code) => rows.find(({ uses }) => uses.includes(code)) ?? [])[0]?.answer;
}
