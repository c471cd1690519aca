import { normalName } from "../../lookup/normal-name.ts";
import type { Party } from "../../party.ts";
import { collector, eachParty, type Linter } from "../linter.ts";

/** A name that two parties share finds neither: look-ups never guess. */
export const sharedName: Linter = {
  code: "shared-name",
  description:
    "No two parties of one kind share a name or an alias, no alias is another party's id, and no plan's name is another plan's.",
  check(input) {
    const { findings, report } = collector("shared-name", input);
    const owners = new Map<string, Party>();
    for (const party of Object.values(input.corpus.parties))
      owners.set(`${party.kind} ${normalName(party.id)}`, party);
    // Names that stand in no file at hand: of the public corpus, where own terms are laid over it.
    const written = new Map(input.authored.entries.map(({ party }) => [party.id, party]));
    for (const party of Object.values(input.corpus.parties)) {
      const entry = written.get(party.id);
      const here = entry === undefined ? [] : [entry.name, ...(entry.aliases ?? [])];
      for (const name of [party.name, ...party.aliases]) {
        const key = `${party.kind} ${normalName(name)}`;
        if (!here.includes(name) && !owners.has(key)) owners.set(key, party);
      }
    }
    for (const { entry, party } of eachParty(input)) {
      const own = entry.party;
      [own.name, ...(own.aliases ?? [])].forEach((name, index) => {
        const key = `${party.kind} ${normalName(name)}`;
        const owner = owners.get(key);
        if (owner === undefined) owners.set(key, party);
        else if (owner !== party) {
          const path = index === 0 ? ["name"] : ["aliases", index - 1];
          report(
            entry,
            path,
            `"${name}" is also a name of ${owner.kind} ${owner.id}. Keep it at the one people mean by it.`,
          );
        }
      });
      checkPlans(party, (plan, message) => report(entry, ["plans", plan], message));
    }
    return { findings };
  },
};

function checkPlans(party: Party, report: (plan: string, message: string) => void): void {
  const owners = new Map(Object.keys(party.plans).map((id) => [normalName(id), id]));
  for (const plan of Object.values(party.plans)) {
    for (const name of [plan.name, ...plan.aliases]) {
      const owner = owners.get(normalName(name));
      if (owner === undefined) owners.set(normalName(name), plan.id);
      else if (owner !== plan.id) {
        report(plan.id, `"${name}" also means the plan ${owner}. Keep it at one of the two.`);
      }
    }
  }
}
