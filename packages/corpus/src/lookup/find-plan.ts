import { nearest } from "../nearest.ts";
import type { Party, Plan } from "../party.ts";
import { normalName } from "./normal-name.ts";
import { squeezedName } from "./squeezed-name.ts";

/** Words after the name of a plan that say that it is one, or how it is paid. */
const DRESSING = /-(?:plans?|subscription|membership|tier|account|monthly|yearly|annual)$/u;

/**
 * The plan of a party that an id, a name or an alias means, whatever its case and punctuation, and also where somebody dresses the name:
 * `Pro plan`, `Midjourney Pro`, `pro (yearly)`.
 */
export function findPlan(party: Party, name: string): Plan | undefined {
  const plans = Object.values(party.plans);
  const bare = undressed(party, normalName(name));
  return (
    plans.find((plan) => plan.id === name) ??
    named(plans, normalName(name), normalName) ??
    named(plans, bare, normalName) ??
    named(plans, squeezedName(bare), squeezedName)
  );
}

/** An id wins over a name; a name that two plans share says nothing. */
function named(plans: readonly Plan[], wanted: string, normal: (name: string) => string): Plan | undefined {
  const byId = plans.find(({ id }) => normal(id) === wanted);
  if (byId !== undefined) return byId;
  const found = plans.filter((plan) => [plan.name, ...plan.aliases].some((each) => normal(each) === wanted));
  return found.length === 1 ? found[0] : undefined;
}

function undressed(party: Party, name: string): string {
  let bare = name;
  while (DRESSING.test(bare)) bare = bare.replace(DRESSING, "");
  const owners = [party.id, party.name, ...party.aliases].map(normalName);
  // What is called Nano Banana Pro is a model: who names it has not said which plan.
  if (owners.includes(bare)) return bare;
  const owner = owners
    .toSorted((left, right) => right.length - left.length)
    .find((each) => bare.startsWith(`${each}-`));
  return owner === undefined ? bare : bare.slice(owner.length + 1);
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
