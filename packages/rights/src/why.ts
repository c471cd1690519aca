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
  const holds = (other: Chain, fewer: Facts): boolean =>
    answer(other, { ...question, facts: fewer }).verdict === decision.verdict;
  // More may become needless once something else is gone, so it goes round until nothing changes.
  for (let before = ""; before !== JSON.stringify([facts, bare.links.map(({ plan }) => plan)]);) {
    before = JSON.stringify([facts, bare.links.map(({ plan }) => plan)]);
    for (const name of Object.keys(facts)) {
      const { [name]: _, ...fewer } = facts;
      if (holds(bare, fewer)) facts = fewer;
    }
    bare.links.forEach((link, index) => {
      if (link.plan === null) return;
      const without = variantOf(bare, index, { ...link, plan: null, planUnrecognised: false });
      if (holds(without, facts)) bare = without;
    });
  }
  const plans = bare.links.flatMap(({ plan, party, name }) =>
    plan === null ? [] : [[`plan of ${party ?? name}`, plan]],
  );
  const { reasons } = answer(bare, { ...question, facts });
  const effects = decision.verdict === "forbidden" ? ["prohibition"] : ["permission", "duty"];
  const decisive = reasons.filter(({ effect }) => effects.includes(effect));
  // Where no rule fires in every world, those that may fire cover all worlds between them.
  const sure = decisive.filter(({ fires }) => fires === "yes");
  return {
    facts: { ...Object.fromEntries(plans), ...facts },
    rules: (sure.length > 0 ? sure : decisive).map(({ rule }) => rule),
  };
}
