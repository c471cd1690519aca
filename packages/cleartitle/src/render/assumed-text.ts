import type { Decision } from "@cleartitle/rights";

import type { Names } from "./names.ts";

/**
 * What the answer takes as meant because the question left it out, each as a person would say it: `Exclusive licence: no`. Only beside a yes: there
 * it has to be seen, because it may not be so.
 */
export function assumedTexts(names: Names, { assumed, verdict }: Decision): readonly string[] {
  if (verdict !== "allowed" && verdict !== "conditional") return [];
  return Object.entries(assumed).map(
    ([fact, value]) => `${names.fact(fact).label}: ${names.value(fact, value)}`,
  );
}
