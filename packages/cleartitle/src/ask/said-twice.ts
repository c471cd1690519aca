import { normalName } from "@cleartitle/corpus";

import type { Question } from "./question.ts";
import { askedAsFacts } from "./asked-as-facts.ts";

/**
 * What a question says in its own place and, otherwise, among the facts, in words for the person who asks; null where it says everything once. Taking
 * either would answer a question that nobody asked. What records say is below what the question says and contradicts nothing.
 */
export function saidTwice({ made, market, facts = {}, onRecord }: Question): string | null {
  const recorded = new Set(onRecord?.facts.map(({ fact }) => fact));
  const among = askedAsFacts(facts);
  const places = [
    { fact: "made.on", place: "made.on", own: made?.on, other: among.madeOn },
    { fact: "market", place: "market", own: market, other: among.market },
  ];
  for (const { fact, place, own, other } of places) {
    if (own === undefined || own === null || other === null || recorded.has(fact)) continue;
    if (normalName(own) !== normalName(other))
      return `"${place}" says ${JSON.stringify(own)}, and "${fact}" among the facts says ${JSON.stringify(other)}; say it once`;
  }
  return null;
}
