import type { Verdict } from "@cleartitle/rights";

import type { Judgement } from "../answer.ts";
import type { Blocker, Overview, Tally } from "../overview/overview.ts";
import type { Paper } from "../terminal/paper.ts";
import { displayWidth, padColumns } from "../terminal/display-width.ts";
import { safeText } from "../terminal/safe-text.ts";
import { wrap } from "../terminal/wrap.ts";
import { bestFixes, othersText } from "./best-fixes.ts";
import { ink } from "./ink.ts";
import { marksOn, verdictWords } from "./marks.ts";
import type { Names } from "./names.ts";
import { optionText } from "./option-text.ts";
import { sentence } from "./sentence.ts";
import { useText } from "./use-text.ts";
import { deniedSummary } from "./words-text.ts";

const order: readonly Verdict[] = ["allowed", "conditional", "unknown", "forbidden"];
const mostBlockers = 5;
const mostFixes = 3;
/** What blocks one file only is said with that file. */
const leastFiles = 2;

/** What all of the files were asked for. */
type Asked = Pick<Judgement, "use" | "market" | "on">;

/**
 * Many answers at a glance: for what, how many of each verdict, what stands in the way most often, and what would free the most files. `asked` is
 * null where there was no answer.
 */
export function overviewText(
  paper: Paper,
  names: Names,
  overview: Overview,
  asked: Asked | null = null,
): string {
  const { tally } = overview;
  const all = order.reduce((sum, verdict) => sum + tally[verdict], tally.none);
  const column = Math.max(6, String(all).length + 2);
  const rows = (entries: readonly (readonly [number, string])[]): readonly string[] =>
    entries.flatMap(([count, text]) =>
      wrap(safeText(text), paper.width, `${String(count).padStart(column)}  `, " ".repeat(column + 2)),
    );
  const files = `${all} ${all === 1 ? "file" : "files"}${asked === null ? "" : ` for: ${useText(names, asked)}`}`;
  const denied = deniedSummary(overview);
  const lines = [
    ...wrap(files, paper.width),
    ...(denied === null ? [] : wrap(denied, paper.width, "! ")),
    ...tallyLines(paper, tally, all, column),
  ];
  const section = (title: string, body: readonly string[]): void => {
    if (body.length > 0) lines.push("", ink(paper, "strong", title), ...body);
  };
  const blockers = overview.blockers(mostBlockers).filter(({ count }) => count >= leastFiles);
  section(
    "What stands in the way most often",
    rows(blockers.map(({ count, value }) => [count, blockerText(paper, names, value)] as const)),
  );
  section("What would free the most files", rows(freeing(names, overview)));
  return `${lines.join("\n")}\n`;
}

function freeing(names: Names, overview: Overview): readonly (readonly [number, string])[] {
  const { unknown, forbidden } = overview.tally;
  const open = unknown + forbidden;
  const answering = overview.answering();
  const found: (readonly [number, string])[] = [];
  if (answering !== null && answering.files >= leastFiles) {
    const options = [...new Set(answering.questions.map((question) => optionText(names, question)))];
    found.push([answering.files, `of ${open} are settled by ${options.join(" ")}`]);
  }
  for (const { count, fix, others } of bestFixes(overview, mostFixes)) {
    const duties = fix.then === "conditional" ? ", with duties" : "";
    found.push([count, `of ${open} become a yes${duties}: ${sentence(fix.text)}${othersText(others)}`]);
  }
  return found;
}

function tallyLines(paper: Paper, tally: Tally, all: number, column: number): readonly string[] {
  const { verdict: signs } = marksOn(paper);
  const labels = order.map(
    (verdict) => [verdict, `${signs[verdict]} ${verdictWords[verdict].short}`] as const,
  );
  const width = Math.max(...labels.map(([, label]) => displayWidth(label)), "! without an answer".length);
  const row = (count: number, label: string): string =>
    `${String(count).padStart(column)}  ${padColumns(label, width)}  ${share(count, all)}`;
  return [
    ...labels.flatMap(([verdict, label]) =>
      tally[verdict] === 0 ? [] : [ink(paper, verdict, row(tally[verdict], label))],
    ),
    ...(tally.none === 0 ? [] : [row(tally.none, "! without an answer")]),
  ];
}

function share(count: number, all: number): string {
  const percent = (100 * count) / all;
  return `${percent > 0 && percent < 1 ? "<1" : String(Math.floor(percent))} %`.padStart(5);
}

function blockerText(paper: Paper, names: Names, blocker: Blocker): string {
  const { verdict, ask } = marksOn(paper);
  switch (blocker.kind) {
    case "rule":
      return `${verdict.forbidden} ${sentence(`${names.party(blocker.party)}: ${blocker.reading}`)}`;
    case "question": {
      const { unknown } = blocker;
      return `${ask} ${unknown.question ?? unknown.text} ${optionText(names, unknown)}`;
    }
    case "gap":
      return `${verdict.unknown} ${sentence(blocker.text)}`;
  }
}
