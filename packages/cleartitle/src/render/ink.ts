import { styleText } from "node:util";

import type { Verdict } from "@cleartitle/rights";

import type { Paper } from "../terminal/paper.ts";

export type Ink = Verdict | "strong" | "faint";

const formats = {
  allowed: ["bold", "green"],
  conditional: ["bold", "yellow"],
  forbidden: ["bold", "red"],
  unknown: ["bold", "cyan"],
  strong: ["bold"],
  faint: ["dim"],
} as const;

/** Sets words off; on paper without colour it leaves them as they are. */
export function ink(paper: Paper, kind: Ink, text: string): string {
  return paper.colour ? styleText([...formats[kind]], text, { validateStream: false }) : text;
}
