import type { Evidence } from "@cleartitle/evidence";
import { makingFromEvidence, specsFromQuestion, type Making } from "@cleartitle/title";

import type { ContentClaim, Inspection } from "../answer.ts";
import { askedAsFacts } from "../ask/asked-as-facts.ts";
import type { CheckedQuestion } from "../ask/question.ts";
import { contentOf } from "../content/content-of.ts";

/** How it was made: what the file says, and what is declared; without a file what is declared is all. */
export function makingOf(evidence: Evidence | null, question: CheckedQuestion): Making {
  const declared = { specs: specsFromQuestion(question.made.chain), madeOn: madeOn(question) };
  return evidence === null
    ? { ...declared, silence: "the question does not say how it was made" }
    : makingFromEvidence(evidence, declared);
}

/** Names in the prompt that is declared, or else in the file's. */
export function contentFor(
  evidence: Evidence | Inspection | null,
  { made }: CheckedQuestion,
): readonly ContentClaim[] {
  if (typeof made.prompt === "string") return contentOf(made.prompt);
  if (evidence === null) return nothing;
  return "content" in evidence ? evidence.content : contentOf(evidence.prompt);
}

const nothing: readonly ContentClaim[] = [];

/** A making date may be declared as such or, in answer to the question that asks for it, as a fact. */
function madeOn({ made, facts }: CheckedQuestion): string | null {
  return made.on ?? askedAsFacts(facts).madeOn;
}
