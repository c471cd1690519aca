import { suggestParty } from "../../lookup/find-party.ts";
import type { PartyKind } from "../../party.ts";
import { collector, eachParty, type Linter } from "../linter.ts";
import { own } from "../../own.ts";

/** A chain of title follows references; one that leads nowhere would end in *no term*. */
export const references: Linter = {
  code: "references",
  description:
    "Licences, bases, components, hosted models and models named in tests are parties of the corpus; bases form no circle.",
  check(input) {
    const { findings, report } = collector("references", input);
    const { parties } = input.corpus;
    for (const { entry, party } of eachParty(input)) {
      const refer = (path: readonly PropertyKey[], id: string, kinds: readonly PartyKind[]): void => {
        const target = own(parties, id);
        if (input.broken.has(id) || (target !== undefined && kinds.includes(target.kind))) return;
        const near = suggestParty(input.corpus, kinds[0], id);
        const wrong = target === undefined ? `"${id}" is not in the corpus.` : `"${id}" is a ${target.kind}.`;
        const mend = near === undefined ? `Add it as ${kinds[0]} or mend the id.` : `Did you mean "${near}"?`;
        report(entry, path, `${wrong} ${mend}`);
      };
      entry.party.licence?.forEach(({ id }, index) => refer(["licence", index, "id"], id, ["licence"]));
      entry.party.components?.forEach(({ id }, index) =>
        refer(["components", index, "id"], id, ["model", "adapter"]),
      );
      entry.party.hosts?.forEach(({ model }, index) => refer(["hosts", index, "model"], model, ["model"]));
      if (typeof entry.party.base === "string") {
        refer(["base"], entry.party.base, ["model", "adapter"]);
        const circle = circleFrom(party.id, (id) => own(parties, id)?.base ?? null);
        if (circle !== undefined)
          report(
            entry,
            ["base"],
            `bases go in a circle: ${circle.join(" → ")}. A model cannot derive from itself.`,
          );
      }
      for (const [id, rule] of Object.entries(entry.party.rules ?? {})) {
        for (const test of rule.when ?? []) {
          if (test.fact !== "route.model" || test.kind === "range") continue;
          for (const value of test.values)
            if (value !== "none")
              refer(["rules", id, "when", test.fact], String(value), ["model", "service"]);
        }
      }
    }
    return { findings };
  },
};

function circleFrom(start: string, next: (id: string) => string | null): readonly string[] | undefined {
  const path = [start];
  for (let id = next(start); id !== null; id = next(id)) {
    if (id === start) return [...path, start];
    if (path.includes(id)) return undefined; // a circle further up is reported where it is
    path.push(id);
  }
  return undefined;
}
