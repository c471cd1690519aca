import { findRule, type Corpus, type FactValue, type Test } from "@cleartitle/corpus";
import type { Decision, Reason } from "@cleartitle/rights";

import { testText } from "./test-text.ts";

/** A reason, and in words when it holds where that is not known. */
export interface ConditionedReason extends Reason {
  /** `on the plan Free or Pro`. */
  readonly when?: string;
}

/** The reasons of a yes, where permissions that do not all hold say when each of them does: under which plan, for example. */
export function withConditions(
  corpus: Corpus,
  { verdict, reasons }: Pick<Decision, "verdict" | "reasons">,
): readonly ConditionedReason[] {
  if (verdict !== "allowed" && verdict !== "conditional") return reasons;
  return reasons.map((reason) => {
    if (reason.effect !== "permission" || reason.fires === "yes") return reason;
    const when = conditionOf(corpus, reason);
    return when === "" ? reason : { ...reason, when };
  });
}

function conditionOf(corpus: Corpus, { rule, party }: Reason): string {
  const tests = findRule(corpus, rule)?.rule.when ?? [];
  return tests.map((test) => testWords(corpus, party, test)).join(", ");
}

function testWords({ registry, parties }: Corpus, party: string, test: Test): string {
  const fact = registry.facts[test.fact];
  if (test.fact !== "plan") return `${fact?.label ?? test.fact}: ${testText(fact, few(test))}`;
  const plans = parties[party]?.plans ?? {};
  const words = testText(
    undefined,
    withValues(test, (value) => plans[String(value)]?.name ?? value),
  );
  return test.kind === "not-in" ? words.replace("anything", "on any plan") : `on the plan ${words}`;
}

const mostValues = 6;

/** A rule for all of Europe names every country of it. */
function few(test: Test): Test {
  if (test.kind === "range" || test.values.length <= mostValues) return test;
  const values = test.values.slice(0, mostValues - 1);
  return { ...test, values: [...values, `${test.values.length - values.length} others`] };
}

function withValues(test: Test, name: (value: FactValue) => FactValue): Test {
  return test.kind === "range" ? test : { ...test, values: test.values.map(name) };
}
