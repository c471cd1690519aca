import type { Party } from "../../party.ts";
import type { Rule } from "../../rule.ts";
import { collector, eachParty, type Linter, type LintInput } from "../linter.ts";
import { implies, satisfiable } from "../satisfiable.ts";
import { coversAllOf, standingRules } from "../standing-rules.ts";

/** L10: a rule that can never fire looks like protection and is none. */
export const deadRule: Linter = {
  code: "dead-rule",
  description: "Every rule can fire: its tests can hold together, and no exception always defeats it.",
  check(input) {
    const { findings, report } = collector("dead-rule", input);
    for (const { entry, party } of eachParty(input)) {
      const plans = Object.keys(party.plans);
      for (const rule of standingRules(party)) {
        if (entry.party.rules?.[rule.id] === undefined) continue;
        if (!satisfiable(rule.when, input.corpus.registry, plans)) {
          const facts = [...new Set(rule.when.map(({ fact }) => fact))].join(", ");
          report(
            entry,
            ["rules", rule.id, "when"],
            `no question can meet these tests at once (${facts}). Mend them or withdraw the rule.`,
          );
          continue;
        }
        const killer = standingRules(party).find((other) => alwaysDefeats(other, rule, party, input));
        if (killer !== undefined) {
          report(
            entry,
            ["rules", rule.id],
            `${killer.id} defeats it wherever it could fire. Narrow that exception or withdraw this rule.`,
          );
        }
      }
    }
    return { findings };
  },
};

function alwaysDefeats(other: Rule, rule: Rule, party: Party, { corpus: { registry } }: LintInput): boolean {
  if (!other.exceptionTo.includes(rule.id) || other.alternative !== null) return false;
  const plans = Object.keys(party.plans);
  return (
    coversAllOf(other, rule, registry) &&
    other.inForce.from.latest <= rule.inForce.from.earliest &&
    (other.inForce.until === null ||
      (rule.inForce.until !== null && rule.inForce.until.latest <= other.inForce.until.earliest)) &&
    other.when.every((test) => implies(rule.when, test, registry, plans))
  );
}
