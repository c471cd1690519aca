import type { Corpus } from "../corpus.ts";
import type { Party } from "../party.ts";
import type { Rule } from "../rule.ts";
import { own } from "../own.ts";

/** A rule by its id, with its party. Its `source.url` opens the page at the clause. */
export function findRule(
  corpus: Corpus,
  id: string,
): { readonly party: Party; readonly rule: Rule } | undefined {
  const owner = own(corpus.rules, id);
  const party = owner === undefined ? undefined : corpus.parties[owner];
  const rule = party?.rules.find((each) => each.id === id);
  return party === undefined || rule === undefined ? undefined : { party, rule };
}
