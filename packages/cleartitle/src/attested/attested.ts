import type { FactValue } from "@cleartitle/corpus";

/** A fact of a question that somebody vouches for on record. */
export interface AttestedFact {
  /** `met.<duty>` says that a duty is done. */
  readonly fact: string;
  readonly value: FactValue;
  /** The number of the record in the log; of several that say the same, the newest. */
  readonly record: number;
  /** Its id. */
  readonly id: string;
  /** The day on which it was recorded, in UTC. */
  readonly on: string;
  /** Who says so against the words of this one file, and why; left out where no reason is on record. */
  readonly overrules?: Overruling;
}

/** A named person's reason. */
export interface Overruling {
  readonly by: string;
  readonly because: string;
}

/** What records say about the subject of one question. */
export interface StandingFacts {
  readonly facts: ReadonlyMap<string, AttestedFact>;
  /** Facts about which records that stand contradict each other, with a sentence about each: nobody has said anything. */
  readonly disputed: ReadonlyMap<string, string>;
  /** What else is to be known about what is on record; one sentence each. */
  readonly remarks: readonly string[];
}

/** What of a question is there because records say so. */
export interface OnRecord {
  readonly facts: readonly AttestedFact[];
  /** What on record was left out, and why; one sentence each. */
  readonly remarks: readonly string[];
}

export const nothingOnRecord: StandingFacts = { facts: new Map(), disputed: new Map(), remarks: [] };
