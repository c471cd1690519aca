/** An ISO day, `YYYY-MM-DD`. Days compare as strings. */
export type Day = string;

/**
 * A day that may only be known within bounds. An exact date has `earliest === latest`; `≤d` has `earliest` {@link BEGINNING};
 * `{ after, by }` has `earliest` on the day after `after` and `latest` on `by`. Before `earliest` the change has certainly not
 * happened, from `latest` on it certainly has; on the days between both versions are possible.
 */
export interface DateBound {
  readonly earliest: Day;
  readonly latest: Day;
}

/** A half-open stretch of time between two date bounds; `until: null` has no known end. */
export interface Period {
  readonly from: DateBound;
  readonly until: DateBound | null;
}

/** The earliest day of all: the lower bound of a change of which only the upper bound is known. */
export const BEGINNING: Day = "0000-01-01";

/** Whether a period holds on a day: certainly, certainly not, or `maybe` inside a change window. */
export function holdsOn(period: Period, day: Day): "yes" | "no" | "maybe" {
  const begun = day >= period.from.latest ? "yes" : day >= period.from.earliest ? "maybe" : "no";
  if (begun === "no") return "no";
  if (period.until === null) return begun;
  if (day >= period.until.latest) return "no";
  return day >= period.until.earliest ? "maybe" : begun;
}
