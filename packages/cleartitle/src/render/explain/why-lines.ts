import type { Explanation } from "../../explain/explanation.ts";
import type { Paper } from "../../terminal/paper.ts";
import { wrap } from "../../terminal/wrap.ts";
import { marksOn } from "../marks.ts";
import type { Names } from "../names.ts";
import { sentence } from "../sentence.ts";

/** The facts that force the verdict and the rules that follow from them; for an open answer what keeps it open. */
export function whyLines(paper: Paper, names: Names, { why, decision }: Explanation): readonly string[] {
  const { dot } = marksOn(paper);
  const list = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => wrap(text, paper.width, `  ${dot} `));
  if (why === null) {
    const gaps = decision.unknown.filter(({ kind }) => kind !== "missing-fact");
    return gaps.length === 0
      ? wrap("On answers that nobody gave yet.", paper.width, "  ")
      : list(gaps.map(({ text }) => sentence(text)));
  }
  const facts = Object.entries(why.facts).map(([name, value]) => factText(names, name, value));
  const intro =
    facts.length === 0
      ? "On no fact that you gave: on the terms of the links alone."
      : "On these facts alone. Leave out any one of them, and the verdict is open again:";
  const readings = decision.reasons.filter(({ rule }) => why.rules.includes(rule));
  return [
    ...wrap(intro, paper.width, "  "),
    ...list(facts),
    ...(readings.length === 0 ? [] : ["  And on these rules:"]),
    ...list(readings.map(({ party, reading }) => sentence(`${names.party(party)}: ${reading}`))),
  ];
}

function factText(names: Names, name: string, value: string | number | boolean): string {
  const party = /^plan of (.+)$/.exec(name)?.[1];
  if (party !== undefined) return `Plan of ${names.party(party)}: ${String(value)}`;
  return `${names.fact(name).label}: ${names.value(name, value)}`;
}
