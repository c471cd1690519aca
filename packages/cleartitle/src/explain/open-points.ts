import { PLACE_ASK } from "@cleartitle/rights";

import type { Judgement } from "../answer.ts";
import type { Change, Told } from "./explain.ts";
import type { Consequence, OpenPoint } from "./explanation.ts";
import { periodText } from "./making-periods.ts";
import { possibleAnswers, type PossibleAnswer } from "./possible-answers.ts";

/** Everything that is not known and matters, with what each answer to it alone would lead to. */
export function openPoints(told: Told): readonly OpenPoint[] {
  const { judgement } = told;
  const points = new Map<string, OpenPoint>();
  for (const { kind, fact, question, text, hint, rules = [] } of judgement.unknown) {
    if (kind !== "missing-fact" || fact === undefined || points.has(fact)) continue;
    points.set(fact, {
      fact,
      question: question ?? text,
      kind: "question",
      ...(hint === undefined ? {} : { hint }),
      rules,
      consequences: consequencesOf(told, fact, rules),
    });
  }
  const where = placeLeftOut(told);
  if (where !== null && !points.has(where) && judgement.duties.some(({ code }) => code === PLACE_ASK))
    points.set(where, {
      fact: where,
      question: told.corpus.registry.facts[where]?.question ?? "Where?",
      kind: "question",
      rules: [],
      consequences: consequencesOf(told, where, []),
    });
  for (const { fact, text, hint, rule, met } of judgement.duties) {
    if (fact === undefined || met || points.has(fact)) continue;
    const rules = rule === null ? [] : [rule];
    points.set(fact, {
      fact,
      question: text,
      kind: "confirmation",
      ...(hint === undefined ? {} : { hint }),
      rules,
      consequences: consequencesOf(told, fact, rules),
    });
  }
  return [...points.values()];
}

/** The place that nobody stated, that of the use first; null where both are stated. */
function placeLeftOut({ asked }: Told): string | null {
  return ["use.territory", "holder.country"].find((fact) => asked.facts[fact] === undefined) ?? null;
}

function consequencesOf(told: Told, fact: string, rules: readonly string[]): readonly Consequence[] {
  const found = new Map<string, { readonly answers: PossibleAnswer[]; readonly then: Judgement }>();
  let last = "";
  for (const answer of possibleAnswers(told, fact, rules)) {
    const then = told.vary(changeOf(fact, answer));
    const key = [then.verdict, ...openFacts(then), ...added(told, then).map(({ code }) => code)].join();
    const answers = found.get(key)?.answers ?? [];
    const before = key === last ? answers.at(-1) : undefined;
    // Two stretches of time side by side that lead to the same are one.
    if (before?.period !== undefined && answer.period !== undefined) {
      const period = { from: before.period.from, before: answer.period.before };
      answers[answers.length - 1] = { ...before, period, answer: periodText(period) };
    } else answers.push(answer);
    found.set(key, { answers, then });
    last = key;
  }
  return [...found.values()].map(({ answers, then }) => ({
    answers: answers.flatMap(({ answer, alike = [] }) => [answer, ...alike]),
    verdict: then.verdict,
    stillOpen: openFacts(then),
    adds: added(told, then),
  }));
}

/** Duties of another answer that are not owed now. */
function added({ judgement }: Told, then: Judgement): Consequence["adds"] {
  if (then.verdict !== "conditional") return [];
  const now = new Set(judgement.duties.map(({ code }) => code));
  return then.duties.flatMap(({ code, text, met }) => (met || now.has(code) ? [] : [{ code, text }]));
}

/** What somebody could still be asked. */
function openFacts({ unknown }: Judgement): readonly string[] {
  return [
    ...new Set(
      unknown.flatMap(({ kind, fact }) => (kind === "missing-fact" && fact !== undefined ? [fact] : [])),
    ),
  ];
}

function changeOf(fact: string, { value, period }: PossibleAnswer): Change {
  if (period !== undefined) return { made: { on: String(value) } };
  if (fact === "market" || fact === "use") return { [fact]: String(value) };
  return { facts: { [fact]: value } };
}
