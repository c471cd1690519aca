import { asOf, rulesOn, usesWords, whenWords, type Corpus, type Party } from "@cleartitle/corpus";
import { eraOn, type TableRow, type VerdictTables } from "../verdict-table.ts";
import { page, plain } from "./markdown.ts";
import { answerWords } from "./words.ts";

/**
 * The three categories in which people meet models: open source, open weights with restrictions, and hosted only; each with what one can
 * and cannot do, party by party.
 */
export function licencesPage(corpus: Corpus, tables: VerdictTables): string {
  const licences = Object.values(corpus.parties).filter(({ kind }) => kind === "licence");
  const open = licences.filter((party) => isOpen(corpus, party));
  const restricted = licences.filter((party) => !isOpen(corpus, party));
  const services = Object.values(corpus.parties).filter(({ kind }) => kind === "service");
  return page([
    "# Categories of licences",
    "",
    `Three ways in which a model comes to you, as known on ${asOf(corpus)}. The category is a first orientation; the answer hangs on the licence itself, its version, and everything else in the chain.`,
    "",
    "## Fully open source",
    "",
    "Nothing in the licence forbids a use of the outputs or of the model, and nothing in it is in doubt.",
    "",
    ...open.flatMap((party) => cans(corpus, party, tables, "licences")),
    "## Open weights with restrictions",
    "",
    "The weights can be had, but the licence limits who may use the model or its outputs, and for what.",
    "",
    ...restricted.flatMap((party) => cans(corpus, party, tables, "licences")),
    "## Commercial API only",
    "",
    "The model runs at the provider; its terms of service decide, often by plan.",
    "",
    ...services.flatMap((party) => cans(corpus, party, tables, "services")),
  ]);
}

function isOpen(corpus: Corpus, party: Party): boolean {
  const rules = rulesOn(party, asOf(corpus)).map(({ item }) => item);
  return (
    rules.some(({ effect }) => effect === "permission") &&
    rules.every(({ effect, alternative }) => effect !== "prohibition" && alternative === null)
  );
}

function cans(corpus: Corpus, party: Party, tables: VerdictTables, folder: string): readonly string[] {
  const groups = eraOn(tables.get(party.id), asOf(corpus))?.plans ?? [];
  const several = groups.length > 1;
  const lines = groups.flatMap(({ plans, rows }) => [
    ...(several ? [`- Plans ${plans.map(plain).join(", ")}:`] : []),
    ...lists(corpus, rows).map((line) => (several ? `  ${line}` : line)),
  ]);
  const bans = rulesOn(party, asOf(corpus))
    .map(({ item }) => item)
    .filter(({ effect, when }) => effect === "prohibition" && when.length > 0);
  const conditions = bans.map((rule) => `${plain(rule.reading)} (${plain(whenWords(corpus, rule.when))})`);
  return [
    `### [${plain(party.name)}](${folder}/${party.id}.md)`,
    "",
    ...(lines.length === 0 ? ["Nothing on record."] : lines),
    ...(conditions.length === 0 ? [] : ["- **Limits**:", ...conditions.map((text) => `  - ${text}`)]),
    "",
  ];
}

function lists(corpus: Corpus, rows: readonly TableRow[]): readonly string[] {
  const uses = (row: TableRow): string => plain(usesWords(corpus, row.uses));
  const yes = rows.filter(({ answer: { verdict } }) => verdict === "allowed");
  const no = rows.filter(({ answer: { verdict } }) => verdict === "forbidden");
  const open = rows.filter(({ answer: { verdict } }) => verdict === "conditional" || verdict === "unknown");
  return [
    ...(yes.length === 0 ? [] : [`- **You can**: ${yes.map(uses).join(", ")}`]),
    ...(no.length === 0 ? [] : [`- **You can't**: ${no.map(uses).join(", ")}`]),
    ...open.map((row) => `- ${answerWords(corpus, row.answer)} — ${uses(row)}`),
  ];
}
