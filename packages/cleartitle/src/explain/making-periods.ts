import type { DateBound } from "@cleartitle/corpus";

import type { Told } from "./explain.ts";
import type { Period, PossibleAnswer } from "./possible-answers.ts";

/** The stretches of time between the days on which terms of the chain's parties changed: within one, the day of making makes no difference. */
export function makingPeriods({ corpus, chain }: Told): readonly PossibleAnswer[] {
  const { earliest, latest } = chain.made;
  const days = new Set<string>([earliest]);
  const add = (bound: DateBound | null): void => {
    for (const day of bound === null ? [] : [bound.earliest, bound.latest])
      if (day > earliest && day <= latest) days.add(day);
  };
  for (const { terms } of chain.links) {
    for (const term of terms) {
      add(term.from);
      add(term.until);
      for (const { inForce, source } of corpus.parties[term.party]?.rules ?? []) {
        if (source.governs === "use") continue;
        add(inForce.from);
        add(inForce.until);
      }
    }
  }
  const starts = [...days].toSorted();
  return starts.map((day, index) => {
    const period = { from: index === 0 ? null : day, before: starts[index + 1] ?? null };
    return { answer: periodText(period), value: day, period };
  });
}

/** "from 2023-12-20, before 2024-03-01" */
export function periodText({ from, before }: Period): string {
  if (from !== null && before !== null && Date.parse(before) - Date.parse(from) === oneDay)
    return `on ${from}`;
  const parts = [from === null ? [] : [`from ${from}`], before === null ? [] : [`before ${before}`]].flat();
  return parts.length === 0 ? "at any time" : parts.join(", ");
}

const oneDay = 86_400_000;
