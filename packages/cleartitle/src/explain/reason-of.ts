import type { Rule } from "@cleartitle/corpus";
import type { Reason } from "@cleartitle/rights";

/** A rule in the shape of a reason, for rules that are shown without deciding. */
export function reasonOf(rule: Rule, fires: Reason["fires"]): Reason {
  const { title, url, at, seen } = rule.source;
  const { earliest, latest } = rule.inForce.from;
  return {
    rule: rule.id,
    party: rule.party,
    effect: rule.effect,
    layer: rule.layer,
    reading: rule.reading,
    source: { title, url, at, inForce: earliest === latest ? latest : `≤${latest}`, seen },
    grade: rule.grade,
    fires,
    ...(rule.own ? { own: true as const } : {}),
  };
}
