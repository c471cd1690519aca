import type { Decision, DutyOwed } from "@cleartitle/rights";

import type { Paper } from "../terminal/paper.ts";
import { wrap } from "../terminal/wrap.ts";
import { marksOn } from "./marks.ts";

const phases: Readonly<Record<DutyOwed["phase"], string>> = {
  before: "before",
  with: "with the use",
  after: "afterwards",
};

/** Duties that are owed and not yet done, in the order in which they fall due; what a person only has to confirm is left out. */
export function todoText(paper: Paper, decision: Decision): readonly string[] {
  const marks = marksOn(paper);
  return openDuties(decision).flatMap((duty) => {
    const how = duty.how === undefined ? "" : ` ${duty.how}`;
    const maybe = duty.owed === "maybe" ? " (may apply)" : "";
    return wrap(`${phases[duty.phase]}: ${duty.text}${how}${maybe}`, paper.width, `  ${marks.todo} `);
  });
}

export function openDuties({ duties }: Decision): readonly DutyOwed[] {
  return duties.filter(({ met, fact }) => !met && fact === undefined);
}

/** What a person can look at and vouch for: each is a question with the answer that leaves nothing to object to. */
export function confirmations({ duties }: Decision): readonly DutyOwed[] {
  return duties.filter(({ met, fact }) => !met && fact !== undefined);
}

/** The answer of a confirmation that clears it: the first of its values. */
export function clearValue({ value }: DutyOwed): unknown {
  return Array.isArray(value) ? (value as readonly unknown[])[0] : value;
}

/** A yes or no as a person would say it. */
export function spoken(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
