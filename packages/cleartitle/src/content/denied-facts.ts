import type { DeniedByFile, Judgement } from "../answer.ts";

/** What was stated against the words of the file, and does not count. */
export function deniedFacts({ problems }: Pick<Judgement, "problems">): readonly DeniedByFile[] {
  return problems.filter((problem): problem is DeniedByFile => problem.code === "denied-by-file");
}
