import type { FactValue, Registry } from "@cleartitle/corpus";

import { checkFacts } from "../ask/check-facts.ts";
import { withKnownPlaces } from "../ask/known-places.ts";

/**
 * A value as questions write it: of the type of its fact, a place by its code.
 *
 * @throws CleartitleError `bad-fact-value`
 */
export function knownValue(registry: Registry, fact: string, value: FactValue): FactValue {
  checkFacts(registry, { [fact]: value });
  return withKnownPlaces({ [fact]: value })[fact] ?? value;
}

/** Whether two values of a fact say the same; what is no value of it says nothing. */
export function saysTheSame(registry: Registry, fact: string, one: FactValue, other: FactValue): boolean {
  try {
    return knownValue(registry, fact, one) === knownValue(registry, fact, other);
  } catch {
    return false;
  }
}
