import type { Inspection } from "../../answer.ts";
import type { Explanation } from "../../explain/explanation.ts";
import type { Paper } from "../../terminal/paper.ts";
import { safeData } from "../../terminal/safe-data.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import { attestedLine } from "../attested-text.ts";
import { headline } from "../full-answer.ts";
import { contentLines, namesHeading } from "../content-text.ts";
import { ageText } from "../date-text.ts";
import { ink } from "../ink.ts";
import { marksOn, verdictWords } from "../marks.ts";
import type { Names } from "../names.ts";
import { sentence } from "../sentence.ts";
import { deniedLines, otherProblems, overruledLines } from "../words-text.ts";
import { corpusText } from "../small-print.ts";
import { confirmations, confirmationText, openDuties } from "../todo.ts";
import { fileLines } from "./file-lines.ts";
import { isSilentLaw, linkLines } from "./link-lines.ts";
import { openLines } from "./open-lines.ts";
import { copyrightLines, keptLines, ownershipLines } from "./statement-lines.ts";
import { whyLines } from "./why-lines.ts";

const dueWords = { before: "before the use", with: "with the use", after: "afterwards" } as const;

/** The whole story of an answer for people, in the order in which one would tell it. */
export function explanationText(
  paper: Paper,
  names: Names,
  title: string,
  inspection: Inspection | null,
  story: Explanation,
): string {
  const evidence = safeData(inspection);
  const explanation = safeData(story);
  const { decision, links, sources } = explanation;
  const marks = marksOn(paper);
  const lines: string[] = [];
  const section = (heading: string, body: readonly string[]): void => {
    if (body.length > 0) lines.push("", ink(paper, "strong", heading), ...body);
  };
  const list = (texts: readonly string[], first = `  ${marks.dot} `): readonly string[] =>
    texts.flatMap((text) => wrap(text, paper.width, first));

  lines.push(...headline(paper, names, safeText(title), decision));
  section("What was said against the words of the file", list(deniedLines(decision), "  ! "));
  if (evidence !== null)
    section("What the file says, and how sure that is", list(fileLines(names, evidence)));
  section(namesHeading, list(contentLines(names, evidence ?? { content: [] }, decision)));
  section("Overruled by a person", list(overruledLines(decision)));
  const attested = attestedLine(decision);
  if (attested.length > 0) lines.push("", ...list(attested, ""));
  const silent = links.filter(isSilentLaw);
  const speaking = links.filter((link) => !isSilentLaw(link));
  speaking.forEach((link, index) => {
    section(
      `Link ${index + 1} of ${speaking.length}: ${link.kind}`,
      linkLines(paper, names, explanation, link),
    );
  });
  section(
    "Laws that were looked at and ask nothing of this use",
    list(silent.map(({ party, name }) => (party === null ? name : names.party(party)))),
  );
  section("What the verdict rests on", whyLines(paper, names, explanation));
  section("What is not known, and what each answer would lead to", openLines(paper, names, explanation));

  section("May you use it?", list([verdictWords[decision.verdict].sentence], "  "));
  section("Do you own it, as between the parties?", ownershipLines(paper, names, explanation));
  section("Is it protected by copyright, and where?", copyrightLines(paper, names, explanation));
  section("What the licensors keep, and what else they state", keptLines(paper, names, explanation));

  for (const [phase, heading] of Object.entries(dueWords)) {
    const due = openDuties(decision).filter((duty) => duty.phase === phase);
    section(
      `To do ${heading}`,
      list(
        due.map(
          ({ text, how, owed, party }) =>
            `${sentence(text)}${how === undefined ? "" : ` ${sentence(how)}`}${party === null ? "" : ` Asked by ${names.party(party)}.`}${owed === "maybe" ? " It may apply." : ""}`,
        ),
        `  ${marks.todo} `,
      ),
    );
  }
  section("To confirm, by looking", list(confirmations(decision).map(confirmationText), `  ${marks.todo} `));
  section(
    "What would change the answer",
    list(
      decision.fixes.map(
        ({ text, then, adds }) =>
          `${sentence(text)} Then: ${verdictWords[then].short}${then === "conditional" ? " the duties are done" : ""}${adds.length > 0 ? `, ${adds.length} more than now` : ""}.`,
      ),
      `  ${marks.change} `,
    ),
  );
  section(
    "The texts behind this, those read longest ago first",
    sources.flatMap(({ party, title: text, url, seen, stale }) => [
      ...list([
        `${names.party(party)}, ${text}: ${seen === null ? "not read by us" : `last read ${seen}, ${ageText(seen, decision.on)}`}${stale ? "; open it again before you rely on this" : ""}`,
      ]),
      ...(url === null ? [] : [ink(paper, "faint", `      ${url}`)]),
    ]),
  );
  section(
    "Take note",
    list([...otherProblems(decision), ...decision.findings.map(({ message }) => message)], "  ! "),
  );
  lines.push("", ...list([corpusText(decision)], "").map((line) => ink(paper, "faint", line)));
  return `${lines.join("\n")}\n`;
}
