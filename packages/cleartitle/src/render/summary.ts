import type { Verdict } from "@cleartitle/rights";

import type { Paper } from "../terminal/paper.ts";
import { ink } from "./ink.ts";
import { marksOn, verdictWords } from "./marks.ts";

/** How many files got which answer; `none`: those that could not be answered for. */
export type Tally = Record<Verdict | "none", number>;

export const emptyTally = (): Tally => ({ allowed: 0, conditional: 0, forbidden: 0, unknown: 0, none: 0 });

const order: readonly Verdict[] = ["allowed", "conditional", "unknown", "forbidden"];

/** `12 files: ✓ 3 yes · ◐ 4 yes, if · ? 3 not settled · ✗ 1 no · ! 1 without an answer` */
export function summaryLine(paper: Paper, tally: Tally): string {
  const { dot, verdict: signs } = marksOn(paper);
  const all = order.reduce((sum, verdict) => sum + tally[verdict], tally.none);
  const parts = order.flatMap((verdict) =>
    tally[verdict] === 0
      ? []
      : [ink(paper, verdict, `${signs[verdict]} ${tally[verdict]} ${verdictWords[verdict].short}`)],
  );
  if (tally.none > 0) parts.push(`! ${tally.none} without an answer`);
  return `${all} ${all === 1 ? "file" : "files"}: ${parts.join(` ${dot} `)}`;
}
