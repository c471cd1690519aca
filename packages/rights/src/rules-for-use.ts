import type { Corpus, Rule } from "@cleartitle/corpus";

/** A rule that speaks of the use that is asked about, perhaps only of some of the uses below it. */
export interface RuleForUse {
  readonly rule: Rule;
  /** Leaves of the asked use that the rule covers; null where it covers all of them. */
  readonly leaves: readonly string[] | null;
}

const kept = new WeakMap<Corpus, Map<string, readonly RuleForUse[]>>();

/**
 * The rules of a party that were known on a day (null: all that are held now) and speak of a use. A rule for a use covers all
 * below it. Remembered for each corpus, because every question about the party asks for them.
 */
export function rulesForUse(
  corpus: Corpus,
  party: string,
  use: string,
  known: string | null,
): readonly RuleForUse[] {
  let remembered = kept.get(corpus);
  if (remembered === undefined) kept.set(corpus, (remembered = new Map()));
  // Days on which something was learned are few, but a caller may ask for any; those are worked out anew.
  if (known !== null) return pick(corpus, party, use, known);
  const key = `${party}\n${use}`;
  let rules = remembered.get(key);
  if (rules === undefined) {
    rules = pick(corpus, party, use, known);
    if (corpus.parties[party] !== undefined && corpus.registry.uses[use] !== undefined)
      remembered.set(key, rules);
  }
  return rules;
}

function pick(corpus: Corpus, party: string, use: string, known: string | null): readonly RuleForUse[] {
  return (corpus.parties[party]?.rules ?? []).flatMap((rule): readonly RuleForUse[] => {
    if (rule.withdrawn !== undefined || !isKnown(rule, known)) return [];
    const leaves = coveredLeaves(corpus, rule, use);
    return leaves !== null && leaves.length === 0 ? [] : [{ rule, leaves }];
  });
}

function isKnown({ known: { from, until } }: Rule, day: string | null): boolean {
  return day === null ? until === null : from <= day && (until === null || day < until);
}

function coveredLeaves(corpus: Corpus, { uses }: Rule, use: string): readonly string[] | null {
  if (uses === null) return null;
  const asked = corpus.registry.uses[use];
  if (asked === undefined) return [];
  if (uses.some((code) => asked.path.includes(code))) return null;
  return asked.leaves.filter((leaf) => uses.some((code) => corpus.registry.uses[leaf]?.path.includes(code)));
}
