import type { Corpus } from "../corpus.ts";
import { BEGINNING, type Day } from "../date-bound.ts";

/**
 * The last day of knowledge in the corpus. What is made from the corpus alone speaks for that day, so that it is the same on every
 * day it is made.
 */
export function asOf(corpus: Corpus): Day {
  return Object.values(corpus.parties)
    .flatMap(({ rules }) => rules.map(({ known }) => known.from))
    .reduce((last, day) => (day > last ? day : last), BEGINNING);
}
