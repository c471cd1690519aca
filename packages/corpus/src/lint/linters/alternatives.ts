import { mayOverlap } from "../../compile/periods.ts";
import { collector, eachParty, type Linter } from "../linter.ts";
import { standingRules } from "../standing-rules.ts";

/** Rival readings: one reading alone has no rival and would silently be doubted. */
export const alternatives: Linter = {
  code: "alternatives",
  description: "Every group of rival readings has at least two, in force at the same time.",
  check(input) {
    const { findings, report } = collector("alternatives", input);
    for (const { entry, party } of eachParty(input)) {
      const rules = standingRules(party);
      for (const rule of rules) {
        const own = rule.alternative;
        if (own === null || entry.party.rules?.[rule.id] === undefined) continue;
        const group = rules.filter(({ alternative }) => alternative?.group === own.group);
        const rivals = group.filter(({ alternative }) => alternative?.reading !== own.reading);
        if (rivals.length === 0) {
          report(
            entry,
            ["rules", rule.id, "alternative"],
            `the group ${own.group} has only the reading ${own.reading}. Add the rival reading, or delete \`alternative\`.`,
          );
        } else if (!rivals.some((rival) => mayOverlap(rival.inForce, rule.inForce))) {
          report(
            entry,
            ["rules", rule.id, "alternative"],
            `no rival in the group ${own.group} is in force at the same time. Mend the dates, or use another group for each period.`,
          );
        }
      }
    }
    return { findings };
  },
};
