import type { Corpus, DateBound } from "@cleartitle/corpus";
import type { Link, MadeBetween } from "@cleartitle/title";
import { addDays } from "./day.ts";

const BEGINNING = "0000-01-01";

/**
 * The days of making on which something about these links changes: between two of them every day has the same answer. In order.
 */
export function erasOf(corpus: Corpus, links: readonly Link[]): readonly string[] {
  const days = new Set<string>([BEGINNING]);
  const add = (bound: DateBound | null): void => {
    if (bound !== null) days.add(bound.earliest).add(bound.latest);
  };
  for (const { terms, party } of links) {
    for (const plan of Object.values(corpus.parties[party ?? ""]?.plans ?? {})) {
      add(plan.from);
      add(plan.until);
    }
    for (const term of terms) {
      add(term.from);
      add(term.until);
      for (const rule of corpus.parties[term.party]?.rules ?? []) {
        if (rule.source.governs === "use") continue;
        add(rule.inForce.from);
        add(rule.inForce.until);
        const grade = corpus.registry.grades[rule.grade];
        if (grade !== undefined)
          days.add(addDays(rule.source.seen ?? rule.known.from, grade.expiresDays + 1));
      }
    }
  }
  return [...days].sort();
}

/** The first day of the era in which a known day lies; days that are not known stay as they are. */
export function eraOf(eras: readonly string[], made: MadeBetween): MadeBetween {
  if (made.earliest !== made.latest) return made;
  let [low, high] = [0, eras.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((eras[middle] as string) <= made.earliest) low = middle;
    else high = middle - 1;
  }
  const first = eras[low] ?? made.earliest;
  return first <= made.earliest ? { earliest: first, latest: first } : made;
}
