import type { Party } from "../party.ts";
import type { Registry } from "../registry.ts";
import type { Rule } from "../rule.ts";

/** The rules of a party that answers are made of today: neither withdrawn nor corrected. */
export function standingRules(party: Party): readonly Rule[] {
  return party.rules.filter((rule) => rule.withdrawn === undefined && rule.known.until === null);
}

/** The uses that a rule speaks of. Inner nodes of the tree are uses of their own: one can train a model without competing. */
function reachOf(uses: readonly string[] | null, registry: Registry): ReadonlySet<string> {
  const reached = Object.values(registry.uses).filter(
    ({ path }) => uses === null || path.some((code) => uses.includes(code)),
  );
  return new Set(reached.map(({ code }) => code));
}

/** Whether some use is spoken of by both. */
export function shareUses(a: Rule, b: Rule, registry: Registry): boolean {
  const reach = reachOf(a.uses, registry);
  return [...reachOf(b.uses, registry)].some((use) => reach.has(use));
}

/** Whether `wide` speaks of every use that `narrow` speaks of. */
export function coversAllOf(wide: Rule, narrow: Rule, registry: Registry): boolean {
  const reach = reachOf(wide.uses, registry);
  return [...reachOf(narrow.uses, registry)].every((use) => reach.has(use));
}

/** Whether both rules can hold in one world: rival readings of one clause cannot. */
export function mayStandTogether(a: Rule, b: Rule): boolean {
  return (
    a.alternative === null ||
    a.alternative.group !== b.alternative?.group ||
    a.alternative.reading === b.alternative.reading
  );
}
