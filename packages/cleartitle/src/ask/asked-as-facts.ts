import type { FactValue } from "@cleartitle/corpus";

/**
 * Questions that an open answer asks by these names, and that rules do not look at as facts. Whoever answers them where all others are answered, in
 * `facts` or with `--fact`, is understood.
 */
const names = ["made.on", "market"] as const;

export interface AskedAsFacts {
  /** The day, month or year of making; null where it is not among the facts. */
  readonly madeOn: string | null;
  readonly market: string | null;
  /** The facts without them. */
  readonly others: Readonly<Record<string, FactValue>>;
}

export function askedAsFacts(facts: Readonly<Record<string, FactValue>>): AskedAsFacts {
  if (!names.some((name) => facts[name] !== undefined)) return { madeOn: null, market: null, others: facts };
  const { "made.on": madeOn, market, ...others } = facts;
  const said = (value: FactValue | undefined): string | null =>
    typeof value === "string" && value !== "none" ? value : null;
  return { madeOn: said(madeOn), market: said(market), others };
}
