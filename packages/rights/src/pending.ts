import type { DateBound, FactValue, Test } from "@cleartitle/corpus";

/** A condition that is not decided by what is known. The cells of its variable are made when all conditions are collected. */
export type Pending =
  | { readonly kind: "fact"; readonly key: string; readonly test: Test }
  | { readonly kind: "value"; readonly key: string; readonly value: FactValue }
  /** The day is known and lies inside a change window, or past the day up to which the source can be relied on. */
  | { readonly kind: "open"; readonly of: "change" | "stale"; readonly key: string; readonly value: boolean }
  /** The day of making is not known: whether a change has happened depends on it. */
  | { readonly kind: "passed"; readonly bound: DateBound; readonly change: string; readonly passed: boolean }
  | { readonly kind: "fresh"; readonly expires: string; readonly stale: string }
  | { readonly kind: "reading"; readonly key: string; readonly reading: string }
  | { readonly kind: "use"; readonly leaves: readonly string[] }
  | { readonly kind: "title"; readonly topic: string; readonly test: Test };

/** `no`: certainly does not hold, so the rule is not in the slice at all. */
export type Reduced = readonly Pending[] | "no";
