import { readDays } from "@cleartitle/title";

import type { Account } from "./declarations.ts";

/** The plan on which an image was made, or why it cannot be told. */
export type PlanOn =
  | { readonly kind: "known"; readonly plan: string; readonly periods: Account["plans"] }
  | { readonly kind: "open"; readonly why: string };

/**
 * The plan of an account on the day of making. Where the image was made in a month or a year, one plan must have held on every day of it; a gap,
 * a change within, or no date at all leave the question open. Nothing is carried over a gap, and nothing beyond `today`.
 */
export function planOn({ plans }: Pick<Account, "plans">, made: string | null, today: string): PlanOn {
  const days = made === null ? null : readDays(made);
  if (days === null)
    return { kind: "open", why: "when the image was made is not known, so its plan is not either" };
  const { earliest, latest } = days;
  const held = plans
    .filter(({ from, until = today }) => from <= until && from <= latest && until >= earliest)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const [first] = held;
  let covered = dayBefore(earliest);
  for (const { from, until = today } of held) {
    if (from > dayAfter(covered)) break;
    if (until > covered) covered = until;
  }
  if (first === undefined || covered < latest)
    return { kind: "open", why: `no plan is declared for all of ${made}: fill the gap, with its proof` };
  const names = [...new Set(held.map(({ plan }) => plan))];
  if (names.length > 1)
    return {
      kind: "open",
      why: `the plan changed within ${made} (${names.join(", then ")}): say on which day it was made`,
    };
  return { kind: "known", plan: first.plan, periods: held };
}

const shift = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
const dayAfter = (day: string): string => shift(day, 1);
const dayBefore = (day: string): string => shift(day, -1);
