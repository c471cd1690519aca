import type { FactValue, Registry } from "@cleartitle/corpus";

import { refusal } from "../ask/issue.ts";
import { readFact } from "../ask/read-facts.ts";

/**
 * A value as questions write it: of the type of its fact, a place by its code.
 *
 * @throws CleartitleError `bad-fact-value`, or `unknown-fact`
 */
export function knownValue(registry: Registry, fact: string, value: FactValue): FactValue {
  const read = readFact(registry, fact, value);
  if (read.kind === "fact") return read.value;
  const code = read.issue.code === "unknown-fact" ? "unknown-fact" : "bad-fact-value";
  throw refusal(code, [{ ...read.issue, path: [fact] }]);
}

/** Whether two values of a fact say the same; what is no value of it says nothing. */
export function saysTheSame(registry: Registry, fact: string, one: FactValue, other: FactValue): boolean {
  const [left, right] = [readFact(registry, fact, one), readFact(registry, fact, other)];
  return left.kind === "fact" && right.kind === "fact" && left.value === right.value;
}
