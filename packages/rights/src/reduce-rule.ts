import type { Corpus, DateBound, FactValue, Rule } from "@cleartitle/corpus";
import type { Link, MadeBetween, Term } from "@cleartitle/title";
import { addDays } from "./day.ts";
import type { Pending, Reduced } from "./pending.ts";
import type { Question } from "./question.ts";
import type { RuleForUse } from "./rules-for-use.ts";
import { testHolds } from "./test-holds.ts";

/** What a rule is held against: the question, and the days of making as far as they are known. */
export interface Setting {
  readonly corpus: Corpus;
  readonly question: Question;
  readonly made: MadeBetween;
  /** Keep every condition on facts of the question open, whatever the question knows: for answers to many questions at once. */
  readonly openFacts: boolean;
  /** Filled while rules are reduced: facts left out that a rule in force looked at, with what they plainly mean. */
  readonly assumed: Record<string, FactValue>;
}

/** The value of a fact for one link: known, taken as meant (`assumed`), or `undefined` where it is missing. */
export function factValue(setting: Setting, link: Link, code: string): FactValue | undefined {
  const fact = setting.corpus.registry.facts[code];
  if (fact?.scope === "link") {
    if (code === "plan") return link.plan ?? undefined;
    return (
      link.facts[code] ??
      (fact.derived ? "none" : setting.openFacts ? undefined : setting.question.facts[code])
    );
  }
  if (setting.openFacts) return undefined;
  return setting.question.facts[code] ?? fact?.default;
}

/** The name of a fact's variable: facts of a link have one for each link. */
export function factKey(setting: Setting, index: number, code: string): string {
  return setting.corpus.registry.facts[code]?.scope === "link" ? `${code}@${index}` : code;
}

/** Works everything known into a rule; what is left are its open conditions. */
export function reduceRule(
  setting: Setting,
  { rule, leaves }: RuleForUse,
  term: Term,
  link: Link,
  index: number,
): Reduced {
  const time = reduceTime(setting, rule, term);
  if (time === "no") return "no";
  noteAssumed(setting, rule);
  const tests = reduceTests(setting, rule, link, index);
  if (tests === "no") return "no";
  if (leaves === null && rule.alternative === null && time.length === 0) return tests;
  const pending: Pending[] = [...time, ...tests];
  if (leaves !== null) pending.push({ kind: "use", leaves });
  if (rule.alternative !== null) {
    const { group, reading } = rule.alternative;
    pending.push({ kind: "reading", key: `reading:${rule.party}:${group}`, reading });
  }
  return pending;
}

/** All tests are looked through, also where an earlier one fails: what an answer assumes must not hang on their order. */
function noteAssumed(setting: Setting, rule: Rule): void {
  for (const { fact } of rule.when) {
    const meant = setting.corpus.registry.facts[fact]?.default;
    if (meant !== undefined && setting.question.facts[fact] === undefined) setting.assumed[fact] = meant;
  }
}

const NONE: readonly Pending[] = [];

export function reduceTime(setting: Setting, rule: Rule, term: Term): Reduced {
  const { on } = setting.question;
  const days = rule.source.governs === "use" ? { earliest: on, latest: on } : setting.made;
  const pending: Pending[] = [];
  if (
    !reducePassed(rule.inForce.from, true, days, rule.party, pending) ||
    !reducePassed(rule.inForce.until, false, days, rule.party, pending) ||
    // The licence of a model is picked by the day of the copy, whatever date its own document goes by.
    !reducePassed(term.from, true, setting.made, term.party, pending) ||
    !reducePassed(term.until, false, setting.made, term.party, pending)
  ) {
    return "no";
  }
  reduceStale(setting, rule, days, pending);
  return pending.length === 0 ? NONE : pending;
}

/** Adds what is open about a change to `pending`; false where it has certainly gone the other way. */
function reducePassed(
  bound: DateBound | null,
  passed: boolean,
  days: MadeBetween,
  party: string,
  pending: Pending[],
): boolean {
  if (bound === null) return true;
  if (days.earliest >= bound.latest) return passed;
  if (days.latest < bound.earliest) return !passed;
  const change = `change:${party}:${bound.earliest}:${bound.latest}`;
  if (days.earliest === days.latest) pending.push({ kind: "open", of: "change", key: change, value: passed });
  else pending.push({ kind: "passed", bound, change, passed });
  return true;
}

/** A permission that nobody has read for too long alone cannot make a yes; a text that came with the copy does not age. */
function reduceStale(setting: Setting, rule: Rule, days: MadeBetween, pending: Pending[]): void {
  if (rule.effect !== "permission" || rule.source.fixed || rule.inForce.until !== null) return;
  const grade = setting.corpus.registry.grades[rule.grade];
  if (grade === undefined) return;
  const expires = addDays(rule.source.seen ?? rule.known.from, grade.expiresDays);
  if (days.latest <= expires) return;
  const stale = `stale:${rule.party}:${rule.source.document}`;
  if (days.earliest > expires) pending.push({ kind: "open", of: "stale", key: stale, value: true });
  else pending.push({ kind: "fresh", expires, stale });
}

function reduceTests(setting: Setting, rule: Rule, link: Link, index: number): Reduced {
  if (rule.when.length === 0) return NONE;
  const pending: Pending[] = [];
  for (const test of rule.when) {
    if (test.fact.startsWith("title.")) {
      pending.push({ kind: "title", topic: test.fact.slice("title.".length), test });
      continue;
    }
    const value = factValue(setting, link, test.fact);
    if (value === undefined) pending.push({ kind: "fact", key: factKey(setting, index, test.fact), test });
    else if (!testHolds(test, value)) return "no";
  }
  return pending;
}
