import type { Layer, Rule, Fact, FactValue } from "@cleartitle/corpus";
import type { Link } from "@cleartitle/title";

/**
 * The part of the corpus that a question touches: the rules of the chain's parties that can fire, each reduced to what is
 * not yet known. Everything that is known has been worked in already, so rules outside the dates are gone (L6).
 */
export interface Slice {
  readonly links: readonly SlicedLink[];
  readonly variables: readonly Variable[];
  /** Facts of the use that the question left out, with what they plainly mean. */
  readonly assumed: Readonly<Record<string, FactValue>>;
  /** Tests of cells made so far for this answer; they are counted so that every answer ends, on every machine alike. */
  readonly effort: { spent: number };
  /** Statement topics with their values, best first. */
  readonly topics: Readonly<Record<string, readonly string[]>>;
}

export interface SlicedLink {
  readonly link: Link;
  readonly index: number;
  readonly rules: readonly SlicedRule[];
  /** Silence counts as a no: a reviewer declared the reading of this party complete for the use. */
  readonly complete: boolean;
  /** The plan is not on record, and rules of this link ask for the plan. */
  readonly planOpen: boolean;
  /** Layers of which a rule of this link speaks, and `source` for licensors. */
  readonly layers: readonly Layer[];
}

export interface SlicedRule {
  readonly rule: Rule;
  /** All must hold; empty: fires in every world. */
  readonly literals: readonly Literal[];
  /** Indexes, within the link, of the rules that defeat this one. */
  readonly defeatedBy: readonly number[];
  /** For duties: when it is done already; null: not done in any world. */
  readonly met: readonly Literal[] | null;
}

/** Something that is not known, with one representative value of each of its cells. */
export interface Variable {
  readonly key: string;
  readonly kind: "fact" | "date" | "change" | "reading" | "use" | "stale";
  readonly fact: Fact | null;
  /** Index of the link it belongs to, or null. */
  readonly link: number | null;
  readonly party: string | null;
  readonly cells: readonly FactValue[];
  /** For facts that a person can vouch for: the cells that leave nothing to object to (all, where every value will do). */
  readonly clear: readonly number[] | null;
}

export type Literal =
  | { readonly kind: "cell"; readonly variable: number; readonly accept: readonly boolean[] }
  /** Depends on an unknown date, and in some of its cells also on a change or a staleness nobody can settle. */
  | {
      readonly kind: "dated";
      readonly date: number;
      readonly cells: readonly DatedCell[];
      readonly open: number;
      readonly accept: boolean;
    }
  /** A derived fact of the title: the worst statement of all licensors. */
  | { readonly kind: "title"; readonly topic: string; readonly accept: readonly boolean[] };

/** Holds, does not hold, or is what the `open` variable says. */
export type DatedCell = true | false | "open";
