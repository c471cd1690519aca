import { nearest } from "../nearest.ts";
import type { Party, Plan } from "../party.ts";
import { normalName } from "./normal-name.ts";
import { squeezedName } from "./squeezed-name.ts";

/** Words after the name of a plan that say that it is one, or how it is paid. */
const DRESSING = /-(?:plans?|subscription|membership|tier|account|monthly|yearly|annual)$/u;

/** Nobody calls a plan by more characters than this. */
const LONGEST = 1_000;

/**
 * The plan of a party that an id, a name or an alias means, whatever its case and punctuation, and also where somebody dresses the name:
 * `Pro plan`, `Midjourney Pro`, `pro (yearly)`.
 */
export function findPlan(party: Party, name: string): Plan | undefined {
  const plans = Object.values(party.plans);
  const exact = plans.find((plan) => plan.id === name);
  if (exact !== undefined || name.length > LONGEST) return exact;
  const bares = undressed(party, normalName(name));
  for (const bare of bares) {
    const found = named(plans, bare, normalName);
    if (found !== undefined) return found;
  }
  return named(plans, squeezedName(bares.at(-1) ?? ""), squeezedName);
}

/** An id wins over a name; a name that two plans share says nothing. */
function named(plans: readonly Plan[], wanted: string, normal: (name: string) => string): Plan | undefined {
  const byId = plans.find(({ id }) => normal(id) === wanted);
  if (byId !== undefined) return byId;
  const found = plans.filter((plan) => [plan.name, ...plan.aliases].some((each) => normal(each) === wanted));
  return found.length === 1 ? found[0] : undefined;
}

/** The name with less and less around it, as it is first. A plan's own name may end in a word that others only dress it with. */
function undressed(party: Party, name: string): readonly string[] {
  const owners = [party.id, party.name, ...party.aliases]
    .map(normalName)
    .toSorted((left, right) => right.length - left.length);
  const bares = [name];
  for (let bare = name; DRESSING.test(bare);) bares.push((bare = bare.replace(DRESSING, "")));
  return bares.flatMap((bare) => {
    // What is called Nano Banana Pro is a model: who names it has not said which plan.
    const owner = owners.includes(bare) ? undefined : owners.find((each) => bare.startsWith(`${each}-`));
    return owner === undefined ? [bare] : [bare, bare.slice(owner.length + 1)];
  });
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
