import type { Decision, Verdict } from "./decision.ts";

/** A decision reduced to what a table shows: the verdict and what it hangs on, all lists sorted. */
export interface TableAnswer {
  readonly verdict: Verdict;
  readonly possible: readonly string[];
  /** Facts that would settle it. */
  readonly asks: readonly string[];
  /** Other kinds of not knowing: no-term, ambiguous-term, stale. */
  readonly because: readonly string[];
  /** Rules that forbid. */
  readonly by: readonly string[];
  /** Codes of duties to do. */
  readonly do: readonly string[];
  /** Facts that a person must look at and vouch for. */
  readonly confirm: readonly string[];
}

export function tableAnswer({ verdict, possible, unknown, reasons, duties }: Decision): TableAnswer {
  const isUnknown = verdict === "unknown";
  return {
    verdict,
    possible: isUnknown ? possible : [],
    asks: isUnknown ? sorted(unknown.map(({ fact }) => fact)) : [],
    because: isUnknown ? sorted(unknown.map(({ kind }) => (kind === "missing-fact" ? undefined : kind))) : [],
    by:
      verdict === "forbidden"
        ? sorted(
            reasons.map(({ effect, fires, rule }) =>
              effect === "prohibition" && fires === "yes" ? rule : undefined,
            ),
          )
        : [],
    do:
      verdict === "conditional"
        ? sorted(duties.map(({ fact, code, met }) => (fact === undefined && !met ? code : undefined)))
        : [],
    confirm: verdict === "conditional" ? sorted(duties.map(({ fact }) => fact)) : [],
  };
}

/** The answer in one line. */
export function answerLine(answer: TableAnswer): string {
  const parts: string[] = [answer.verdict];
  if (answer.possible.length > 0) parts.push(answer.possible.join(" or "));
  for (const label of ["asks", "because", "by", "do", "confirm"] as const) {
    if (answer[label].length > 0) parts.push(`${label} ${answer[label].join(", ")}`);
  }
  return parts.join("; ");
}

function sorted(items: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(items.flatMap((item) => item ?? []))].toSorted();
}
