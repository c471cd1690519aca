import { FOLDERS, type Corpus, type Party } from "@cleartitle/corpus";
import { answerLine } from "@cleartitle/rights";
import type { TableEra, VerdictTables } from "./verdict-table.ts";

/** The generated verdict table of each public party, by path. */
export function distFiles(corpus: Corpus, tables: VerdictTables): ReadonlyMap<string, string> {
  return new Map(
    Object.values(corpus.parties)
      .filter(({ own }) => !own)
      .map((party) => [
        `corpus/${FOLDERS[party.kind]}/${party.id}.dist.yaml`,
        distText(party, tables.get(party.id) ?? []),
      ]),
  );
}

function distText(party: Party, eras: readonly TableEra[]): string {
  const lines = [
    `# Made from ${party.id}.yaml by tools/corpus/generate.ts: do not edit. What its rules imply where nothing else is known:`,
    "# era (from that day on) → plans → answer → uses. A use stands for all below it that are not named on another line.",
  ];
  for (const { from, plans } of eras) {
    lines.push(`${from}:`);
    for (const { plans: ids, rows } of plans) {
      lines.push(`  ${JSON.stringify(ids.join(", "))}:`);
      for (const { answer, uses } of rows)
        lines.push(`    ${JSON.stringify(answerLine(answer))}: [${uses.join(", ")}]`);
    }
  }
  return `${lines.join("\n")}\n`;
}
