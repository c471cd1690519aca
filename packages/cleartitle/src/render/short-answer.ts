import type { Answer, Judgement } from "../answer.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import { isYes } from "../content/with-content.ts";
import type { Paper } from "../terminal/paper.ts";
import { safeData } from "../terminal/safe-data.ts";
import { wrap } from "../terminal/wrap.ts";
import { assumedTexts } from "./assumed-text.ts";
import { ink } from "./ink.ts";
import { marksOn, verdictWords } from "./marks.ts";
import type { Names } from "./names.ts";
import { sayHow, unique } from "./next-command.ts";
import { sayText } from "./option-text.ts";
import { ownNote } from "./own-note.ts";
import { sentence } from "./sentence.ts";
import { confirmations, openDuties } from "./todo.ts";
import { decidingReasons } from "./why.ts";
import { deniedText } from "./words-text.ts";

const column = 13;
const mostLines = 2;

/** A file among many: the verdict, the reason that weighs most, and the next step, each cut to two lines. */
export function shortAnswer(paper: Paper, names: Names, answer: Answer): string {
  const { file, evidence, decision } = safeData(answer);
  const lines: string[] = [];
  const add = (text: string | null): void => {
    if (text === null) return;
    const all = wrap(text, paper.width - 1, " ".repeat(column + 2));
    lines.push(
      ...all
        .slice(0, mostLines)
        .map((line, index) => (index === mostLines - 1 && all.length > mostLines ? `${line}…` : line)),
    );
  };
  if (decision === null) {
    lines.push(`! ${"no answer".padEnd(column)}${file}`);
    add(evidence.problems[0]?.message ?? "It is not an image that can be read.");
  } else {
    const { verdict } = decision;
    const head = `${marksOn(paper).verdict[verdict]} ${verdictWords[verdict].short.padEnd(column)}`;
    lines.push(`${ink(paper, verdict, head)}${ink(paper, "strong", file)}`);
    for (const denied of deniedFacts(decision)) add(`! ${deniedText(denied)}`);
    add(mainReason(names, decision));
    add(otherPermissions(names, decision));
    add(nextStep(names, decision));
  }
  return `${lines.join("\n")}\n`;
}

function assumedLine(names: Names, decision: Judgement): string | null {
  const assumed = assumedTexts(names, decision);
  return assumed.length === 0 ? null : `Assumed: ${assumed.join("; ")}.`;
}

function mainReason(names: Names, decision: Judgement): string | null {
  const gap =
    decision.verdict === "unknown" ? decision.unknown.find(({ kind }) => kind !== "missing-fact") : undefined;
  if (gap !== undefined) return sentence(gap.text);
  const reasons = decidingReasons(decision);
  const [reason] = reasons;
  if (reason === undefined) return null;
  const open = reason.fires === "yes" ? "" : isYes(decision) ? "In each case " : "Depends on ";
  return sentence(`${open}${names.party(reason.party)}${ownNote(reason)}: ${reason.reading}`);
}

/** Who else permits it: every party that grants rights is named beside a yes (L9). */
function otherPermissions(names: Names, decision: Judgement): string | null {
  if (!isYes(decision)) return null;
  const [first, ...others] = decidingReasons(decision).filter(({ layer }) => layer !== "destination");
  const parties = new Set(others.map(({ party }) => party));
  parties.delete(first?.party ?? "");
  return parties.size === 0 ? null : `Also permitted by ${[...parties].map(names.party).join(", ")}.`;
}

function nextStep(names: Names, decision: Judgement): string | null {
  switch (decision.verdict) {
    case "allowed":
      return assumedLine(names, decision);
    case "conditional":
      return todo(decision);
    case "forbidden":
      return instead(decision);
    case "unknown":
      return ask(names, decision) ?? instead(decision);
  }
}

function todo(decision: Judgement): string {
  const [first, ...others] = openDuties(decision);
  const look = confirmations(decision).length;
  const rest = [
    others.length === 0 ? null : `${others.length} more to do`,
    look === 0 ? null : `${look} ${look === 1 ? "thing" : "things"} to confirm by looking`,
  ].filter((part) => part !== null);
  const more = rest.length === 0 ? "" : `${first === undefined ? "" : "Then "}${rest.join(", ")}.`;
  return `To do: ${first === undefined ? more : `${sentence(first.text)} ${more}`}`.trimEnd();
}

function ask(names: Names, decision: Judgement): string | null {
  const { unknown } = decision;
  const asked = unique(unknown.flatMap((gap) => (gap.kind === "missing-fact" ? [sayText(names, gap)] : [])));
  if (asked.length > 0) return `Say: ${asked.join(" ")}`;
  return sayHow(decision) === null
    ? null
    : "If AI made it, say with what: --service SERVICE, or --model MODEL.";
}

function instead({ fixes }: Judgement): string | null {
  return fixes[0] === undefined ? null : `Instead: ${sentence(fixes[0].text)}`;
}
