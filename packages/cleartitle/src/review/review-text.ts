import type { Names } from "../render/names.ts";
import { sentence } from "../render/sentence.ts";
import { overruledLines } from "../render/words-text.ts";
import type { Paper } from "../terminal/paper.ts";
import { safeText } from "../terminal/safe-text.ts";
import { wrap } from "../terminal/wrap.ts";
import type { PublishingReview, ReviewPoint } from "./review.ts";

/** The list as a person reads it: what is closed and by what, what is open and how to close it. */
export function reviewText(paper: Paper, names: Names, file: string, review: PublishingReview): string {
  const mandatory = review.points.filter((point) => point.mandatory);
  const open = mandatory.filter(({ state }) => state === "open").length;
  const where = review.market === null ? "" : `, ${names.party(review.market)}`;
  const outcome =
    review.outcome === "cleared"
      ? `Cleared${review.by === null ? "" : ` by ${review.by}`}: all ${mandatory.length} mandatory points are closed.`
      : `Not cleared: ${open} of ${mandatory.length} mandatory points are open; the answer is ${review.verdict}.`;
  return [
    ...wrap(safeText(`${file}: ${names.use(review.use)}${where}, ${review.on}`), paper.width, ""),
    ...wrap(safeText(outcome), paper.width, ""),
    ...review.denied.flatMap(({ message }) => wrap(safeText(message), paper.width, "! ")),
    ...overruledLines(review).flatMap((line) => wrap(safeText(line), paper.width, "! ")),
    "",
    ...review.points.flatMap((point) => pointLines(paper, point)),
    "",
    ...wrap("Information with sources and dates, not legal advice.", paper.width, ""),
    "",
  ].join("\n");
}

function pointLines({ width }: Paper, point: ReviewPoint): readonly string[] {
  const { code, label, mandatory, state, evidence, by, on, remarks, how, confirmable } = point;
  const box = state === "open" ? (mandatory ? "[ ]" : "[-]") : "[x]";
  const closed =
    state === "confirmed"
      ? `confirmed by ${by} on ${on}`
      : state === "evidence"
        ? `shown by ${evidence}`
        : null;
  const details = closed === null ? [...remarks, ...(how === "" ? [] : [how])] : [closed, ...remarks];
  return [
    ...wrap(safeText(`${sentence(label)} (${code}${mandatory ? "" : ", optional"})`), width, `${box} `),
    ...details.flatMap((each) => wrap(safeText(sentence(each)), width, "      ")),
    ...(closed === null && confirmable
      ? [safeText(`      To vouch for it: --by NAME --confirm ${code}`)]
      : []),
  ];
}
