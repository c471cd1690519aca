import { asOf, partyOn, type Corpus, type Party } from "@cleartitle/corpus";
import { eraOn, type VerdictTables } from "../verdict-table.ts";
import { page, plain, table } from "./markdown.ts";
import { answerFor } from "./plans-page.ts";
import { answerWords } from "./words.ts";

/** Model by model: which licence holds today, what it derives from, and whether outputs may be used commercially. */
export function modelsPage(corpus: Corpus, tables: VerdictTables): string {
  const models = Object.values(corpus.parties).filter(({ kind }) => kind === "model");
  const families = new Map<string, Party[]>();
  for (const model of models) {
    const root = rootOf(corpus, model);
    families.set(root.id, [...(families.get(root.id) ?? []), model]);
  }
  const large = [...families].filter(([, members]) => members.length > 1);
  const alone = [...families].flatMap(([, members]) => (members.length === 1 ? members : []));
  const rows = (members: readonly Party[]): readonly (readonly string[])[] =>
    members.map((model) => modelRow(corpus, model, tables));
  const head = ["Model", "Licence", "Derived from", "Commercial use of outputs, run by yourself"];
  return page([
    "# Model by model",
    "",
    `${models.length} models, as known on ${asOf(corpus)}, for a copy taken and run by yourself today, where nothing else is known. A service or gateway that runs a model has terms of its own.`,
    "",
    ...large.flatMap(([root, members]) => [
      `## ${plain(corpus.parties[root]?.name ?? root)} and what derives from it`,
      "",
      ...table(head, rows(members)),
    ]),
    "## Other models",
    "",
    ...table(head, rows(alone)),
  ]);
}

function rootOf(corpus: Corpus, model: Party): Party {
  let root = model;
  for (let depth = 0; depth < 20 && root.base !== null; depth++) {
    const base = corpus.parties[root.base];
    if (base === undefined) break;
    root = base;
  }
  return root;
}

function modelRow(corpus: Corpus, model: Party, tables: VerdictTables): readonly string[] {
  const licences = partyOn(corpus, model.id, asOf(corpus))?.licence ?? [];
  const licence = licences.map(({ item: { id } }) =>
    corpus.parties[id] === undefined ? plain(id) : `[${plain(corpus.parties[id].name)}](licences/${id}.md)`,
  );
  const base =
    model.base === null
      ? ""
      : `[${plain(corpus.parties[model.base]?.name ?? model.base)}](models/${model.base}.md)`;
  const rows = eraOn(tables.get(model.id), asOf(corpus))?.plans[0]?.rows ?? [];
  const answer = answerFor(corpus, rows, "commercial");
  return [
    `[${plain(model.name)}](models/${model.id}.md)`,
    licence.join(" or "),
    base,
    answer === undefined ? "**Not stated**" : answerWords(corpus, answer),
  ];
}
