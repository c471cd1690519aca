import type { Corpus } from "@cleartitle/corpus";

import type { CleartitleErrorCode } from "../cleartitle-error.ts";
import { checkQuestion } from "./check-question.ts";
import { plainData } from "./plain-data.ts";
import { libraryQuestionSchema, questionSchema } from "./question-schema.ts";
import type { CheckedQuestion, Question } from "./question.ts";
import { readInput } from "./read-input.ts";
import { readJson } from "./read-json.ts";
import { refuseTwoMeanings } from "./written-amounts.ts";

/** Questions that the schema made, frozen: nobody can have changed them since. */
const known = new WeakSet<object>();

/**
 * A question from data that anybody may have written: its shape. A field that a question does not have is refused, for under a misspelt name a fact or a
 * market would be missing from the answer. What the words mean, whoever answers holds against the terms.
 *
 * @throws CleartitleError `bad-question`, naming every place that is wrong
 */
export function readQuestion(value: unknown): Question {
  return frozen(readInput(questionSchema, plainData(value, "question"), "question", "bad-question"));
}

/**
 * A question as JSON text, held against the schema and the corpus.
 *
 * @throws CleartitleError `bad-json`, `bad-question` or the code of what is wrong
 */
export function readWrittenQuestion(corpus: Corpus, text: string, today: string): CheckedQuestion {
  const value = readJson(text, "question");
  refuseTwoMeanings(corpus.registry, text);
  const question = readInput(questionSchema, value, "question", "bad-question");
  return checkQuestion(corpus, question, { today, code: "bad-question" });
}

/**
 * A question as a program gives it to the library, copied and held against the schema and the corpus.
 *
 * @throws CleartitleError `usage` or the code of what is wrong
 */
export function readGivenQuestion(
  corpus: Corpus,
  given: unknown,
  today: string,
  code: CleartitleErrorCode = "usage",
): CheckedQuestion {
  const question =
    typeof given === "object" && given !== null && known.has(given)
      ? (given as Question)
      : readInput(libraryQuestionSchema, plainData(given, "question"), "question", code);
  return checkQuestion(corpus, question, { today, code });
}

function frozen(question: unknown): Question {
  const freeze = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    Object.freeze(value);
    for (const each of Object.values(value)) freeze(each);
  };
  freeze(question);
  known.add(question as object);
  return question as Question;
}
