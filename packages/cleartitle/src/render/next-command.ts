import type { Decision } from "@cleartitle/rights";

import { shellWord } from "../terminal/shell-word.ts";
import type { Names } from "./names.ts";
import { optionText, setFact } from "./option-text.ts";
import { clearValue, confirmations } from "./todo.ts";

/** A command as the person typed it, to be continued. */
export interface Typed {
  /** Name and options without the paths: `./cleartitle check --for stock-licensing`. */
  readonly name: string;
  readonly options: readonly string[];
}

/** The command that brings the answer further: with the open questions to fill in, or with all that has to be confirmed. */
export function nextCommand(names: Names, decision: Decision, typed: Typed, file: string): string | null {
  const asked = decision.unknown.filter(({ kind, fact }) => kind === "missing-fact" && fact !== undefined);
  const added = unique(
    asked.length > 0
      ? asked.map((unknown) => optionText(names, unknown))
      : confirmations(decision).map((duty) => setFact(duty.fact ?? "", clearValue(duty))),
  );
  if (added.length === 0) return null;
  return [typed.name, "check", shellWord(file), ...typed.options, ...added].join(" ");
}

export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
