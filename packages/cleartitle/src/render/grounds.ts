import type { Decision } from "@cleartitle/rights";

import type { ConditionedReason } from "../explain/rule-condition.ts";

/**
 * The permissions that a yes rests on, for each party that grants something (L9). Where none of a party's is sure, for example because the plan is not known,
 * all that may hold are grounds: one of them does in each case. The same goes for a party that several links are of, for each may be under another one.
 */
export function groundsOf({
  chain,
  reasons,
}: Pick<Decision, "chain"> & {
  readonly reasons: readonly ConditionedReason[];
}): readonly ConditionedReason[] {
  const permissions = reasons.filter(({ effect }) => effect === "permission");
  const sure = new Set(permissions.flatMap(({ party, fires }) => (fires === "yes" ? [party] : [])));
  const links = Map.groupBy(chain, ({ party }) => party);
  return permissions.filter(
    ({ party, fires }) => fires === "yes" || !sure.has(party) || (links.get(party)?.length ?? 0) > 1,
  );
}

/** ` (on the plan Free or Pro)`, or that it may apply where nobody can say when. */
export function whenText({ fires, when }: ConditionedReason): string {
  if (fires === "yes") return "";
  return ` (${when ?? "may apply"})`;
}
