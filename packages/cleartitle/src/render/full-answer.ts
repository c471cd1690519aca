import type { Answer, Judgement } from "../answer.ts";
import type { Paper } from "../terminal/paper.ts";
import { safeData } from "../terminal/safe-data.ts";
import { safeText, shortText } from "../terminal/safe-text.ts";
import { wrap } from "../terminal/wrap.ts";
import { assumedTexts } from "./assumed-text.ts";
import { attestedLine } from "./attested-text.ts";
import { contentLines, namesHeading } from "./content-text.ts";
import { ink } from "./ink.ts";
import { layerNames } from "./layer-names.ts";
import { chainLines, madeText } from "./made-text.ts";
import { marksOn, verdictWords } from "./marks.ts";
import type { Names } from "./names.ts";
import { nextCommand, sayHow, type Typed } from "./next-command.ts";
import { sayText } from "./option-text.ts";
import { sentence, withHint } from "./sentence.ts";
import { corpusText, statementLines } from "./small-print.ts";
import { confirmations, confirmationText, todoText } from "./todo.ts";
import { whyText } from "./why.ts";
import { useText } from "./use-text.ts";
import { deniedLines, otherProblems, overruledLines } from "./words-text.ts";

const mostFixes = 4;

/** The whole answer for one file: the verdict first, then why, then what to do, then the next command. */
export function fullAnswer(paper: Paper, names: Names, answer: Answer, typed: Typed): string {
  const { evidence, decision } = safeData(answer);
  // The next command names the file as it is, quoted for the shell.
  const { file } = answer;
  const lines: string[] = [];
  const section = (title: string, body: readonly string[]): void => {
    if (body.length > 0) lines.push("", ink(paper, "strong", title), ...body);
  };
  const list = (texts: readonly string[], first = "  "): readonly string[] =>
    texts.flatMap((text) => wrap(text, paper.width, first));

  lines.push(...headline(paper, names, safeText(file), decision));
  const problems = [
    ...evidence.problems.map(({ message }) => message),
    ...(decision === null ? [] : otherProblems(decision)),
  ].map((message) => safeText(message));
  if (decision === null) {
    section("What is wrong", list(problems.length > 0 ? problems : ["It is not an image that can be read."]));
    return `${lines.join("\n")}\n`;
  }

  const marks = marksOn(paper);
  section("What was said against the words of the file", list(deniedLines(decision), "  ! "));
  section("What it is", [
    ...list([madeText(names, evidence)]),
    ...list(chainLines(names, decision), `  ${marks.dot} `),
  ]);
  section(namesHeading, list(contentLines(names, evidence, decision), `  ${marks.dot} `));
  section("Overruled by a person", list(overruledLines(decision), `  ${marks.dot} `));
  const attested = attestedLine(decision);
  if (attested.length > 0) lines.push("", ...list(attested, ""));
  section("Why", whyText(paper, names, decision));
  section("To settle it, say", askLines(paper, names, decision));
  section("To do", todoText(paper, decision));
  section("Assumed, because you did not say", list(assumedTexts(names, decision), `  ${marks.dot} `));
  section(
    "To confirm, by looking",
    confirmations(decision).flatMap((duty) => wrap(confirmationText(duty), paper.width, `  ${marks.todo} `)),
  );
  section(
    "What would change the answer",
    decision.fixes
      .slice(0, mostFixes)
      .flatMap((fix) =>
        wrap(
          `${sentence(fix.text)} Then: ${verdictWords[fix.then].short}${fix.then === "conditional" ? " the duties are done" : ""}.`,
          paper.width,
          `  ${marks.change} `,
        ),
      ),
  );
  section("Also on record", list(statementLines(names, decision), `  ${marks.dot} `));
  section("Take note", list([...problems, ...decision.findings.map(({ message }) => message)], "  ! "));
  const next = nextCommand(names, decision, typed, file);
  if (next !== null) {
    const confirming = decision.unknown.length === 0;
    section(confirming ? "Next, if all of that is as it should be" : "Next", [`  ${safeText(next)}`]);
  }
  lines.push("", ...list([corpusText(decision)], "").map((line) => ink(paper, "faint", line)));
  return `${lines.join("\n")}\n`;
}

/** The verdict, what was asked, and the parts of the answer side by side. */
export function headline(
  paper: Paper,
  names: Names,
  file: string,
  decision: Judgement | null,
): readonly string[] {
  if (decision === null) return wrap(`${file}: no answer.`, paper.width, "");
  const { verdict } = decision;
  return [
    ...wrap(verdictWords[verdict].sentence, paper.width, `${marksOn(paper).verdict[verdict]} `).map((line) =>
      ink(paper, verdict, line),
    ),
    ...wrap(`${shortText(file, 200)} for: ${useText(names, decision)}`, paper.width, "  "),
    ...wrap(layerLine(paper, decision), paper.width, "  "),
  ];
}

/** The parts of the answer side by side: a no in one of them is a no. */
function layerLine(paper: Paper, { layers }: Judgement): string {
  const marks = marksOn(paper);
  return Object.entries(layerNames)
    .map(([layer, name]) => {
      const verdict = layers[layer as keyof Judgement["layers"]];
      return `${ink(paper, verdict, marks.verdict[verdict])} ${name}`;
    })
    .join(` ${marks.dot} `);
}

function askLines(paper: Paper, names: Names, decision: Judgement): readonly string[] {
  const { ask } = marksOn(paper);
  const asked = new Map(
    decision.unknown.flatMap((unknown) =>
      unknown.kind === "missing-fact" ? [[sayText(names, unknown), unknown] as const] : [],
    ),
  );
  const how = sayHow(decision);
  if (asked.size === 0 && how !== null)
    return [...wrap("If AI made it, with what?", paper.width, `  ${ask} `), `      ${how}`];
  return [...asked].flatMap(([option, unknown]) => [
    ...wrap(withHint(unknown.question ?? unknown.text, unknown.hint), paper.width, `  ${ask} `),
    `      ${option}`,
  ]);
}
