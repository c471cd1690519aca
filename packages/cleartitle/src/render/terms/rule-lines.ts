import {
  gradeWords,
  periodWords,
  usesWords,
  whenWords,
  type Corpus,
  type Held,
  type Rule,
} from "@cleartitle/corpus";

import type { Paper } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import { ink } from "../ink.ts";
import { marksOn } from "../marks.ts";
import { ownNote } from "../own-note.ts";
import { sentence } from "../sentence.ts";

/** One rule: what it says, for what and when, where it stands, since when, how good the source is, its link and its id. */
export function ruleLines(
  paper: Paper,
  corpus: Corpus,
  { item: rule, holds }: Held<Rule>,
): readonly string[] {
  const { reading, source, note } = rule;
  const limits = [
    holds === "maybe" ? "May hold: the day lies inside a change of terms." : "",
    rule.alternative === null
      ? ""
      : "One of several readings of one clause; nobody has decided which is right.",
  ];
  const place = source.at === null ? source.title : `${source.title}, ${source.at}`;
  const faint = (text: string): readonly string[] =>
    wrap(safeText(text), paper.width, "      ").map((line) => ink(paper, "faint", line));
  return [
    ...wrap(safeText(`${sentence(reading)}${ownNote(rule)}`), paper.width, `    ${signOf(paper, rule)} `),
    ...wrap(
      safeText([effectWords(corpus, rule), ...limits].filter((text) => text !== "").join(" ")),
      paper.width,
      "      ",
    ),
    ...faint(`${place}; ${periodWords(rule.inForce)}; ${gradeWords(corpus, rule)}; ${rule.id}`),
    ...(source.url === null ? [] : faint(source.url)),
    ...(note === null ? [] : faint(note)),
  ];
}

/** What a rule does, in words: "Forbids commercial use, where Plan: not Pro." */
export function effectWords(corpus: Corpus, rule: Rule): string {
  const when = whenWords(corpus, rule.when);
  const where = when === "" ? "" : `, where ${when}`;
  const uses = usesWords(corpus, rule.uses);
  switch (rule.effect) {
    case "permission":
      return `Permits: ${uses}${where}.`;
    case "prohibition":
      return `Forbids: ${uses}${where}.`;
    case "duty": {
      const text = corpus.registry.duties[rule.duty ?? ""]?.text ?? rule.duty ?? "";
      return `Asks for: ${text.replace(/\.$/u, "")} (${uses}${where}).`;
    }
    case "statement": {
      const { value = "", qualifiers = [] } = rule.statement ?? {};
      const limits = qualifiers.length === 0 ? "" : ` (${qualifiers.map(spaced).join(", ")})`;
      return `Says: ${spaced(value)}${limits}${where}.`;
    }
  }
}

function signOf(paper: Paper, { effect }: Rule): string {
  const { verdict, todo, dot } = marksOn(paper);
  switch (effect) {
    case "permission":
      return ink(paper, "allowed", verdict.allowed);
    case "prohibition":
      return ink(paper, "forbidden", verdict.forbidden);
    case "duty":
      return todo;
    case "statement":
      return dot;
  }
}

const spaced = (code: string): string => code.replaceAll("-", " ");
