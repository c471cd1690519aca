import type { Corpus, DueSource } from "@cleartitle/corpus";

import type { Paper } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import { ink } from "../ink.ts";
import { marksOn } from "../marks.ts";
import { namesOf } from "../names.ts";

/** Texts to be read again, one an item, with the address to open. */
export function dueText(paper: Paper, corpus: Corpus, due: readonly DueSource[]): readonly string[] {
  if (due.length === 0) return ["Nothing is due: every text was read within its term."];
  const names = namesOf(corpus);
  const { todo } = marksOn(paper);
  return [
    ...due.flatMap(({ party, title, url, seen, age, term, rules }) => {
      const read =
        seen === null
          ? "not read by us"
          : `read ${seen}, ${age} ${age === 1 ? "day" : "days"} ago (term ${term})`;
      const behind = `${rules.length} ${rules.length === 1 ? "rule" : "rules"}`;
      return [
        ...wrap(
          safeText(`${names.party(party)} (${party}): ${title}; ${read}; ${behind}`),
          paper.width,
          `${todo} `,
        ),
        ...(url === null ? [] : [ink(paper, "faint", `  ${safeText(url)}`)]),
      ];
    }),
    "",
    `${due.length} ${due.length === 1 ? "text is" : "texts are"} due to be read again.`,
  ];
}
