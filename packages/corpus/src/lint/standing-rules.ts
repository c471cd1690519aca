import type { Party } from "../party.ts";
import type { Registry } from "../registry.ts";
import type { Rule } from "../rule.ts";

/** The rules of a party that answers are made of today: neither withdrawn nor corrected. */
export function standingRules(party: Party): readonly Rule[] {
  return party.rules.filter((rule) => rule.withdrawn === undefined && rule.known.until === null);
}

/** The leaves of the tree of uses that a rule speaks of. */
function leavesOf(uses: readonly string[] | null, registry: Registry): ReadonlySet<string> {
  const all = Object.values(registry.uses);
  const covered = uses === null ? all : all.filter(({ code }) => uses.includes(code));
  return new Set(covered.flatMap(({ leaves }) => leaves));
}

/** Whether some use is spoken of by both. */
export function shareLeaves(a: Rule, b: Rule, registry: Registry): boolean {
  const reach = leavesOf(a.uses, registry);
  return [...leavesOf(b.uses, registry)].some((leaf) => reach.has(leaf));
}

/** Whether `wide` speaks of every use that `narrow` speaks of. */
export function coversAllOf(wide: Rule, narrow: Rule, registry: Registry): boolean {
  const reach = leavesOf(wide.uses, registry);
  return [...leavesOf(narrow.uses, registry)].every((leaf) => reach.has(leaf));
}

/** Whether both rules can hold in one world: rival readings of one clause cannot. */
export function mayStandTogether(a: Rule, b: Rule): boolean {
  return (
    a.alternative === null ||
    a.alternative.group !== b.alternative?.group ||
    a.alternative.reading === b.alternative.reading
  );
}
