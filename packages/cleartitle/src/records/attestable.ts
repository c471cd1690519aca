import type { FactValue, Registry } from "@cleartitle/corpus";

import { knownValue } from "../attested/known-value.ts";
import { reachOf, type Reach } from "../attested/reach-of.ts";
import { CleartitleError } from "../cleartitle-error.ts";

/** What somebody vouches about: how many files, and the use and the market that a duty was done for. */
export interface Occasion {
  readonly files: number;
  readonly use: string | null;
  readonly market: string | null;
}

/** A fact as it can be vouched for, its value as questions write it. */
export interface AttestableFact {
  readonly fact: string;
  readonly value: FactValue;
  readonly reach: Reach;
}

/**
 * Holds what somebody vouches for against how far such a word carries. What is so of one image must not leak into all, and what a person
 * intends with an image is no fact about it.
 *
 * @throws CleartitleError `usage` or `bad-fact-value`
 */
export function attestable(
  registry: Registry,
  [fact, given]: readonly [fact: string, value: FactValue],
  { files, use }: Occasion,
): AttestableFact {
  const value = knownValue(registry, fact, given);
  const reach = reachOf(registry, fact);
  if (reach === null || reach === "question")
    throw new CleartitleError(
      "usage",
      `${fact} is what you intend with an image, not what it is: say it with each question, --fact ${fact}=${String(value)}.`,
    );
  if (reach !== "anywhere" && files === 0)
    throw new CleartitleError(
      "usage",
      `${fact} is so of one image, not of all: name the file, for example cleartitle attest ${fact}=${String(value)} picture.png --by NAME.${fact === "plan" ? " The plans of an account belong into cleartitle.yaml." : ""}`,
    );
  if (reach === "use" && use === null)
    throw new CleartitleError(
      "usage",
      `A duty is done for one use: name it with --for USE, and the market with --market where there is one.`,
    );
  return { fact, value, reach };
}
