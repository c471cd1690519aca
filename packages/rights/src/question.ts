import type { Facts } from "@cleartitle/title";

/** What is asked about an image whose chain of title is known as far as anybody could tell. All days are ISO days. */
export interface Question {
  /** A code of the registry of uses. */
  readonly use: string;
  /** Id of the market, or null where none is named. The market's own link is in the chain. */
  readonly market: string | null;
  /** Day of the use. */
  readonly on: string;
  /** Judge by what was known on this day; null for everything the corpus knows. */
  readonly known: string | null;
  /** Known facts; `"none"` is a value, a fact left out is missing. `met.<duty code>: true` says that a duty is done. */
  readonly facts: Facts;
}
