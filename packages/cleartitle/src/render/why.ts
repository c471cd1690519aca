import type { Decision } from "@cleartitle/rights";

import { isYes } from "../content/with-content.ts";
import type { ConditionedReason } from "../explain/rule-condition.ts";
import type { Paper } from "../terminal/paper.ts";
import { wrap } from "../terminal/wrap.ts";
import { ageText, sinceText } from "./date-text.ts";
import { groundsOf, whenText } from "./grounds.ts";
import { ink } from "./ink.ts";
import { marksOn } from "./marks.ts";
import type { Names } from "./names.ts";
import { ownNote } from "./own-note.ts";

const mostReasons = 5;

/** A decision whose reasons may say when they hold. */
type Explained = Omit<Decision, "reasons"> & { readonly reasons: readonly ConditionedReason[] };

/**
 * The rules behind the verdict, those that decide it first, each with its source, its dates and a link to the clause. Duties are left
 * to the list of what to do.
 */
export function whyText(paper: Paper, names: Names, decision: Explained): readonly string[] {
  const reasons = decidingReasons(decision);
  // A yes names a permission of each party that grants one, however many they are (L9).
  const most = isYes(decision) ? reasons.length : mostReasons;
  const open = decision.unknown.filter(({ kind }) => kind !== "missing-fact");
  const lines = [
    ...open.flatMap(({ text }) => wrap(text, paper.width, `  ${marksOn(paper).verdict.unknown} `)),
    ...reasons
      .slice(0, most)
      .flatMap((reason, at) => [
        ...caseText(names, decision, reason, reasons[at - 1]).flatMap((line) =>
          wrap(line, paper.width, "  "),
        ),
        ...reasonText(paper, names, reason, decision),
      ]),
  ];
  if (reasons.length > most) lines.push(`  … and ${reasons.length - most} more (--json shows all)`);
  return lines;
}

/** A no is explained by what forbids it, a yes by what grants it, an open answer by the rules that it hangs on. */
export function decidingReasons(decision: Explained): readonly ConditionedReason[] {
  const { verdict, reasons } = decision;
  if (isYes(decision)) return sortedByParty(groundsOf(decision));
  if (verdict === "forbidden") {
    const fatal = reasons.filter(({ effect, fires }) => effect === "prohibition" && fires === "yes");
    return fatal.length > 0 ? fatal : reasons.filter(({ effect }) => effect === "prohibition");
  }
  const said = reasons.filter(({ effect }) => effect === "permission" || effect === "prohibition");
  const sure = said.filter(({ fires }) => fires === "yes");
  const open = said.filter(({ fires }) => fires === "maybe");
  return [...open, ...sure];
}

/** What is said before permissions of which one holds in each case. */
export function caseText(
  names: Names,
  decision: Explained,
  reason: ConditionedReason,
  before: ConditionedReason | undefined,
): readonly string[] {
  const isFirst = before?.party !== reason.party || before.fires === "yes";
  return isYes(decision) && reason.fires === "maybe" && isFirst
    ? [`In each case one of these of ${names.party(reason.party)} applies:`]
    : [];
}

/** The sure ones first, and those of one party side by side. */
function sortedByParty(reasons: readonly ConditionedReason[]): readonly ConditionedReason[] {
  const sure = reasons.filter(({ fires }) => fires === "yes");
  const maybe = Map.groupBy(
    reasons.filter(({ fires }) => fires === "maybe"),
    ({ party }) => party,
  );
  return [...sure, ...[...maybe.values()].flat()];
}

function reasonText(
  paper: Paper,
  names: Names,
  reason: ConditionedReason,
  decision: Explained,
): readonly string[] {
  const { on } = decision;
  const { title, at, inForce, seen, url } = reason.source;
  const marks = marksOn(paper);
  const sign = reason.effect === "prohibition" ? "forbidden" : "allowed";
  const isSure = reason.fires === "yes" || isYes(decision);
  const mark = isSure ? ink(paper, sign, marks.verdict[sign]) : marks.verdict.unknown;
  const place = at === null ? title : `${title}, ${at}`;
  const read = seen === null ? "text not read by us" : `last read ${seen} (${ageText(seen, on)})`;
  const age = reason.stale === true ? `${read}: read it again` : read;
  return [
    ...wrap(
      `${names.party(reason.party)}${ownNote(reason)}: ${reason.reading}${whenText(reason)}`,
      paper.width,
      "    ",
    ).map((line, index) => (index === 0 ? `  ${mark} ${line.slice(4)}` : line)),
    ...wrap(`${place}; ${sinceText(inForce)}; ${age}`, paper.width, "      ").map((line) =>
      ink(paper, "faint", line),
    ),
    ...(url === null ? [] : [ink(paper, "faint", `      ${url}`)]),
  ];
}
