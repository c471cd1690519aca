import { show } from "../authored/schema-parts.ts";
import { didYouMean } from "../nearest.ts";
import type { Fact, FactValue, Registry } from "../registry.ts";
import { own } from "../own.ts";
import type { Test } from "../rule.ts";

/** What is wrong with a test, given the registries; undefined where nothing is. `plans` are those of the rule's party. */
export function checkTest(test: Test, registry: Registry, plans: readonly string[]): string | undefined {
  const fact = own(registry.facts, test.fact);
  if (fact === undefined) {
    const facts = Object.keys(registry.facts);
    return `"${test.fact}" is not a fact.${didYouMean(test.fact, facts)} Use a fact of registry/facts.yaml or add it there.`;
  }
  if (test.kind === "range") {
    return fact.type === "number"
      ? undefined
      : `${fact.code} is not a number (${fact.type}), so it has no limits. Compare it with values.`;
  }
  for (const value of test.values) {
    const wrong = value === "none" ? undefined : checkValue(value, fact, registry, plans);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function checkValue(
  value: FactValue,
  fact: Fact,
  registry: Registry,
  plans: readonly string[],
): string | undefined {
  const words = wordsOf(fact, registry, plans);
  if (words !== null && !words.includes(value)) {
    const near = typeof value === "string" ? didYouMean(value, words.map(String)) : "";
    const where = fact.code === "plan" ? "a plan of this party" : `a value of ${fact.code}`;
    return `${show(value)} is not ${where}.${near} ${words.length === 0 ? "Add the plan under `plans`." : `Use one of ${words.join(", ")}, none.`}`;
  }
  switch (fact.type) {
    case "number":
      return typeof value === "number"
        ? undefined
        : `${fact.code} is a number, but is compared with ${show(value)}. Write a number.`;
    case "text":
    case "date":
      return typeof value === "string"
        ? undefined
        : `${fact.code} is text, but is compared with ${show(value)}. Put it in quotes.`;
    case "boolean":
    case "enum":
      return undefined;
    default:
      return fact.type satisfies never;
  }
}

/** The values a fact can have, where they are known: a plan is one of the party's, and `title.*` facts carry statement values. */
function wordsOf(fact: Fact, registry: Registry, plans: readonly string[]): readonly FactValue[] | null {
  if (fact.code === "plan") return plans;
  const topic = fact.code.startsWith("title.")
    ? own(registry.topics, fact.code.slice("title.".length))
    : undefined;
  return topic?.values ?? (fact.closed || fact.type === "enum" ? fact.values : null);
}
