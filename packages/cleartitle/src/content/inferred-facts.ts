import type { Registry } from "@cleartitle/corpus";
import type { Facts } from "@cleartitle/title";

import type { ContentClaim } from "../answer.ts";

/**
 * The facts that names in the prompt settle: true where a certain one speaks for it and the person says nothing about it. The person has
 * the last word, doubtful names only raise a question, and finding nothing settles nothing.
 */
export function inferredFacts(
  registry: Pick<Registry, "facts">,
  claims: readonly ContentClaim[],
  stated: Facts,
): Readonly<Record<string, true>> {
  const inferred: Record<string, true> = {};
  for (const { fact, confidence } of claims) {
    if (confidence === "certain" && stated[fact] === undefined && Object.hasOwn(registry.facts, fact))
      inferred[fact] = true;
  }
  return inferred;
}
