import type { Evidence } from "@cleartitle/evidence";
import { makingFromEvidence, specsFromQuestion, type Making } from "@cleartitle/title";

import { askedAsFacts } from "../ask/asked-as-facts.ts";
import type { CheckedQuestion } from "../ask/question.ts";
import { namedWords, textsOfFile, textsOfQuestion, type Words } from "../content/named-words.ts";

/** How it was made: what the file says, and what is declared; without a file what is declared is all. */
export function makingOf(evidence: Evidence | null, question: CheckedQuestion): Making {
  const declared = { specs: specsFromQuestion(question.made.chain), madeOn: madeOn(question) };
  return evidence === null
    ? { ...declared, silence: "the question does not say how it was made" }
    : makingFromEvidence(evidence, declared);
}

/**
 * The words that an answer is about. What the question adds stands beside the words of the file and never in their place: nobody takes a name out of a
 * file by leaving it out of a question. They are read anew, so that evidence which was kept, or altered, cannot hide one.
 */
export function wordsFor(evidence: Evidence | null, question: CheckedQuestion): Words {
  return {
    file: namedWords(evidence === null ? [] : textsOfFile(evidence)),
    asked: namedWords(textsOfQuestion(question)),
  };
}

/** A making date may be declared as such or, in answer to the question that asks for it, as a fact. */
function madeOn({ made, facts }: CheckedQuestion): string | null {
  return made.on ?? askedAsFacts(facts).madeOn;
}
