import type { Evidence } from "@cleartitle/evidence";

import type { Inspection, Judgement } from "../answer.ts";
import type { CheckedQuestion } from "./question.ts";

/** How what a caller gives is looked at before anything is done with it. */
export interface Inputs {
  readonly question: (given: unknown) => CheckedQuestion;
  readonly evidence: <E extends Evidence | Inspection>(given: E) => E;
  readonly decision: (given: Judgement) => Judgement;
  readonly scanOptions: <Options extends object>(given: Options) => Options;
}

/** For the command, which holds every question against the schema or the options once, before any file is read. */
export const checkedBefore: Inputs = {
  question: (given) => given as CheckedQuestion,
  evidence: (given) => given,
  decision: (given) => given,
  scanOptions: (given) => given,
};
