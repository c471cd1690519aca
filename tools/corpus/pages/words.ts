import {
  BEGINNING,
  type Corpus,
  type DateBound,
  type Period,
  type Rule,
  type Test,
} from "@cleartitle/corpus";
import type { TableAnswer } from "../table-answer.ts";
import { plain } from "./markdown.ts";

/** The last day of knowledge in the corpus: pages speak for that day, so that they are the same on every day they are made. */
export function asOf(corpus: Corpus): string {
  return Object.values(corpus.parties)
    .flatMap(({ rules }) => rules.map(({ known }) => known.from))
    .reduce((last, day) => (day > last ? day : last), BEGINNING);
}

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

/** An answer as people read it. */
export function answerWords(corpus: Corpus, answer: TableAnswer): string {
  const fact = (code: string): string =>
    corpus.registry.facts[code]?.label ?? (code === "use" ? "which use exactly" : code);
  const duty = (code: string): string => (corpus.registry.duties[code]?.text ?? code).replace(/\.$/u, "");
  switch (answer.verdict) {
    case "allowed":
      return "**Yes**";
    case "conditional": {
      const parts = [
        ...answer.do.map(duty),
        ...(answer.confirm.length === 0 ? [] : [`confirm: ${answer.confirm.map(fact).join(", ")}`]),
      ];
      return `**Yes, if**: ${plain(parts.join("; "))}`;
    }
    case "forbidden":
      return "**No**";
    case "unknown": {
      if (answer.asks.length > 0) return `**Depends on**: ${plain(answer.asks.map(fact).join(", "))}`;
      if (answer.because.includes("ambiguous-term"))
        return "**Unclear**: the terms can be read in more than one way";
      return answer.because.includes("stale") ? "**Unknown**: last read too long ago" : "**Not stated**";
    }
    default:
      return answer.verdict satisfies never;
  }
}

/** Where a rule stands, as a link with the day of the last reading and the grade. */
export function gradeWords(corpus: Corpus, rule: Rule): string {
  const label = corpus.registry.grades[rule.grade]?.label ?? rule.grade;
  return rule.source.seen === null ? label : `${label}, read ${rule.source.seen}`;
}
