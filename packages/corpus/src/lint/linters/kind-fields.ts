import type { AuthoredParty } from "../../authored/party-schema.ts";
import type { PartyKind } from "../../party.ts";
import { collector, eachParty, type Linter } from "../linter.ts";

type Field = keyof AuthoredParty;

/** What each kind must have to be of use, and what makes sense for it alone. */
const REQUIRED: Readonly<Partial<Record<PartyKind, readonly Field[]>>> = {
  market: ["market"],
  law: ["territory"],
};
const ONLY_FOR: Readonly<Partial<Record<Field, readonly PartyKind[]>>> = {
  plans: ["service", "gateway", "market"],
  licence: ["model", "adapter"],
  base: ["model", "adapter"],
  components: ["model", "adapter"],
  files: ["model", "adapter"],
  names: ["model", "adapter", "tool"],
  hosts: ["gateway", "service"],
  market: ["market"],
  territory: ["law"],
  silent: ["service", "gateway", "model", "licence", "adapter"],
};

export const kindFields: Linter = {
  code: "kind-fields",
  description: "Parties have the fields of their kind, and terms of their own or somebody's licence.",
  check(input) {
    const { findings, report } = collector("kind-fields", input);
    for (const { entry, party } of eachParty(input)) {
      for (const field of REQUIRED[party.kind] ?? []) {
        if (party[field as "market" | "territory"] === null || party[field as "territory"].length === 0) {
          report(entry, ["kind"], `a ${party.kind} needs \`${field}\`. Add it.`);
        }
      }
      for (const field of Object.keys(ONLY_FOR) as Field[]) {
        const kinds = ONLY_FOR[field] ?? [];
        const value = entry.party[field];
        if (value === undefined || value === null || kinds.includes(party.kind)) continue;
        report(
          entry,
          [field],
          `belongs to ${kinds.join(", ")}, not to a ${party.kind}. Delete it or mend the kind.`,
        );
      }
      const terms = party.rules.length > 0 || party.licence.length > 0 || party.base !== null;
      if (!terms && !party.own) {
        report(
          entry,
          ["rules"],
          `has no rule, no licence and no base. Add what is known; a party without terms is not needed: unknown is what people are told anyway.`,
        );
      }
    }
    return { findings };
  },
};
