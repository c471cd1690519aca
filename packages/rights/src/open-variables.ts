import { type Evaluation, type Group } from "./evaluate.ts";
import { isSingle } from "./outcome.ts";
import type { Literal, SlicedLink, SlicedRule } from "./slice.ts";
import { FALSE, MAYBE } from "./trit.ts";

/** The variables on which undecided groups hang, in order of the chain; each once. */
export function openVariables(evaluation: Evaluation, groups: readonly Group[]): readonly number[] {
  const open = new Set<number>();
  for (const group of groups) {
    if (isSingle(evaluation.outcomes(group))) continue;
    group.link.rules.forEach((sliced, at) => {
      if (sliced.rule.layer !== group.layer || sliced.rule.effect === "statement") return;
      collectFromRule(evaluation, group.link, at, sliced, open);
    });
  }
  return [...open];
}

function collectFromRule(
  evaluation: Evaluation,
  link: SlicedLink,
  at: number,
  sliced: SlicedRule,
  open: Set<number>,
): void {
  if (evaluation.fires(link, at) === MAYBE) {
    collectFromLiterals(evaluation, sliced.literals, open);
    for (const defeater of sliced.defeatedBy) {
      const exception = link.rules[defeater];
      if (exception !== undefined) collectFromRule(evaluation, link, defeater, exception, open);
    }
  }
  if (sliced.met !== null && evaluation.fires(link, at) !== FALSE)
    collectFromLiterals(evaluation, sliced.met, open);
}

function collectFromLiterals(evaluation: Evaluation, literals: readonly Literal[], open: Set<number>): void {
  for (const literal of literals) {
    if (evaluation.literal(literal) !== MAYBE) continue;
    switch (literal.kind) {
      case "cell":
        open.add(literal.variable);
        break;
      case "dated":
        // The day first: on most days nothing else is open.
        if ((evaluation.worlds.chosen[literal.date] ?? -1) === -1) open.add(literal.date);
        open.add(literal.open);
        break;
      case "title":
        collectFromStatements(evaluation, literal.topic, open);
        break;
    }
  }
}

function collectFromStatements(evaluation: Evaluation, topic: string, open: Set<number>): void {
  for (const link of evaluation.worlds.slice.links) {
    link.rules.forEach((sliced, at) => {
      if (sliced.rule.statement?.topic === topic) collectFromRule(evaluation, link, at, sliced, open);
    });
  }
}
