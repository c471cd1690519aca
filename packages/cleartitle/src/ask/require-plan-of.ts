import { findPlan, nearest, type Party } from "@cleartitle/corpus";

import { refusal } from "./issue.ts";
import { shown } from "./shown.ts";

/**
 * Refuses a plan that none of these parties has. A host whose plans are not on record may have any.
 *
 * @throws CleartitleError `unknown-plan`, with the plans there are
 */
export function requirePlanOf(hosts: readonly Party[], plan: string): void {
  const withPlans = hosts.filter(({ plans }) => Object.keys(plans).length > 0);
  if (withPlans.length === 0 || withPlans.some((host) => findPlan(host, plan) !== undefined)) return;
  const ids = [...new Set(withPlans.flatMap(({ plans }) => Object.keys(plans)))];
  const near = nearest(plan, ids);
  const who = withPlans.map(({ name }) => name).join(" and ");
  throw refusal("unknown-plan", [
    {
      code: "unknown-plan",
      path: ["facts", "plan"],
      expected: ids.join(", "),
      received: shown(plan),
      message: `${who} ${withPlans.length > 1 ? "have" : "has"} no plan ${shown(plan)}.`,
      remedy: `${near === undefined ? "" : `Did you mean "${near}"? `}Plans on record: ${ids.join(", ")}.`,
    },
  ]);
}
