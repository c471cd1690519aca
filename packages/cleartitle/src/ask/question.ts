import type { FactValue } from "@cleartitle/corpus";
import type { WrittenLink } from "@cleartitle/title";

import type { OnRecord } from "../attested/attested.ts";

/**
 * What is asked, as a person or a program writes it. For an image file `made` is what the asker declares beside what the file says; without a
 * file it is all there is. All days are ISO days.
 */
export interface Question {
  readonly made?: {
    /** A day, a month or a year; left out or null where nobody says. */
    readonly on?: string | null | undefined;
    readonly chain?: readonly WrittenLink[] | undefined;
    /** Words of the file, where there is none, or beside one: names in them count as they do in a file's. */
    readonly prompt?: string | null | undefined;
    /** The title of the image. */
    readonly title?: string | null | undefined;
    /** Its keywords, as a list or in one text. */
    readonly keywords?: string | readonly string[] | null | undefined;
  };
  /** A code of the registry of uses, for example `stock-licensing`. */
  readonly use: string;
  /** A market by id or name. One that nobody knows is answered `unknown`. */
  readonly market?: string | null | undefined;
  /** Day of the use; today where left out. */
  readonly on?: string | undefined;
  /** Judge by what was known on this day; by everything on record where left out. */
  readonly known?: string | null | undefined;
  /** A fact that is left out is missing; `"none"` says that there is none. `use.territory` may be a list. */
  readonly facts?: Readonly<Record<string, StatedValue>> | null | undefined;
  /** What of `facts` records of the ledger vouch for: whoever looked it up adds it, and the answer says it again. */
  readonly onRecord?: OnRecord | undefined;
}

/** What may be said of a fact: `use.territory` alone may be a list of places. */
export type StatedValue = FactValue | readonly string[];

/** A question that was held against the schema and the corpus: its facts are known, of the right type and as rules write them, and it says nothing twice. */
export interface CheckedQuestion extends Question {
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly made: NonNullable<Question["made"]> & { readonly chain: readonly WrittenLink[] };
  readonly on: string;
}
