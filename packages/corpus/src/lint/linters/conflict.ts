import { mayOverlap } from "../../compile/periods.ts";
import type { Party } from "../../party.ts";
import type { Registry } from "../../registry.ts";
import type { Rule } from "../../rule.ts";
import { setRuleKey } from "../../fix/set-rule-key.ts";
import { collector, eachParty, type Linter } from "../linter.ts";
import { implies, satisfiable } from "../satisfiable.ts";
import { coversAllOf, mayStandTogether, shareUses, standingRules } from "../standing-rules.ts";

interface Conflict {
  readonly permission: Rule;
  readonly prohibition: Rule;
}

/**
 * Where a permission and a prohibition both stand, people are told *forbidden*, and we are told which of the two should yield: only the
 * author knows. Layers are questions of their own, so rules of different layers do not contradict each other.
 */
export const conflict: Linter = {
  code: "conflict",
  description:
    "No permission and prohibition of one party and layer can both fire without an exception or rival readings.",
  check(input) {
    const { findings, report } = collector("conflict", input);
    for (const { entry, party } of eachParty(input)) {
      for (const { permission, prohibition } of conflictsOf(party, input.corpus.registry)) {
        const owner = entry.party.rules?.[prohibition.id] === undefined ? permission : prohibition;
        if (entry.party.rules?.[owner.id] === undefined) continue;
        report(
          entry,
          ["rules", owner.id],
          `${prohibition.id} forbids what ${permission.id} permits. Add \`exception-to: [${permission.id}]\` to ${prohibition.id} where it is the exception, the other way round where it yields, or make them rival readings with \`alternative\`.`,
        );
      }
    }
    return { findings };
  },
  // Only where the prohibition is plainly the special case: there the exception says what the answer already is.
  fix(entry, { corpus }) {
    const party = corpus.parties[entry.party.id];
    if (party === undefined) return entry.file.text;
    const plain = conflictsOf(party, corpus.registry).filter((each) =>
      isSpecialCase(each, party, corpus.registry),
    );
    if (plain.length === 0) return entry.file.text;
    return plain.reduce((text, { prohibition }) => {
      const written = entry.party.rules?.[prohibition.id]?.["exception-to"] ?? [];
      const added = plain
        .filter((each) => each.prohibition === prohibition)
        .map(({ permission }) => permission.id);
      return setRuleKey(
        text,
        prohibition.id,
        "exception-to",
        `[${[...written, ...added].join(", ")}]`,
        "source",
      );
    }, entry.file.text);
  },
};

function conflictsOf(party: Party, registry: Registry): readonly Conflict[] {
  const rules = standingRules(party);
  const plans = Object.keys(party.plans);
  return rules
    .filter(({ effect }) => effect === "permission")
    .flatMap((permission) =>
      rules
        .filter((rule) => rule.effect === "prohibition" && contradicts(permission, rule, registry, plans))
        .map((prohibition) => ({ permission, prohibition })),
    );
}

function contradicts(
  permission: Rule,
  prohibition: Rule,
  registry: Registry,
  plans: readonly string[],
): boolean {
  return (
    permission.layer === prohibition.layer &&
    !permission.exceptionTo.includes(prohibition.id) &&
    !prohibition.exceptionTo.includes(permission.id) &&
    mayStandTogether(permission, prohibition) &&
    mayOverlap(permission.inForce, prohibition.inForce) &&
    shareUses(permission, prohibition, registry) &&
    satisfiable([...permission.when, ...prohibition.when], registry, plans)
  );
}

/** Whether the prohibition asks for all that the permission asks for and more, for no more uses. */
function isSpecialCase({ permission, prohibition }: Conflict, party: Party, registry: Registry): boolean {
  const plans = Object.keys(party.plans);
  return (
    coversAllOf(permission, prohibition, registry) &&
    permission.when.every((test) => implies(prohibition.when, test, registry, plans)) &&
    !prohibition.when.every((test) => implies(permission.when, test, registry, plans))
  );
}
