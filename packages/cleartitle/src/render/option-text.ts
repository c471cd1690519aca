import type { Unknown } from "@cleartitle/rights";

import type { Hinted } from "../answer.ts";
import { overrulingCommand } from "../content/settle-words.ts";
import { shellWord } from "../terminal/shell-word.ts";
import type { Names } from "./names.ts";

const mostValues = 6;

/** What to add to the command to answer an open question: `--fact holder.kind=individual|company|nonprofit`. */
export function optionText(
  names: Names,
  { fact = "", values = [] }: Pick<Unknown, "fact" | "values">,
): string {
  const choice =
    values.length > 0 && values.length <= mostValues
      ? values.join("|")
      : placeholder(names, fact, values.length > 0);
  switch (fact) {
    case "market":
      return `--market ${choice}`;
    case "use":
      return `--for ${choice}`;
    case "made.on":
      return `--made ${choice}`;
    default:
      return `--fact ${fact}=${choice}`;
  }
}

/** How to answer an open question: an option, or, where the words of the file keep it open, who has to say it and how. */
export function sayText(names: Names, unknown: Unknown & Hinted): string {
  return unknown.overrule === true ? overrulingCommand(unknown.fact ?? "") : optionText(names, unknown);
}

/** One option of the command that sets a fact to a value, ready to be pasted. */
export function setFact(fact: string, value: unknown): string {
  if (fact === "market" || fact === "use")
    return `--${fact === "use" ? "for" : fact} ${shellWord(String(value))}`;
  return `--fact ${shellWord(`${fact}=${String(value)}`)}`;
}

function placeholder(names: Names, fact: string, manyValues: boolean): string {
  if (fact === "made.on") return "YEAR-MONTH-DAY";
  if (fact === "market" || fact === "use") return fact.toUpperCase();
  return names.fact(fact).unit === null || manyValues ? "…" : "NUMBER";
}
