import {
  boundWords,
  rulesOn,
  type Corpus,
  type Held,
  type PartyOnDay,
  type Plan,
  type Rule,
} from "@cleartitle/corpus";
import { NOTICE } from "@cleartitle/rights";

import type { Paper } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import { ink } from "../ink.ts";
import { marksOn } from "../marks.ts";
import { namesOf, type Names } from "../names.ts";
import { sentence } from "../sentence.ts";
import { ruleLines } from "./rule-lines.ts";

/** What is on record of a party for one day: who it is, its plans and texts, what it says beside permissions, and its rules by topic. */
export function showText(paper: Paper, corpus: Corpus, page: PartyOnDay): readonly string[] {
  const names = namesOf(corpus);
  const lines: string[] = [...heading(paper, page)];
  const section = (title: string, body: readonly string[]): void => {
    if (body.length > 0) lines.push("", ink(paper, "strong", title), ...body);
  };
  const { dot } = marksOn(paper);
  const list = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => wrap(safeText(text), paper.width, `  ${dot} `));
  const says = page.rules.filter(({ item }) => item.effect === "statement");
  const decides = page.rules.filter(({ item }) => item.effect !== "statement");
  section("Plans", list(page.plans.map(planText)));
  section("Stands on", list(standsOn(names, page)));
  section("Texts", documentLines(paper, page));
  section("What it says about ownership and the like", byTopic(paper, corpus, says));
  section("Rules", byTopic(paper, corpus, decides));
  const licences = page.licence.flatMap(({ item }) => corpus.parties[item.id] ?? []);
  for (const licence of licences)
    section(
      `Rules of its licence: ${safeText(licence.name)}`,
      byTopic(paper, corpus, rulesOn(licence, page.on)),
    );
  if (page.rules.length === 0 && licences.length === 0)
    section("Rules", list(["None on that day. What nobody wrote down is not stated, never allowed."]));
  section("Not stated", list(notStated(corpus, page)));
  lines.push("", ...wrap(NOTICE, paper.width).map((line) => ink(paper, "faint", line)));
  return lines;
}

function heading(paper: Paper, { party, on }: PartyOnDay): readonly string[] {
  const by = party.operator === null ? "" : `, by ${party.operator}`;
  const about = [
    `${sentence(`${party.kind} ${party.id}${by}${party.own ? ", from your own terms" : ""}`)} As on record for ${on}.`,
    party.aliases.length === 0 ? "" : `Also called ${party.aliases.join(", ")}.`,
    party.home ?? "",
    party.note ?? "",
  ];
  return [
    ink(paper, "strong", safeText(party.name)),
    ...about.filter((text) => text !== "").flatMap((text) => wrap(safeText(text), paper.width, "  ")),
  ];
}

function planText({ id, name, from, until }: Plan): string {
  const dates = [
    from === null ? "" : `from ${boundWords(from)}`,
    until === null ? "" : `until ${boundWords(until)}`,
  ].filter((text) => text !== "");
  return `${name} (${id})${dates.length === 0 ? "" : `, ${dates.join(" ")}`}`;
}

function standsOn(names: Names, { party, licence }: PartyOnDay): readonly string[] {
  const maybe = ({ holds }: { readonly holds: "yes" | "maybe" }): string =>
    holds === "yes" ? "" : ", perhaps: the day lies inside a change";
  return [
    ...licence.map((held) => `Licence: ${names.party(held.item.id)} (${held.item.id})${maybe(held)}`),
    ...(party.base === null ? [] : [`Derived from ${names.party(party.base)} (${party.base})`]),
    ...party.components.map(({ role, id }) => `${role}: ${names.party(id)} (${id})`),
    ...party.hosts.map(
      ({ model, terms }) =>
        `Runs ${names.party(model)} (${model}) ${terms === "agreement" ? "under an agreement of its own" : "under the model's licence"}`,
    ),
    ...(party.territory.length === 0 ? [] : [`Binds in: ${party.territory.join(", ")}`]),
  ];
}

function documentLines(paper: Paper, { documents }: PartyOnDay): readonly string[] {
  return documents.flatMap(({ document, versions }) => {
    const { title, url, read } = document;
    const held = versions.map(({ item, holds }) => {
      const seen = item.seen === null ? "" : `, read ${item.seen.first} to ${item.seen.last}`;
      return `version ${item.id}${holds === "yes" ? "" : " (perhaps)"}${seen}`;
    });
    const state = [...held, ...(read ? [] : ["could not be read by us"])].join("; ");
    const address = versions.at(-1)?.item.url ?? url;
    return [
      ...wrap(safeText(state === "" ? title : `${title}: ${state}`), paper.width, `  ${marksOn(paper).dot} `),
      ...(address === null ? [] : [ink(paper, "faint", `    ${safeText(address)}`)]),
    ];
  });
}

function byTopic(paper: Paper, corpus: Corpus, rules: readonly Held<Rule>[]): readonly string[] {
  const topics = Object.values(corpus.registry.topics).filter(({ code }) =>
    rules.some(({ item }) => item.topic === code),
  );
  return topics.flatMap(({ code, label }) => [
    `  ${label}`,
    ...rules.filter(({ item }) => item.topic === code).flatMap((held) => ruleLines(paper, corpus, held)),
  ]);
}

/** Topics on which a licensor could state something and does not. */
function notStated(corpus: Corpus, { party, rules }: PartyOnDay): readonly string[] {
  if (party.stance !== "permission" || party.rules.length === 0) return [];
  const said = new Set(rules.map(({ item }) => item.topic));
  const silent = Object.values(corpus.registry.topics).filter(
    ({ code, values }) => values?.includes("not-stated") === true && !said.has(code),
  );
  return silent.length === 0 ? [] : [silent.map(({ label }) => label).join(", ")];
}
