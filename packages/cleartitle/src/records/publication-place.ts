import { findParty, suggestParty, type Corpus } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";
import { requireText } from "./require-text.ts";

/** Where something was published: a market on record by its id, or a place in words. */
export interface PublicationPlace {
  readonly where: string;
  /** The market's id; null where the place is no market on record. */
  readonly market: string | null;
}

/**
 * The place that a person named. What looks like the name of a market with a slip in it is refused: a record can never be corrected.
 *
 * @throws CleartitleError `unknown-market`, with the nearest one
 */
export function publicationPlace(corpus: Corpus, written: string, what: string): PublicationPlace {
  const where = requireText(written, what, "name");
  const market = findParty(corpus, "market", where)?.id ?? null;
  if (market !== null) return { where: market, market };
  const near = suggestParty(corpus, "market", where);
  if (near === undefined) return { where, market: null };
  throw new CleartitleError(
    "unknown-market",
    `No market on record is called "${where}". Did you mean "${near}"? A place that is no market is said in more words, for example "the site ${where}".`,
  );
}
