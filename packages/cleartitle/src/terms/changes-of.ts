import type { Judgement } from "../answer.ts";

/** A part of an answer that two versions of the terms may differ in. */
export type ChangedPart = "verdict" | "layers" | "statements" | "duties" | "unknown";

/**
 * The parts in which two answers to one question differ: what one may do, must do, is told or is asked. That the same answer rests on
 * another rule, another wording or another source is no difference.
 */
export function changesOf(before: Judgement, after: Judgement): readonly ChangedPart[] {
  const [old, now] = [essence(before), essence(after)];
  return (Object.keys(now) as ChangedPart[]).filter(
    (part) => JSON.stringify(old[part]) !== JSON.stringify(now[part]),
  );
}

function essence({ verdict, layers, statements, duties, unknown }: Judgement): Record<ChangedPart, unknown> {
  return {
    verdict,
    layers: Object.entries(layers).toSorted(byKey),
    statements: Object.entries(statements)
      .map(
        ([topic, { value, possible, qualifiers }]) =>
          [topic, value, possible, qualifiers.toSorted()] as const,
      )
      .toSorted(byKey),
    duties: [...new Set(duties.map(({ code, met, owed }) => `${code} ${met} ${owed}`))].toSorted(),
    unknown: [
      ...new Set(unknown.map(({ kind, fact, party }) => `${kind} ${fact ?? ""} ${party ?? ""}`)),
    ].toSorted(),
  };
}

const byKey = (a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number =>
  a[0] < b[0] ? -1 : 1;
