import type { FactValue } from "@cleartitle/corpus";
import type { Chain, Facts } from "@cleartitle/title";
import type { Decision } from "./decision.ts";
import { variantOf, type Answerer } from "./fixes.ts";
import type { Question } from "./question.ts";

/** Why a verdict is what it is. */
export interface Why {
  /** A minimal set of known facts that forces the verdict: leave out any one, and it is open again. Plans as `plan of <party>`. */
  readonly facts: Readonly<Record<string, FactValue>>;
  /** The rules that decide it under these facts alone. */
  readonly rules: readonly string[];
}

/**
 * A subset of the known facts, as small as leaving them out one by one makes it, that alone leads to the same verdict (L5). Facts
 * of the use that are left out keep their plain meaning. Null for an unknown: there the answer is what is missing.
 */
export function explainWhy(
  chain: Chain,
  question: Question,
  decision: Decision,
  answer: Answerer,
): Why | null {
  if (decision.verdict === "unknown") return null;
  let facts: Facts = question.facts;
  let bare = chain;
  for (const name of Object.keys(question.facts)) {
    const { [name]: _, ...fewer } = facts;
    if (answer(bare, { ...question, facts: fewer }).verdict === decision.verdict) facts = fewer;
  }
  const plans: Record<string, FactValue> = {};
  chain.links.forEach((link, index) => {
    if (link.plan === null) return;
    const without = variantOf(bare, index, { ...link, plan: null, planUnrecognised: false });
    if (answer(without, { ...question, facts }).verdict === decision.verdict) bare = without;
    else plans[`plan of ${link.party ?? link.name}`] = link.plan;
  });
  const { reasons } = answer(bare, { ...question, facts });
  const decisive = decision.verdict === "forbidden" ? ["prohibition"] : ["permission", "duty"];
  return {
    facts: { ...plans, ...facts },
    rules: reasons.filter(({ effect }) => decisive.includes(effect)).map(({ rule }) => rule),
  };
}
