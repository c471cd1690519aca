import type { Corpus, FactValue, Rule, Test } from "@cleartitle/corpus";
import type { Chain } from "@cleartitle/title";
import { statesSeveral, TERRITORY } from "./places/place-facts.ts";
import type { Question } from "./question.ts";
import { factValue, reduceTime, type Setting } from "./reduce-rule.ts";
import { rulesForUse } from "./rules-for-use.ts";
import { testHolds } from "./test-holds.ts";

/** A rule that would fire if one known fact were different. */
export interface NearMiss {
  readonly rule: Rule;
  readonly test: Test;
  readonly value: FactValue;
}

/** No rule can be held against several places at once, so a list of them counts as open here. */
function withOnePlace(question: Question): Question {
  if (!statesSeveral(question)) return question;
  const { [TERRITORY]: _, ...facts } = question.facts;
  return { ...question, facts };
}

/** The rules in force for this use of which exactly one test fails, and no other is open: what the answer narrowly missed. */
export function listNearMisses(corpus: Corpus, chain: Chain, question: Question): readonly NearMiss[] {
  const setting: Setting = {
    corpus,
    question: withOnePlace(question),
    made: chain.made,
    openFacts: false,
    assumed: {},
  };
  const found = new Map<string, NearMiss>();
  for (const link of chain.links) {
    for (const term of link.terms) {
      for (const { rule } of rulesForUse(corpus, term.party, question.use, question.known)) {
        if (rule.effect === "statement" || reduceTime(setting, rule, term) === "no") continue;
        const failed = rule.when.filter((test) => {
          const value = factValue(setting, link, test.fact);
          return value === undefined || !testHolds(test, value);
        });
        const [only] = failed;
        const value = only === undefined ? undefined : factValue(setting, link, only.fact);
        if (only !== undefined && failed.length === 1 && value !== undefined)
          found.set(rule.id, { rule, test: only, value });
      }
    }
  }
  return [...found.values()];
}
