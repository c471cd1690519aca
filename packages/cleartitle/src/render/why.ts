import type { Decision, Reason } from "@cleartitle/rights";

import type { Paper } from "../terminal/paper.ts";
import { wrap } from "../terminal/wrap.ts";
import { ageText, sinceText } from "./date-text.ts";
import { ink } from "./ink.ts";
import { marksOn } from "./marks.ts";
import type { Names } from "./names.ts";
import { ownNote } from "./own-note.ts";

const mostReasons = 5;

/**
 * The rules behind the verdict, those that decide it first, each with its source, its dates and a link to the clause. Duties are left
 * to the list of what to do.
 */
export function whyText(paper: Paper, names: Names, decision: Decision): readonly string[] {
  const reasons = decidingReasons(decision);
  const open = decision.unknown.filter(({ kind }) => kind !== "missing-fact");
  const lines = [
    ...open.flatMap(({ text }) => wrap(text, paper.width, `  ${marksOn(paper).verdict.unknown} `)),
    ...reasons.slice(0, mostReasons).flatMap((reason) => reasonText(paper, names, reason, decision.on)),
  ];
  if (reasons.length > mostReasons)
    lines.push(`  … and ${reasons.length - mostReasons} more (--json shows all)`);
  return lines;
}

/** A no is explained by what forbids it, a yes by what grants it, an open answer by the rules that it hangs on. */
export function decidingReasons({ verdict, reasons }: Decision): readonly Reason[] {
  if (verdict === "forbidden") {
    const fatal = reasons.filter(({ effect, fires }) => effect === "prohibition" && fires === "yes");
    return fatal.length > 0 ? fatal : reasons.filter(({ effect }) => effect === "prohibition");
  }
  const said = reasons.filter(({ effect }) => effect === "permission" || effect === "prohibition");
  const sure = said.filter(({ fires }) => fires === "yes");
  if (verdict !== "unknown") return sure;
  const open = said.filter(({ fires }) => fires === "maybe");
  return [...open, ...sure];
}

function reasonText(paper: Paper, names: Names, reason: Reason, on: string): readonly string[] {
  const { title, at, inForce, seen, url } = reason.source;
  const marks = marksOn(paper);
  const sign = reason.effect === "prohibition" ? "forbidden" : "allowed";
  const mark = reason.fires === "yes" ? ink(paper, sign, marks.verdict[sign]) : marks.verdict.unknown;
  const place = at === null ? title : `${title}, ${at}`;
  const read = seen === null ? "text not read by us" : `last read ${seen} (${ageText(seen, on)})`;
  const age = reason.stale === true ? `${read}: read it again` : read;
  const maybe = reason.fires === "yes" ? "" : " (may apply)";
  return [
    ...wrap(
      `${names.party(reason.party)}${ownNote(reason)}: ${reason.reading}${maybe}`,
      paper.width,
      "    ",
    ).map((line, index) => (index === 0 ? `  ${mark} ${line.slice(4)}` : line)),
    ...wrap(`${place}; ${sinceText(inForce)}; ${age}`, paper.width, "      ").map((line) =>
      ink(paper, "faint", line),
    ),
    ...(url === null ? [] : [ink(paper, "faint", `      ${url}`)]),
  ];
}
