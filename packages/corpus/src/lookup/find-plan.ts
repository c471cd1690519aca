import { nearest } from "../nearest.ts";
import type { Party, Plan } from "../party.ts";
import { normalName } from "./normal-name.ts";

/** The plan of a party that an id, a name or an alias means, whatever its case and punctuation. */
export function findPlan(party: Party, name: string): Plan | undefined {
  const wanted = normalName(name);
  const plans = Object.values(party.plans);
  return (
    plans.find((plan) => plan.id === name || normalName(plan.id) === wanted) ??
    plans.find((plan) => [plan.name, ...plan.aliases].some((each) => normalName(each) === wanted))
  );
}

/** The plan that a mistyped name most likely means, for the message that says so. */
export function suggestPlan(party: Party, name: string): string | undefined {
  const plans = Object.values(party.plans);
  const near = nearest(
    name,
    plans.flatMap((plan) => [plan.id, plan.name, ...plan.aliases]),
  );
  return near === undefined
    ? undefined
    : plans.find((plan) => [plan.id, plan.name, ...plan.aliases].includes(near))?.id;
}
