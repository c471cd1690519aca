import type { Corpus } from "@cleartitle/corpus";
import { compile } from "@cleartitle/rights";

import type { Question } from "../ask/question.ts";
import { readGivenQuestion } from "../ask/read-question.ts";
import { Judge } from "../judge/judge.ts";
import { makingOf, wordsFor } from "../judge/making-of.ts";
import { randomQuestions } from "./random-questions.ts";

/** A question that is a yes, and the same question with one more fact named, which is none. */
export interface YesBySilence {
  readonly question: Question;
  readonly named: Question;
  readonly verdict: string;
}

export interface Hunt {
  readonly asked: number;
  readonly yes: number;
  readonly named: number;
  readonly found: readonly YesBySilence[];
}

const today = "2026-11-30";

/** A new engine for so many questions, so that what it remembers does not grow with the run. */
const batch = 1_000;

/** Asks random questions and gives, after each thousand, where naming a fact that was left out turned a yes into something weaker (L12). */
export function* huntYesBySilence(corpus: Corpus, count: number, seed: number): Generator<Hunt> {
  for (let begun = 0; begun < count; begun += batch) {
    const judge = new Judge(corpus, compile(corpus));
    const verdictOf = (question: Question): string => {
      const asked = readGivenQuestion(corpus, question, today);
      return judge.tell(makingOf(null, asked), asked, wordsFor(null, asked), false).judgement.verdict;
    };
    const found: YesBySilence[] = [];
    let [asked, yes, varied] = [0, 0, 0];
    for (const { question, namings } of randomQuestions(corpus, seed + begun)) {
      if (asked === Math.min(batch, count - begun)) break;
      asked += 1;
      if (verdictOf(question) !== "allowed") continue;
      yes += 1;
      for (const named of namings()) {
        varied += 1;
        const verdict = verdictOf(named);
        if (verdict !== "allowed") found.push({ question, named, verdict });
      }
    }
    yield { asked, yes, named: varied, found };
  }
}
