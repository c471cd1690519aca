import { slugOf } from "../../authored/schema-parts.ts";
import { collector, eachParty, type Linter } from "../linter.ts";

/** Ids say whose they are: nobody can mistake a rule of one party for another's, or the user's own for a public one. */
export const ruleId: Linter = {
  code: "rule-id",
  description: "Rule ids start with the id of their party; the user's own ids start with own-.",
  check(input) {
    const { findings, report } = collector("rule-id", input);
    for (const { entry, party } of eachParty(input)) {
      const own = entry.file.own === true;
      if (own && party.own && !party.id.startsWith("own-")) {
        report(
          entry,
          ["id"],
          `an own party's id starts with own-. Call it own-${party.id}, so that no later public party has the same.`,
        );
      }
      const prefix = own && !party.own ? "own-" : `${party.id}-`;
      for (const id of Object.keys(entry.party.rules ?? {})) {
        if (id.startsWith(prefix) && id.length > prefix.length) continue;
        report(
          entry,
          ["rules", id],
          `rule id ${id} must start with ${prefix}. Call it ${prefix}${slugOf(id.replace(/^own-/u, ""))}.`,
        );
      }
    }
    return { findings };
  },
};
