import type { Decision, DutyOwed } from "@cleartitle/rights";

import type { Hinted } from "../answer.ts";
import { overrulingCommand } from "../content/settle-words.ts";
import type { Paper } from "../terminal/paper.ts";
import { wrap } from "../terminal/wrap.ts";
import { marksOn } from "./marks.ts";
import { ownNote } from "./own-note.ts";
import { sentence, withHint } from "./sentence.ts";

const phases: Readonly<Record<DutyOwed["phase"], string>> = {
  before: "before",
  with: "with the use",
  after: "afterwards",
};

/** Duties that are owed and not yet done, in the order in which they fall due; what only has to be confirmed is left out. */
export function todoText(paper: Paper, decision: Decision): readonly string[] {
  const marks = marksOn(paper);
  return openDuties(decision).flatMap((duty) => {
    const how = duty.how === undefined ? "" : ` ${duty.how}`;
    const maybe = duty.owed === "maybe" ? " (may apply)" : "";
    // The ids of the user's own rules begin so, and no others do.
    const own = ownNote({ own: duty.rule?.startsWith("own-") === true });
    return wrap(
      `${phases[duty.phase]}: ${sentence(duty.text)}${how}${maybe}${own}`,
      paper.width,
      `  ${marks.todo} `,
    );
  });
}

export function openDuties({ duties }: Decision): readonly DutyOwed[] {
  return duties.filter((duty) => !duty.met && !isConfirmation(duty));
}

/** What a person can look at and vouch for: facts about the picture, and who a model is that is known by its name only. */
export function confirmations<Duty extends DutyOwed>({
  duties,
}: {
  readonly duties: readonly Duty[];
}): readonly Duty[] {
  return duties.filter((duty) => !duty.met && isConfirmation(duty));
}

/** A confirmation with the answer that leaves nothing to object to. */
export function confirmationText(duty: DutyOwed & Hinted): string {
  return duty.fact === undefined
    ? sentence(duty.text)
    : withHint(`${duty.text} (${spoken(clearValue(duty))})`, hintOf(duty));
}

/** Where the words of the file keep it open, looking at the picture does not settle it. */
function hintOf({ fact = "", hint = "", overrule }: DutyOwed & Hinted): string | undefined {
  const how =
    overrule === true ? `Only a person can say so, for this one file: ${overrulingCommand(fact)}.` : "";
  return [hint, how].filter((part) => part !== "").join(" ") || undefined;
}

const isConfirmation = ({ code }: DutyOwed): boolean => code.startsWith("confirm.");

/** The answer of a confirmation that clears it: the first of its values. */
export function clearValue({ value }: DutyOwed): unknown {
  return Array.isArray(value) ? (value as readonly unknown[])[0] : value;
}

/** A yes or no as a person would say it. */
function spoken(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
