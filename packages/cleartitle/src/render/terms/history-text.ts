import { boundWords, type Corpus, type Party, type PartyEvent, type Rule } from "@cleartitle/corpus";

import type { Paper } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import { ink } from "../ink.ts";
import { namesOf } from "../names.ts";
import { ownNote } from "../own-note.ts";
import { sentence } from "../sentence.ts";
import { effectWords } from "./rule-lines.ts";

/** Every change of a party's terms under its day: new texts, new licences, rules that begin (+) and end (-). */
export function historyText(
  paper: Paper,
  corpus: Corpus,
  party: Party,
  events: readonly PartyEvent[],
): readonly string[] {
  const lines = [
    ink(paper, "strong", safeText(`${party.name} (${party.kind} ${party.id})${ownNote(party)}`)),
  ];
  if (events.length === 0) lines.push("  Nothing dated is on record.");
  let last = "";
  for (const event of events) {
    const day = event.kind === "withdrawal" ? "Taken out of all answers" : boundWords(event.when);
    if (day !== last) lines.push("", ink(paper, "strong", day));
    last = day;
    lines.push(...eventLines(paper, corpus, event));
  }
  return lines;
}

function eventLines(paper: Paper, corpus: Corpus, event: PartyEvent): readonly string[] {
  const say = (text: string): readonly string[] => wrap(safeText(text), paper.width, "  ", "      ");
  switch (event.kind) {
    case "version": {
      const { document, version } = event;
      const seen = version.seen === null ? "" : `, read ${version.seen.first} to ${version.seen.last}`;
      return say(`Text: ${document.title}, version ${version.id}${seen}`);
    }
    case "licence":
      return say(`Licence: ${namesOf(corpus).party(event.licence.id)} (${event.licence.id})`);
    case "rules":
      return [
        ...event.end.flatMap((rule) => changedRule(paper, corpus, "-", rule)),
        ...event.begin.flatMap((rule) => changedRule(paper, corpus, "+", rule)),
      ];
    case "correction":
      return say(`We had read this wrongly: ${event.rule.reading} (${event.rule.id})`);
    case "withdrawal":
      return say(`${sentence(event.rule.reading)} Why: ${event.rule.withdrawn ?? ""} (${event.rule.id})`);
  }
}

/** A rule that begins (+) or ends (-). */
export function changedRule(
  paper: Paper,
  corpus: Corpus,
  sign: "+" | "-",
  rule: Rule,
  maybe: boolean = false,
): readonly string[] {
  const doubt = maybe ? " May hold: the day lies inside a change." : "";
  const text = `${sentence(rule.reading)}${ownNote(rule)} ${effectWords(corpus, rule)}${doubt} (${rule.id})`;
  const [first = "", ...rest] = wrap(safeText(text), paper.width, "    ");
  const mark = ink(paper, sign === "+" ? "allowed" : "forbidden", sign);
  return [`  ${mark} ${first.slice(4)}`, ...rest];
}
