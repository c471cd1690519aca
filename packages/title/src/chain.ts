/**
 * The chain of title: the ordered links that rights in an image pass through, from the gateway and the service over the
 * models and adapters to the market and the laws that look at the result. A link nobody could identify stays in the chain.
 */
import type { PartyKind, DateBound } from "@cleartitle/corpus";

/** `"none"` is a value: known absent. A fact that is left out is missing. */
export type FactValue = string | number | boolean;
export type Facts = Readonly<Record<string, FactValue>>;

/**
 * How we know that the link is this party: `hash` (an exact file hash), `declared` (the user says so), `stated` (the file
 * says so: a service's own mark), `inferred` (from a file name or a weak hash), `unknown` (nobody could tell).
 */
export type Identity = "hash" | "declared" | "stated" | "inferred" | "unknown";

export type LinkKind = PartyKind | "component" | "base";

/** A party whose rules bind this link, and from when to when it does (a model changes its licence). */
export interface Term {
  readonly party: string;
  readonly from: DateBound | null;
  readonly until: DateBound | null;
}

export interface Link {
  readonly kind: LinkKind;
  /** Id of the party; null where the corpus knows nobody of that name. */
  readonly party: string | null;
  /** What the file or the user called it. */
  readonly name: string;
  readonly identity: Identity;
  /** Where an identity comes from or why there is none, in plain words. */
  readonly because: string;
  readonly plan: string | null;
  /** A plan was named that the party's record does not have. */
  readonly planUnrecognised: boolean;
  /** `permission`: silence is not a yes. `objection`: silence is not a no. `fine`: makes no claim, or somebody else's agreement covers it. */
  readonly stance: "permission" | "objection" | "fine";
  readonly terms: readonly Term[];
  /** Facts that belong to this link alone, for example `plan` and `route.hosted`. */
  readonly facts: Facts;
}

export interface MadeBetween {
  /** First and last day on which the image can have been made, ISO days; equal where the day is known. */
  readonly earliest: string;
  readonly latest: string;
}

export interface ChainProblem {
  readonly code: "unknown-party" | "unknown-plan" | "name-contradicts-hash" | "no-engine" | "bad-date";
  readonly message: string;
}

export interface Chain {
  readonly links: readonly Link[];
  readonly made: MadeBetween;
  readonly problems: readonly ChainProblem[];
}
