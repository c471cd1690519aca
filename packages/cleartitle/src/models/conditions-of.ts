import type { Decision } from "@cleartitle/rights";

import type { Condition } from "./model.ts";

/** All that stands between an answer and a plain yes. */
export function conditionsOf({ duties, unknown }: Decision): readonly Condition[] {
  return [
    ...unknown.map(({ kind, text, fact, question, rules }): Condition => ({
      kind: kind === "missing-fact" ? "question" : "unclear",
      text: question ?? text,
      fact: fact ?? null,
      rules: rules ?? [],
    })),
    ...duties
      .filter(({ met }) => !met)
      .map(({ code, text, fact, rule }): Condition => ({
        kind: code.startsWith("confirm.") ? "confirmation" : "duty",
        text,
        fact: fact ?? null,
        rules: rule === null ? [] : [rule],
      })),
  ];
}
