import type { FactValue, Registry } from "@cleartitle/corpus";

import type { AttestedFact, OnRecord, StandingFacts } from "./attested.ts";
import { saysTheSame } from "./known-value.ts";
import { isPersonalFact } from "./personal-fact.ts";

type Facts = Readonly<Record<string, FactValue>>;

/** What the question says, what is declared, and what is on record. */
export interface Sources {
  readonly asked: Facts;
  readonly declared: Facts;
  /** Facts that are declared in two ways. */
  readonly disputed: ReadonlySet<string>;
  readonly standing: StandingFacts;
}

/**
 * Adds what is on record to what is declared. The question has the last word over both. Declarations and records stand side by side: where they
 * say the same it counts, and where they say two things about one fact, nobody has said anything.
 */
export function stateOnRecord(
  registry: Registry,
  { asked, declared, disputed, standing }: Sources,
): { readonly facts: Facts; readonly onRecord: OnRecord } {
  const facts: Record<string, FactValue> = { ...declared };
  const taken: AttestedFact[] = [];
  const remarks: string[] = [...standing.remarks];
  for (const [fact, text] of standing.disputed) {
    if (Object.hasOwn(asked, fact)) continue;
    delete facts[fact];
    remarks.push(text);
  }
  for (const one of standing.facts.values()) {
    const { fact, value, record } = one;
    const last = asked[fact];
    const before = facts[fact];
    if (last !== undefined) {
      if (saysTheSame(registry, fact, last, value)) taken.push(one);
      else
        remarks.push(
          `Record ${record} says otherwise: ${written(fact, value)}. What the question says counts.`,
        );
    } else if (disputed.has(fact)) {
      continue;
    } else if (before !== undefined && !saysTheSame(registry, fact, before, value)) {
      delete facts[fact];
      remarks.push(
        `Record ${record} says otherwise than cleartitle.yaml: ${written(fact, value)}. So ${fact} counts as not stated until one of them is taken back.`,
      );
    } else {
      facts[fact] = value;
      taken.push(one);
    }
  }
  return { facts, onRecord: { facts: taken, remarks } };
}

/** What is personal stays out of texts that may be handed on. */
const written = (fact: string, value: FactValue): string =>
  isPersonalFact(fact) ? fact : `${fact}=${String(value)}`;
