import type { Corpus } from "../corpus.ts";
import type { Party } from "../party.ts";
import type { Rule } from "../rule.ts";

/** A rule by its id, with its party. Its `source.url` opens the page at the clause. */
export function findRule(
  corpus: Corpus,
  id: string,
): { readonly party: Party; readonly rule: Rule } | undefined {
  const owner = Object.hasOwn(corpus.rules, id) ? corpus.rules[id] : undefined;
  const party = owner === undefined ? undefined : corpus.parties[owner];
  const rule = party?.rules.find((each) => each.id === id);
  return party === undefined || rule === undefined ? undefined : { party, rule };
}
