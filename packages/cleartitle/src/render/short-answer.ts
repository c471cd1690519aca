import type { Answer, Judgement } from "../answer.ts";
import type { Paper } from "../terminal/paper.ts";
import { safeText } from "../terminal/safe-text.ts";
import { wrap } from "../terminal/wrap.ts";
import { ink } from "./ink.ts";
import { marksOn, verdictWords } from "./marks.ts";
import type { Names } from "./names.ts";
import { optionText } from "./option-text.ts";
import { confirmations, openDuties } from "./todo.ts";
import { unique } from "./next-command.ts";
import { decidingReasons } from "./why.ts";

const column = 13;

/** A file among many: the verdict, the reason that weighs most, and the next step. */
export function shortAnswer(paper: Paper, names: Names, { file, evidence, decision }: Answer): string {
  const rest = " ".repeat(column + 2);
  if (decision === null) {
    const why = evidence.problems[0]?.message ?? "It is not an image that can be read.";
    return `${[`! ${"no answer".padEnd(column)}${safeText(file)}`, ...wrap(safeText(why), paper.width, rest)].join("\n")}\n`;
  }
  const { verdict } = decision;
  const head = ink(
    paper,
    verdict,
    `${marksOn(paper).verdict[verdict]} ${verdictWords[verdict].short.padEnd(column)}`,
  );
  const lines = [`${head}${ink(paper, "strong", safeText(file))}`];
  for (const text of [mainReason(names, decision), nextStep(names, decision)]) {
    if (text !== null) lines.push(...wrap(text, paper.width, rest));
  }
  return `${lines.join("\n")}\n`;
}

function mainReason(names: Names, decision: Judgement): string | null {
  if (decision.verdict === "unknown") {
    const gap = decision.unknown.find(({ kind }) => kind !== "missing-fact");
    if (gap !== undefined) return gap.text;
  }
  const [reason] = decidingReasons(decision);
  if (reason === undefined) return null;
  return `${names.party(reason.party)}: ${reason.reading}`;
}

function nextStep(names: Names, decision: Judgement): string | null {
  switch (decision.verdict) {
    case "allowed":
      return null;
    case "conditional": {
      const duties = openDuties(decision).map(({ text }) => text);
      const confirm = confirmations(decision).length;
      const shown = duties.slice(0, 2).join(" ");
      const more = duties.length > 2 ? ` And ${duties.length - 2} more.` : "";
      const look =
        confirm === 0 ? "" : ` Confirm ${confirm} ${confirm === 1 ? "thing" : "things"} by looking.`;
      return `To do: ${shown}${more}${look}`;
    }
    case "forbidden":
      return decision.fixes[0] === undefined ? null : `Instead: ${decision.fixes[0].text}`;
    case "unknown": {
      const asked = unique(
        decision.unknown.flatMap((unknown) =>
          unknown.kind === "missing-fact" ? [optionText(names, unknown)] : [],
        ),
      );
      if (asked.length > 0) return `Say: ${asked.join("  ")}`;
      return decision.fixes[0] === undefined ? null : `Instead: ${decision.fixes[0].text}`;
    }
  }
}
