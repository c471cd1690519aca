import { EU_MEMBERS } from "../european-union.ts";
import { PLACE_FACTS } from "../places.ts";
import type { Test } from "../rule.ts";

/**
 * A test that names the European Union names its member states: a rule about the Union must not miss a question about one of them.
 *
 * @example nameMembers({ fact: "holder.country", kind: "in", values: ["EU"] }) // values: ["EU", "AT", "BE", …]
 */
export function nameMembers(test: Test): Test {
  if (test.kind === "range" || !PLACE_FACTS.has(test.fact)) return test;
  const members = test.values.includes("eu")
    ? EU_MEMBERS
    : test.values.includes("EU")
      ? EU_MEMBERS.map((code) => code.toUpperCase())
      : [];
  return { ...test, values: [...new Set([...test.values, ...members])] };
}
