import type { Corpus } from "../corpus.ts";
import { BEGINNING, type DateBound, type Period } from "../date-bound.ts";
import type { Rule, Test } from "../rule.ts";

/** A day as people write it: `2024-01-10`, `by 2024-01-10`, `between 2023-12-01 and 2024-01-10`. */
export function boundWords({ earliest, latest }: DateBound): string {
  if (earliest === latest) return latest;
  return earliest === BEGINNING ? `by ${latest}` : `between ${earliest} and ${latest}`;
}

export function periodWords({ from, until }: Period): string {
  const since =
    from.earliest === BEGINNING
      ? `since ${from.latest} or earlier`
      : `since ${from.earliest === from.latest ? "" : "some day "}${boundWords(from)}`;
  return until === null ? since : `${since}, until ${boundWords(until)}`;
}

/** Tests in the labels of the registry; empty where there are none. */
export function whenWords(corpus: Corpus, tests: readonly Test[]): string {
  return tests
    .map((test) => `${corpus.registry.facts[test.fact]?.label ?? test.fact}: ${testWords(test)}`)
    .join("; ");
}

function testWords(test: Test): string {
  switch (test.kind) {
    case "in":
      return test.values.map(valueWords).join(" or ");
    case "not-in":
      return `not ${test.values.map(valueWords).join(", ")}`;
    case "range": {
      const limits: readonly (readonly [string, number | undefined])[] = [
        ["over", test.over],
        ["at least", test.atLeast],
        ["under", test.under],
        ["at most", test.atMost],
      ];
      return limits
        .flatMap(([word, limit]) => (limit === undefined ? [] : [`${word} ${limit.toLocaleString("en-US")}`]))
        .join(" and ");
    }
    default:
      return test satisfies never;
  }
}

function valueWords(value: string | number | boolean): string {
  return value === true ? "yes" : value === false ? "no" : String(value);
}

export function usesWords(corpus: Corpus, uses: readonly string[] | null): string {
  return uses === null ? "every use" : uses.map((use) => corpus.registry.uses[use]?.label ?? use).join(", ");
}

/** Where a rule stands, as a link with the day of the last reading and the grade. */
export function gradeWords(corpus: Corpus, rule: Rule): string {
  const label = corpus.registry.grades[rule.grade]?.label ?? rule.grade;
  return rule.source.seen === null ? label : `${label}, read ${rule.source.seen}`;
}
