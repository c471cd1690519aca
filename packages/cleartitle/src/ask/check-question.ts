import type { Corpus, FactValue } from "@cleartitle/corpus";
import { readDays, type WrittenLink } from "@cleartitle/title";

import type { CleartitleErrorCode } from "../cleartitle-error.ts";
import { askedAsFacts } from "./asked-as-facts.ts";
import { asField, contradictions, type Naming } from "./contradictions.ts";
import { noSuchUse, useCalled } from "./find-use.ts";
import { refusal, type Issue } from "./issue.ts";
import { isPlaceFact } from "./places.ts";
import type { CheckedQuestion, Question } from "./question.ts";
import { isDay, isMaking, lastMaking, lastUse, mostYearsAhead } from "./read-day.ts";
import { readFact } from "./read-facts.ts";
import { regionsOf } from "./regions-of.ts";
import { shown } from "./shown.ts";

export interface CheckOptions {
  /** The day that stands for `on` where the question has none, and from which days ahead are counted. */
  readonly today: string;
  /** The code of the error for what has none of its own. */
  readonly code: CleartitleErrorCode;
  /** How places are called in messages. */
  readonly naming?: Naming;
}

/**
 * Holds a question that has the shape of one against the corpus and the calendar, and gives it as rules write it. Facts that nobody knows, values of the
 * wrong type, days that cannot be and what contradicts itself are refused, for left aside they may be missing from a no. A party or a plan that the corpus
 * does not know stays: the answer about it is an honest `unknown`.
 *
 * @throws CleartitleError with every issue
 */
export function checkQuestion(
  corpus: Corpus,
  question: Question,
  { today, code, naming = asField }: CheckOptions,
): CheckedQuestion {
  const issues: Issue[] = [];
  const use = useCalled(corpus, question.use);
  if (use === undefined) issues.push(noSuchUse(corpus, question.use, ["use"]));
  const facts = factsOf(corpus, question.facts ?? {}, issues);
  const on = dayOf(question.on ?? undefined, ["on"], naming, issues) ?? today;
  const known = dayOf(question.known ?? undefined, ["known"], naming, issues);
  const made = madeOf(question.made);
  const checked: CheckedQuestion = {
    use: use ?? question.use,
    market: question.market ?? null,
    on,
    ...(known === undefined ? {} : { known }),
    facts,
    made,
    ...(question.onRecord === undefined || question.onRecord === null ? {} : { onRecord: question.onRecord }),
  };
  if (issues.length === 0) {
    issues.push(...daysWrong(checked, today, naming));
    issues.push(...contradictions(corpus, checked, naming));
  }
  const [first] = issues;
  if (first !== undefined) throw refusal(codeOf(first) ?? code, issues);
  return checked;
}

/** Codes that programs know from before there were issues. */
function codeOf({ code }: Issue): CleartitleErrorCode | null {
  switch (code) {
    case "unknown-fact":
    case "unknown-use":
    case "unknown-party":
    case "unknown-plan":
    case "bad-date":
      return code;
    case "bad-value":
    case "two-meanings":
    case "unknown-place":
      return "bad-fact-value";
    default:
      return null;
  }
}

function factsOf(
  corpus: Corpus,
  stated: NonNullable<Question["facts"]>,
  issues: Issue[],
): Readonly<Record<string, FactValue>> {
  const facts: Record<string, FactValue> = {};
  for (const [name, value] of Object.entries(stated)) {
    const read = readFact(
      corpus.registry,
      name,
      value ?? "none",
      isPlaceFact(name) ? regionsOf(corpus) : undefined,
    );
    // A fact that is null is one that nobody knows; misspelt it is none.
    if (value === null || value === undefined) {
      if (read.kind === "fact" || read.issue.code !== "unknown-fact") continue;
    }
    if (read.kind === "fact") facts[name] = read.value;
    else issues.push({ ...read.issue, path: ["facts", name] });
  }
  return facts;
}

function dayOf(
  written: string | undefined,
  path: Issue["path"],
  naming: Naming,
  issues: Issue[],
): string | undefined {
  if (written === undefined || isDay(written)) return written;
  issues.push(badDate(path, "a day as YEAR-MONTH-DAY that exists, for example 2026-11-22", written, naming));
  return undefined;
}

function madeOf(made: Question["made"] | null): CheckedQuestion["made"] {
  const { on, prompt, title, keywords, chain } = made ?? {};
  return {
    ...(isSaid(on) ? { on } : {}),
    ...(isSaid(prompt) ? { prompt } : {}),
    ...(isSaid(title) ? { title } : {}),
    ...(isSaid(keywords) ? { keywords } : {}),
    chain: (chain ?? []).map(
      (link) => Object.fromEntries(Object.entries(link).filter(([, value]) => isSaid(value))) as WrittenLink,
    ),
  };
}

const isSaid = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

/** Days that cannot be. What records say about the making is held against the use where the chain is built, and never refused. */
function daysWrong(
  { made, facts, on, known, onRecord }: CheckedQuestion,
  today: string,
  naming: Naming,
): readonly Issue[] {
  const issues: Issue[] = [];
  const last = lastMaking(today);
  const isRecorded = onRecord?.facts.some(({ fact }) => fact === "made.on") === true;
  const stated = isRecorded ? null : askedAsFacts(facts).madeOn;
  for (const [path, day] of [
    [["made", "on"], made.on],
    [["facts", "made.on"], stated],
  ] as const) {
    if (typeof day !== "string") continue;
    const days = readDays(day);
    if (days === null || !isMaking(day))
      issues.push(
        badDate(
          path,
          "a day, a month or a year that exists, for example 2025-07-01, 2025-07 or 2025",
          day,
          naming,
        ),
      );
    else if (days.earliest > last)
      issues.push(
        badDate(
          path,
          `a day no later than ${last}, tomorrow`,
          day,
          naming,
          "An image that is still to be made has no day of making yet: leave it out.",
        ),
      );
    else if (days.earliest > on)
      issues.push(
        badDate(
          path,
          `a day no later than the use, ${on}`,
          day,
          naming,
          "An image is made before it is used: check both days.",
        ),
      );
  }
  const limit = lastUse(today);
  if (on > limit)
    issues.push(
      badDate(
        ["on"],
        `a day no later than ${limit}`,
        on,
        naming,
        `A use can be asked about for ${mostYearsAhead} years ahead: terms of a later day are nobody's guess.`,
      ),
    );
  if (typeof known === "string" && known > last)
    issues.push(
      badDate(
        ["known"],
        `a day no later than ${last}, tomorrow`,
        known,
        naming,
        "Nobody knows yet what will be on record then: leave it out.",
      ),
    );
  return issues;
}

function badDate(
  path: Issue["path"],
  expected: string,
  written: string,
  naming: Naming,
  remedy: string | null = null,
): Issue {
  const received = shown(written);
  return {
    code: "bad-date",
    path,
    expected,
    received,
    message: `${naming(path)} takes ${expected}, not ${received}.`,
    remedy,
  };
}
