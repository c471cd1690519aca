import type { Decision, DutyOwed, Fix, Unknown } from "@cleartitle/rights";

import type { ContentClaim, Hinted } from "../answer.ts";

/** Questions and confirmations, with the words that they may be about, and whether only a named person settles them against these words. */
export function withHints<Point extends DutyOwed | Unknown>(
  points: readonly Point[],
  claims: readonly ContentClaim[],
  held: ReadonlySet<string>,
): readonly (Point & Hinted)[] {
  return points.map((point) => {
    const { fact } = point;
    if (fact === undefined) return point;
    const found = claims.filter((claim) => claim.fact === fact);
    const texts = [...new Map(found.map(({ matched, why }) => [matched.toLowerCase(), why])).values()];
    return {
      ...point,
      ...(texts.length === 0 ? {} : { hint: texts.slice(0, mostWords).join(" ") }),
      ...(held.has(fact) ? { overrule: true as const } : {}),
    };
  });
}

/** Whether an answer is a yes, with duties or without. */
export const isYes = ({ verdict }: Pick<Decision, "verdict">): boolean =>
  verdict === "allowed" || verdict === "conditional";

/** Duties of another answer that are not owed now, by their codes. */
export function addedDuties(now: Pick<Decision, "duties">, then: Pick<Decision, "duties">): Fix["adds"] {
  const owed = new Set(now.duties.map(({ code }) => code));
  return then.duties.flatMap(({ code, met }) => (met || owed.has(code) ? [] : [code]));
}

const mostWords = 3;
