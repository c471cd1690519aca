import {
  answerFlips,
  asOf,
  corpusChanges,
  type Corpus,
  type CorpusChanges,
  type Flip,
} from "@cleartitle/corpus";

import { touchedParties } from "./touched-parties.ts";
import { tableAnswerer, tableQuestions, type TableQuestion } from "./table-questions.ts";

/** Answers of one party that flip alike: which plans and uses, from what to what. */
export interface FlipGroup {
  readonly party: string;
  readonly plans: readonly string[];
  readonly uses: readonly string[];
  readonly before: string;
  readonly after: string;
}

/** What changed between two versions of the terms, and what follows from it. */
export interface Comparison extends CorpusChanges {
  readonly before: { readonly version: string; readonly digest: string };
  readonly after: { readonly version: string; readonly digest: string };
  /** How many questions of the fixed set were asked of both. */
  readonly questions: number;
  readonly flips: readonly FlipGroup[];
}

/** Tells two versions apart: terms that changed, readings that were corrected, and the answers of the fixed set that flip. */
export function compareCorpora(before: Corpus, after: Corpus): Comparison {
  const questions = tableQuestions(before, after, asOf(after));
  const answerers = new Map([before, after].map((corpus) => [corpus, tableAnswerer(corpus)]));
  const touched = touchedParties(before, after);
  const flips = answerFlips(
    before,
    after,
    questions.filter(({ party }) => touched.has(party)),
    (corpus, question) => answerers.get(corpus)?.(question) ?? "",
  );
  const named = ({ version, digest }: Corpus): Comparison["before"] => ({ version, digest });
  return {
    before: named(before),
    after: named(after),
    ...corpusChanges(before, after),
    questions: questions.length,
    flips: groupFlips(flips),
  };
}

function groupFlips(flips: readonly Flip<TableQuestion, string>[]): readonly FlipGroup[] {
  const groups = new Map<
    string,
    { flip: Flip<TableQuestion, string>; plans: Set<string>; uses: Set<string> }
  >();
  for (const flip of flips) {
    const { party, plan, use } = flip.question;
    const key = JSON.stringify([party, flip.before, flip.after]);
    const group = groups.get(key) ?? { flip, plans: new Set(), uses: new Set() };
    if (plan !== null) group.plans.add(plan);
    group.uses.add(use);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ flip, plans, uses }) => ({
    party: flip.question.party,
    plans: [...plans],
    uses: [...uses],
    before: flip.before,
    after: flip.after,
  }));
}
