import type { Corpus, Party, PartyDiff } from "@cleartitle/corpus";

import type { Paper } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { ink } from "../ink.ts";
import { namesOf } from "../names.ts";
import { changedRule } from "./history-text.ts";

/** Rules that one of two days has and the other has not, topic by topic. */
export function diffText(paper: Paper, corpus: Corpus, party: Party, diff: PartyDiff): readonly string[] {
  const { from, to, changes, unchanged } = diff;
  const same = `${unchanged} ${unchanged === 1 ? "rule holds" : "rules hold"} on both days.`;
  return [
    ink(paper, "strong", safeText(`${party.name} (${party.kind} ${party.id}), ${from} to ${to}`)),
    ...changes.flatMap(({ topic, before, after }) => [
      "",
      namesOf(corpus).topic(topic),
      ...before.flatMap(({ item, holds }) => changedRule(paper, corpus, "-", item, holds === "maybe")),
      ...after.flatMap(({ item, holds }) => changedRule(paper, corpus, "+", item, holds === "maybe")),
    ]),
    "",
    changes.length === 0 ? `No difference: ${same}` : same,
  ];
}
