import {
  FOLDERS,
  asOf,
  boundWords,
  gradeWords,
  periodWords,
  rulesOn,
  usesWords,
  whenWords,
  type Corpus,
  type Document,
  type Party,
  type Rule,
} from "@cleartitle/corpus";
import { eraOn, type TableEra } from "../verdict-table.ts";
import { marketList } from "./data-list.ts";
import { link, page, plain, table } from "./markdown.ts";
import { answerWords } from "./words.ts";

const EFFECTS = {
  permission: "Permits",
  prohibition: "Forbids",
  duty: "Asks for",
  statement: "Says",
} as const;

/** The page of one party: what its terms mean today, the rules behind it, what held before, and the documents. */
export function partyPage(corpus: Corpus, party: Party, eras: readonly TableEra[]): string {
  const day = asOf(corpus);
  const held = new Set(rulesOn(party, day).map(({ item }) => item.id));
  const current = party.rules.filter(({ id }) => held.has(id));
  const past = party.rules.filter(({ id }) => !held.has(id));
  return page([
    `# ${plain(party.name)}`,
    "",
    ...introduction(party, day),
    ...answers(corpus, party, eras),
    ...modelParts(corpus, party),
    ...(party.market === null ? [] : ["## The market", "", ...marketList(party.market), ""]),
    ...ruleList(corpus, "Rules in force", current),
    ...ruleList(corpus, "Earlier, later and withdrawn rules", past),
    ...documentTable(Object.values(party.documents)),
    "Information with sources and dates, not legal advice. Read the linked terms before you rely on them.",
  ]);
}

function introduction(party: Party, day: string): readonly string[] {
  const facts = [
    `${party.kind[0]?.toUpperCase()}${party.kind.slice(1)} \`${party.id}\``,
    party.operator === null ? "" : `by ${plain(party.operator)}`,
    party.home === null ? "" : `[${plain(party.home)}](${party.home})`,
    `as known on ${day}`,
  ];
  const others =
    party.aliases.length === 0 ? [] : [`Also called ${party.aliases.map(plain).join(", ")}.`, ""];
  return [
    `${facts.filter((fact) => fact !== "").join(" · ")}.`,
    "",
    ...others,
    ...(party.note === null ? [] : [plain(party.note), ""]),
  ];
}

function answers(corpus: Corpus, party: Party, eras: readonly TableEra[]): readonly string[] {
  const last = eraOn(eras, asOf(corpus));
  if (last === undefined) return [];
  const planned = last.plans.some(({ plans }) => plans.join() !== "any");
  const rows = last.plans.flatMap(({ plans, rows: each }) =>
    each.map(({ answer, uses }) => [
      ...(planned ? [plans.map((id) => plain(party.plans[id]?.name ?? id)).join(", ")] : []),
      usesWords(corpus, uses),
      answerWords(corpus, answer),
    ]),
  );
  return [
    "## What it means",
    "",
    `For images made or used since ${last.from}, where nothing else is known about them. A use stands for all of its kind that have no line of their own.`,
    "",
    ...table([...(planned ? ["Plan"] : []), "Use", "Answer"], rows),
  ];
}

function modelParts(corpus: Corpus, party: Party): readonly string[] {
  const named = (id: string): string => partyLink(corpus, id);
  const lines = [
    ...party.licence.map((each) => `- Licence: ${named(each.id)}, ${periodWords(each)}`),
    ...(party.base === null ? [] : [`- Derived from ${named(party.base)}`]),
    ...party.components.map(({ role, id }) => `- ${plain(role)}: ${named(id)}`),
    ...party.files.map(
      ({ name, hashes }) =>
        `- File ${plain(name ?? "")}: ${Object.entries(hashes)
          .map(([kind, hash]) => `${kind} \`${hash}\``)
          .join(", ")}`,
    ),
    ...party.hosts.map(
      ({ model, terms }) =>
        `- Runs ${named(model)} ${terms === "agreement" ? "under an agreement of its own" : "under the model's licence"}`,
    ),
    ...(party.territory.length === 0 ? [] : [`- Binds in: ${party.territory.map(plain).join(", ")}`]),
  ];
  return lines.length === 0 ? [] : ["## What it stands on", "", ...lines, ""];
}

/** A link from one party's page to another's. */
function partyLink(corpus: Corpus, id: string): string {
  const party = corpus.parties[id];
  return party === undefined ? plain(id) : `[${plain(party.name)}](../${FOLDERS[party.kind]}/${party.id}.md)`;
}

function ruleList(corpus: Corpus, title: string, rules: readonly Rule[]): readonly string[] {
  return rules.length === 0
    ? []
    : [`## ${title}`, "", ...rules.flatMap((rule) => ruleItem(corpus, rule)), ""];
}

function ruleItem(corpus: Corpus, rule: Rule): readonly string[] {
  const when = whenWords(corpus, rule.when);
  const what =
    rule.effect === "statement"
      ? `${corpus.registry.topics[rule.topic]?.label ?? rule.topic}: ${rule.statement?.value ?? ""}`
      : rule.effect === "duty"
        ? (corpus.registry.duties[rule.duty ?? ""]?.text ?? "").replace(/\.$/u, "")
        : usesWords(corpus, rule.uses);
  const state = [
    periodWords(rule.inForce),
    gradeWords(corpus, rule),
    ...(rule.alternative === null ? [] : ["one of several readings"]),
    ...(rule.known.until === null ? [] : [`corrected ${rule.known.until}`]),
    ...(rule.withdrawn === undefined ? [] : [`withdrawn: ${plain(rule.withdrawn)}`]),
  ];
  const at = rule.source.at === null ? rule.source.title : `${rule.source.title}, ${rule.source.at}`;
  return [
    `- ${plain(rule.reading)}  `,
    `  ${EFFECTS[rule.effect]} ${plain(what)}${when === "" ? "" : `, where ${plain(when)}`}. ${link(at, rule.source.url)}; ${state.join("; ")}. \`${rule.id}\``,
    ...(rule.note === null ? [] : [`  _${plain(rule.note)}_`]),
  ];
}

function documentTable(documents: readonly Document[]): readonly string[] {
  const rows = documents.flatMap((document) => {
    const title = link(document.title, document.url);
    if (document.versions.length === 0) return [[title, "", "", document.read ? "" : "could not be read"]];
    return document.versions.map(({ id, from, seen, url }) => [
      url === null ? title : link(document.title, url),
      plain(id),
      boundWords(from),
      document.read ? (seen === null ? "" : `${seen.first} to ${seen.last}`) : "could not be read",
    ]);
  });
  return rows.length === 0
    ? []
    : ["## Documents", "", ...table(["Document", "Version", "In force", "Read"], rows)];
}
