import type { Corpus, DateBound, FactValue, Rule } from "@cleartitle/corpus";
import type { Link, MadeBetween, Term } from "@cleartitle/title";
import { addDays } from "./day.ts";
import type { Pending, Reduced } from "./pending.ts";
import type { Question } from "./question.ts";
import { testHolds } from "./test-holds.ts";

/** What a rule is held against: the question, and the days of making as far as they are known. */
export interface Setting {
  readonly corpus: Corpus;
  readonly question: Question;
  readonly made: MadeBetween;
}

/** The value of a fact for one link: known, taken as meant (`assumed`), or `undefined` where it is missing. */
export function factValue(setting: Setting, link: Link, code: string): FactValue | undefined {
  const fact = setting.corpus.registry.facts[code];
  if (fact?.scope === "link") {
    if (code === "plan") return link.plan ?? undefined;
    return link.facts[code] ?? setting.question.facts[code] ?? (fact.derived ? "none" : undefined);
  }
  return setting.question.facts[code] ?? fact?.default;
}

/** The name of a fact's variable: facts of a link have one for each link. */
export function factKey(setting: Setting, index: number, code: string): string {
  return setting.corpus.registry.facts[code]?.scope === "link" ? `${code}@${index}` : code;
}

/** Works everything known into a rule; what is left are its open conditions. */
export function reduceRule(setting: Setting, rule: Rule, term: Term, link: Link, index: number): Reduced {
  const pending: Pending[] = [];
  const parts = [
    reduceKnown(setting, rule),
    reduceUse(setting, rule),
    reduceTime(setting, rule, term),
    reduceTests(setting, rule, link, index),
  ];
  for (const part of parts) {
    if (part === "no") return "no";
    pending.push(...part);
  }
  if (rule.alternative !== null) {
    const { group, reading } = rule.alternative;
    pending.push({ kind: "reading", key: `reading:${rule.party}:${group}`, reading });
  }
  return pending;
}

function reduceKnown(setting: Setting, rule: Rule): Reduced {
  if (rule.withdrawn !== undefined) return "no";
  const { known } = setting.question;
  if (known === null) return rule.known.until === null ? [] : "no";
  return rule.known.from <= known && (rule.known.until === null || known < rule.known.until) ? [] : "no";
}

/** A rule for a use covers all below it. Asked about a use with others below, a rule may cover only some of them. */
function reduceUse(setting: Setting, rule: Rule): Reduced {
  if (rule.uses === null) return [];
  const asked = setting.corpus.registry.uses[setting.question.use];
  if (asked === undefined) return "no";
  if (rule.uses.some((use) => asked.path.includes(use))) return [];
  const leaves = asked.leaves.filter((leaf) => {
    const path = setting.corpus.registry.uses[leaf]?.path ?? [];
    return rule.uses?.some((use) => path.includes(use));
  });
  return leaves.length === 0 ? "no" : [{ kind: "use", leaves }];
}

function reduceTime(setting: Setting, rule: Rule, term: Term): Reduced {
  const days =
    rule.source.governs === "use"
      ? { earliest: setting.question.on, latest: setting.question.on }
      : setting.made;
  const pending: Pending[] = [];
  const bounds: readonly (readonly [DateBound | null, boolean])[] = [
    [rule.inForce.from, true],
    [rule.inForce.until, false],
  ];
  for (const [bound, passed] of bounds) {
    if (bound === null) continue;
    const part = reducePassed(bound, passed, days, rule.party);
    if (part === "no") return "no";
    pending.push(...part);
  }
  for (const [bound, passed] of [
    [term.from, true],
    [term.until, false],
  ] as const) {
    if (bound === null) continue;
    // The licence of a model is picked by the day of the copy, whatever date its own document goes by.
    const part = reducePassed(bound, passed, setting.made, term.party);
    if (part === "no") return "no";
    pending.push(...part);
  }
  pending.push(...reduceStale(setting, rule, days));
  return pending;
}

function reducePassed(bound: DateBound, passed: boolean, days: MadeBetween, party: string): Reduced {
  const certainly = days.earliest >= bound.latest;
  const certainlyNot = days.latest < bound.earliest;
  if (certainly || certainlyNot) return certainly === passed ? [] : "no";
  const change = `change:${party}:${bound.earliest}:${bound.latest}`;
  if (days.earliest === days.latest) return [{ kind: "open", of: "change", key: change, value: passed }];
  return [{ kind: "passed", bound, change, passed }];
}

/** A permission that nobody has read for too long alone cannot make a yes; a text that came with the copy does not age. */
function reduceStale(setting: Setting, rule: Rule, days: MadeBetween): readonly Pending[] {
  if (rule.effect !== "permission" || rule.source.fixed || rule.inForce.until !== null) return [];
  const grade = setting.corpus.registry.grades[rule.grade];
  if (grade === undefined) return [];
  const expires = addDays(rule.source.seen ?? rule.known.from, grade.expiresDays);
  if (days.latest <= expires) return [];
  const stale = `stale:${rule.party}:${rule.source.document}`;
  if (days.earliest > expires) return [{ kind: "open", of: "stale", key: stale, value: true }];
  return [{ kind: "fresh", expires, stale }];
}

function reduceTests(setting: Setting, rule: Rule, link: Link, index: number): Reduced {
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
