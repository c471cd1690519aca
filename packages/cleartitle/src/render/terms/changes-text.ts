import type { RuleChange } from "@cleartitle/corpus";

import type { Paper } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import type { Comparison, FlipGroup } from "../../terms/compare-corpora.ts";
import { ink } from "../ink.ts";
import { marksOn } from "../marks.ts";

/** A changelog in two parts, and what follows: the answers that flip. */
export function changesText(paper: Paper, comparison: Comparison): readonly string[] {
  const { before, after, partiesAdded, partiesRemoved, termsChanged, readingsCorrected } = comparison;
  const { questions, flips } = comparison;
  const lines = [`${named(before)} to ${named(after)}`];
  const section = (title: string, items: readonly string[]): void => {
    if (items.length === 0) return;
    lines.push("", ink(paper, "strong", title));
    lines.push(...items.flatMap((item) => wrap(safeText(item), paper.width, "  - ", "    ")));
  };
  section("Parties", [
    ...partiesAdded.map((id) => `new: ${id}`),
    ...partiesRemoved.map((id) => `gone: ${id}`),
  ]);
  section("Terms changed", termsChanged.map(changeText));
  section("Readings corrected", readingsCorrected.map(changeText));
  section(
    "Answers that flip",
    flips.map((flip) => flipText(marksOn(paper).into, flip)),
  );
  if (lines.length === 1) lines.push("No difference.");
  else if (flips.length === 0) lines.push("", `None of ${questions} answers flips.`);
  return lines;
}

function changeText({ on, party, rule, what, reading }: RuleChange): string {
  return `${on} ${party}, ${rule} ${what}: ${reading}`;
}

function flipText(into: string, { party, plans, uses, before, after }: FlipGroup): string {
  const plan = plans.length === 0 ? "" : ` (${plans.join(", ")})`;
  return `${party}${plan}, ${uses.join(", ")}: ${before} ${into} ${after}`;
}

function named({ version, digest }: Comparison["before"]): string {
  return safeText(`${version} (${digest.slice(0, "sha256:".length + 12)})`);
}
