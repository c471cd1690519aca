import type { Question } from "../ask/question.ts";
import type { RandomQuestion } from "./random-questions.ts";

/** A question that is a yes, and the same question with one more fact named, which is none. */
export interface YesBySilence {
  readonly question: Question;
  readonly named: Question;
  readonly verdict: string;
}

/** Where naming a fact that was left out turns a yes into something weaker (L12): there must be none. */
export function yesBySilence(
  questions: Iterable<RandomQuestion>,
  verdictOf: (question: Question) => string,
  count: number,
): { readonly asked: number; readonly yes: number; readonly named: number; readonly found: readonly YesBySilence[] } {
  const found: YesBySilence[] = [];
  let [asked, yes, varied] = [0, 0, 0];
  for (const { question, namings } of questions) {
    if (asked === count) break;
    asked += 1;
    if (verdictOf(question) !== "allowed") continue;
    yes += 1;
    for (const named of namings()) {
      varied += 1;
      const verdict = verdictOf(named);
      if (verdict !== "allowed") found.push({ question, named, verdict });
    }
  }
  return { asked, yes, named: varied, found };
}
