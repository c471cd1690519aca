import type { Corpus } from "@cleartitle/corpus";
import { explainWhy, type Decision, type Question as Asked } from "@cleartitle/rights";
import type { Chain, Facts } from "@cleartitle/title";

import type { Judgement } from "../answer.ts";
import { copyrightPositions } from "./copyright-positions.ts";
import { explainLinks } from "./explain-links.ts";
import type { Explanation } from "./explanation.ts";
import { openPoints } from "./open-points.ts";
import { sourcesRead } from "./sources-read.ts";

/** A part of the question in other words. */
export interface Change {
  readonly use?: string;
  readonly market?: string;
  readonly made?: { readonly on: string };
  readonly facts?: Facts;
}

/** One answer, with the means to ask the same question in other words. */
export interface Told {
  readonly corpus: Corpus;
  readonly chain: Chain;
  readonly asked: Asked;
  /** The facts that the person stated. */
  readonly stated: Facts;
  readonly judgement: Judgement;
  readonly decide: (chain: Chain, asked: Asked) => Decision;
  /** The answer to the question with something changed; fixes left out. */
  readonly vary: (change: Change) => Judgement;
}

/** Tells the whole story of an answer. It decides nothing of its own: every consequence is the engine's answer to a changed question. */
export function explain(told: Told): Explanation {
  const { chain, asked, judgement, decide } = told;
  const links = explainLinks(told);
  return {
    decision: judgement,
    links,
    why: explainWhy(chain, asked, judgement, decide),
    open: openPoints(told),
    copyright: copyrightPositions(told),
    sources: sourcesRead(links),
  };
}
