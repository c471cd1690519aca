import type { Decision } from "@cleartitle/rights";

import type { Judgement } from "../answer.ts";
import { deniedFacts } from "../content/denied-facts.ts";
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

/**
 * The command that brings the answer further: with the open questions to fill in, or with all that has to be confirmed. What the words of the file
 * say is never among them, nor is it said again where it was typed.
 */
export function nextCommand(names: Names, decision: Judgement, typed: Typed, file: string): string | null {
  const asked = decision.unknown.filter(
    ({ kind, fact, overrule }) => kind === "missing-fact" && fact !== undefined && overrule !== true,
  );
  const how = sayHow(decision);
  const added = unique(
    asked.length > 0
      ? asked.map((unknown) => optionText(names, unknown))
      : how !== null
        ? [how]
        : decision.verdict === "conditional"
          ? confirmations(decision).flatMap((duty) =>
              duty.fact === undefined || duty.overrule === true ? [] : [setFact(duty.fact, clearValue(duty))],
            )
          : [],
  );
  if (added.length === 0) return null;
  return [
    typed.name,
    "check",
    shellWord(file.startsWith("-") ? `./${file}` : file),
    ...withoutFacts(typed.options, deniedFacts(decision)),
    ...added,
  ]
    .join(" ")
    .replace("   or   --model MODEL", "");
}

/** Options as they were typed, without what was said about some facts. */
export function withoutFacts(
  options: Typed["options"],
  facts: readonly { readonly fact: string }[],
): readonly string[] {
  const left = new Set(facts.map(({ fact }) => fact));
  return options.filter((option) => {
    const name = /^--fact '?\s*([^\s=]+)/.exec(option)?.[1];
    return name === undefined || !left.has(name);
  });
}

/** What to say where nobody named what made the image; null where somebody did. */
export function sayHow({ chain }: Decision): string | null {
  const nobodyNamed = chain.some(
    ({ party, name, identity }) => party === null && name === "" && identity === "unknown",
  );
  return nobodyNamed ? "--service SERVICE --plan PLAN   or   --model MODEL" : null;
}

export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
