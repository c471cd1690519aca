import type { Corpus } from "../corpus.ts";
import type { Day } from "../date-bound.ts";
import type { Rule } from "../rule.ts";
import { rulesOn, type Held } from "./party-on.ts";
import { own } from "../own.ts";

/** What of one topic differs between two days. */
export interface TopicChange {
  readonly topic: string;
  /** Rules that held on the first day and no longer on the second. */
  readonly before: readonly Held<Rule>[];
  /** Rules that hold on the second day and did not on the first. */
  readonly after: readonly Held<Rule>[];
}

export interface PartyDiff {
  readonly party: string;
  readonly from: Day;
  readonly to: Day;
  readonly changes: readonly TopicChange[];
  /** How many rules hold on both days. */
  readonly unchanged: number;
}

/** How the terms of a party differ between two days, topic by topic. Undefined where there is no such party. */
export function partyDiff(corpus: Corpus, id: string, from: Day, to: Day): PartyDiff | undefined {
  const party = own(corpus.parties, id);
  if (party === undefined) return undefined;
  const first = rulesOn(party, from);
  const second = rulesOn(party, to);
  const without = (held: readonly Held<Rule>[], other: readonly Held<Rule>[]): readonly Held<Rule>[] =>
    held.filter(({ item, holds }) => !other.some((each) => each.item.id === item.id && each.holds === holds));
  const before = without(first, second);
  const after = without(second, first);
  const topics = [...new Set([...before, ...after].map(({ item }) => item.topic))].toSorted();
  return {
    party: id,
    from,
    to,
    changes: topics.map((topic) => ({
      topic,
      before: before.filter(({ item }) => item.topic === topic),
      after: after.filter(({ item }) => item.topic === topic),
    })),
    unchanged: first.length - before.length,
  };
}
