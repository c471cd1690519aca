import type { Party } from "../../party.ts";
import type { Registry } from "../../registry.ts";
import { collector, eachParty, type Linter } from "../linter.ts";
import { standingRules } from "../standing-rules.ts";

/** L10: silence must be a finding of somebody who looked, not a gap that nobody saw. */
export const coverage: Linter = {
  code: "coverage",
  description:
    "Every licensor grants or refuses something of each branch of uses, or says that it is silent there.",
  check(input) {
    const { findings, report } = collector("coverage", input);
    const { registry } = input.corpus;
    const branches = Object.values(registry.uses).filter(({ parent }) => parent === undefined);
    for (const { entry, party } of eachParty(input)) {
      if (party.stance === "objection" || party.silenceIsFine) continue;
      // Their licence or the model they derive from speaks for them.
      if (party.licence.length > 0 || party.base !== null) continue;
      const spoken = branchesSpokenOf(party, registry);
      const missing = branches.map(({ code }) => code).filter((code) => !spoken.has(code));
      if (missing.length === 0) continue;
      report(
        entry,
        ["rules"],
        `says nothing of ${missing.join(", ")}. Add a rule, \`complete\` where the terms were read whole and silence is a no, or \`silent: [${missing.join(", ")}]\` where they were looked for in vain.`,
      );
    }
    return { findings };
  },
};

function branchesSpokenOf(party: Party, registry: Registry): ReadonlySet<string> {
  const deciding = standingRules(party).filter(
    ({ effect }) => effect === "permission" || effect === "prohibition",
  );
  const codes = deciding.flatMap(({ uses, layer }) =>
    layer === "source" ? (uses ?? Object.keys(registry.uses)) : [],
  );
  return new Set(
    [...codes, ...party.complete, ...party.silent].flatMap((code) => registry.uses[code]?.path[0] ?? []),
  );
}
