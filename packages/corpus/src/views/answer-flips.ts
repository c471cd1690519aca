import type { Corpus } from "../corpus.ts";

/** A question whose answer differs between two corpora. */
export interface Flip<Question, Answer> {
  readonly question: Question;
  readonly before: Answer;
  readonly after: Answer;
}

/**
 * The questions of a fixed set that two corpora answer differently. Deciding is the caller's: this package knows terms, not
 * verdicts.
 *
 * @example
 * answerFlips(old, next, questions, (corpus, question) => decide(corpus, question).verdict);
 */
export function answerFlips<Question, Answer>(
  before: Corpus,
  after: Corpus,
  questions: readonly Question[],
  decide: (corpus: Corpus, question: Question) => Answer,
): readonly Flip<Question, Answer>[] {
  return questions.flatMap((question) => {
    const flip = { question, before: decide(before, question), after: decide(after, question) };
    return JSON.stringify(flip.before) === JSON.stringify(flip.after) ? [] : [flip];
  });
}
