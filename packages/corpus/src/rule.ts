import type { Day, Period } from "./date-bound.ts";
import type { FactValue, Layer } from "./registry.ts";

/** What a rule does: the words of ODRL, and `statement`, which decides nothing but says something. */
export type Effect = "permission" | "prohibition" | "duty" | "statement";

/** Which date picks the version of a document: the making, the use, or the copy of the weights (which keeps its text for good). */
export type Governs = "making" | "use" | "copy";

/**
 * One fact compared with constants. For the value `"none"` an `in` test holds if `"none"` is listed, a `not-in` test if it is not,
 * and a `range` test never.
 */
export type Test =
  | { readonly fact: string; readonly kind: "in"; readonly values: readonly FactValue[] }
  | { readonly fact: string; readonly kind: "not-in"; readonly values: readonly FactValue[] }
  | {
      readonly fact: string;
      readonly kind: "range";
      readonly over?: number;
      readonly atLeast?: number;
      readonly under?: number;
      readonly atMost?: number;
    };

/** Where a rule stands in the world. */
export interface Source {
  /** Id of the document of the same party. */
  readonly document: string;
  readonly title: string;
  /** Address of the text, with a text fragment that opens it at the clause where the clause's words are on record. */
  readonly url: string | null;
  readonly at: string | null;
  /** The first and last words of the clause, at most eight each. */
  readonly find: readonly string[];
  /** The last day on which somebody read this clause; null where nobody of us did. */
  readonly seen: Day | null;
  readonly governs: Governs;
  /** The text came with the copy of the weights and cannot change: it never grows stale. */
  readonly fixed: boolean;
}

/** What a `statement` rule says. `value` is one of the topic's values. */
export interface Statement {
  readonly topic: string;
  readonly value: string;
  readonly qualifiers: readonly string[];
}

/** One machine-readable reading of one clause. */
export interface Rule {
  readonly id: string;
  /** Id of the party whose rule it is. */
  readonly party: string;
  readonly effect: Effect;
  readonly topic: string;
  readonly layer: Layer;
  /** Codes of uses, each covering all below it; null for every use. */
  readonly uses: readonly string[] | null;
  /** All must hold. */
  readonly when: readonly Test[];
  /** Rules of the same party that do not fire where this one does. */
  readonly exceptionTo: readonly string[];
  /** Rival readings: of all readings with the same party and group, exactly one is right. Rules with the same reading stand or fall together. */
  readonly alternative: { readonly group: string; readonly reading: string } | null;
  /** Code of the duty, for `effect: "duty"`. */
  readonly duty?: string;
  readonly statement?: Statement;
  readonly reading: string;
  readonly source: Source;
  /** When the clause bound people. */
  readonly inForce: Period;
  /** When we held this reading: from the day we learned of it until the day it was corrected. */
  readonly known: { readonly from: Day; readonly until: Day | null };
  readonly grade: string;
  readonly review: "reviewed" | "unreviewed";
  /** Why the rule was taken out of all answers. */
  readonly withdrawn?: string;
  readonly note: string | null;
  /** From the user's own folder, not from the public corpus. */
  readonly own: boolean;
}
