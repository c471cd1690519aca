import type { Verdict } from "@cleartitle/rights";

import type { Paper } from "../terminal/paper.ts";

/** Signs that say at a glance what a line is; each has a plain form for places where only ASCII arrives. */
export interface Marks {
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly todo: string;
  readonly done: string;
  readonly ask: string;
  readonly change: string;
  readonly into: string;
  readonly dot: string;
}

const fine: Marks = {
  verdict: { allowed: "✓", conditional: "◐", forbidden: "✗", unknown: "?" },
  todo: "□",
  done: "✓",
  ask: "?",
  change: "→",
  into: "→",
  dot: "·",
};

const plain: Marks = {
  verdict: { allowed: "+", conditional: "~", forbidden: "x", unknown: "?" },
  todo: "-",
  done: "+",
  ask: "?",
  change: ">",
  into: "->",
  dot: "-",
};

export function marksOn(paper: Paper): Marks {
  return paper.unicode ? fine : plain;
}

/** The verdict in one or two words, and what it means for a person who wants to use the image. */
export const verdictWords: Readonly<Record<Verdict, { readonly short: string; readonly sentence: string }>> =
  {
    allowed: { short: "yes", sentence: "Yes, you may use it." },
    conditional: { short: "yes, if", sentence: "Yes, you may use it, if you do what is listed below." },
    forbidden: { short: "no", sentence: "No, you may not use it." },
    unknown: { short: "not settled", sentence: "Not settled: what is known is not enough for a yes." },
  };
