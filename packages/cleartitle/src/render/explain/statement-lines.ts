import type { CopyrightPosition, Explanation, Saying } from "../../explain/explanation.ts";
import type { Paper } from "../../terminal/paper.ts";
import { wrap } from "../../terminal/wrap.ts";
import { marksOn } from "../marks.ts";
import type { Names } from "../names.ts";
import { ownNote } from "../own-note.ts";
import { sentence } from "../sentence.ts";
import { sourceLines } from "./source-lines.ts";

/**
 * Three questions that are never merged: whether one may use the image is the verdict; whether one owns it as between the parties is what
 * the licensors state, with their qualifiers; whether copyright subsists in it is what each country says.
 */
export function ownershipLines(
  paper: Paper,
  names: Names,
  { decision, links }: Explanation,
): readonly string[] {
  const statement = decision.statements["ownership"];
  if (statement === undefined || statement.said.length === 0)
    return wrap(
      "No link states who owns the image. That is another question than whether you may use it.",
      paper.width,
      "  ",
    );
  const weakest =
    statement.value === "depends"
      ? `Over the whole chain it depends on what is not known: ${statement.possible.map(words).join(" or ")}.`
      : `Over the whole chain, as between the parties: ${words(statement.value)}.`;
  const limits = statement.qualifiers.map(words);
  return [
    ...wrap(
      `${weakest}${limits.length > 0 ? ` More exactly: ${limits.join(", ")}.` : ""}`,
      paper.width,
      "  ",
    ),
    ...links.flatMap(({ says }) =>
      sayingLines(
        paper,
        names,
        says.filter(({ topic }) => topic === "ownership"),
        decision.on,
      ),
    ),
  ];
}

/** What each country's law says; those that the question names first. */
export function copyrightLines(
  paper: Paper,
  names: Names,
  { copyright, decision }: Explanation,
): readonly string[] {
  if (copyright.length === 0)
    return wrap("No law on record speaks of it. Nothing follows from that.", paper.width, "  ");
  const named = copyright.filter(({ asked }) => asked);
  const others = copyright.filter(({ asked }) => !asked);
  return [
    ...named.flatMap(({ says }) => sayingLines(paper, names, says, decision.on)),
    ...wrap(
      named.length === 0
        ? "Each country answers for itself, and no place was stated (--fact use.territory=…). On record:"
        : "Elsewhere:",
      paper.width,
      "  ",
    ),
    ...others.flatMap((position) => positionLines(paper, names, position)),
  ];
}

function positionLines(
  paper: Paper,
  names: Names,
  { party, territory, says }: CopyrightPosition,
): readonly string[] {
  const values = [...new Set(says.map(({ value }) => words(value)))].join(" or ");
  const where = territory.map((code) => code.toUpperCase()).join(", ");
  return wrap(`${where}: ${values} (${names.party(party)})`, paper.width, `  ${marksOn(paper).dot} `);
}

/** What licensors keep and state beside ownership and copyright, topic by topic, each by whom. */
export function keptLines(paper: Paper, names: Names, { decision, links }: Explanation): readonly string[] {
  const says = links.flatMap((link) => link.says);
  const topics = Object.keys(decision.statements).filter(
    (topic) => topic !== "ownership" && topic !== "copyright",
  );
  const shown = new Set<string>();
  return topics.flatMap((topic) => {
    const own = says.filter((saying) => saying.topic === topic && !shown.has(saying.rule));
    for (const { rule } of own) shown.add(rule);
    const once = [...new Map(own.map((saying) => [saying.rule, saying])).values()];
    return once.length === 0
      ? []
      : [`  ${names.topic(topic)}`, ...sayingLines(paper, names, once, decision.on)];
  });
}

function sayingLines(paper: Paper, names: Names, says: readonly Saying[], on: string): readonly string[] {
  return says.flatMap((saying) => {
    const { party, value, qualifiers, reading, fires } = saying;
    const limits = qualifiers.length === 0 ? "" : ` (${qualifiers.map(words).join(", ")})`;
    const maybe = fires === "yes" ? "" : ", if it applies";
    return [
      ...wrap(
        `${names.party(party)}${ownNote(saying)}: ${words(value)}${limits}${maybe}. ${sentence(reading)}`,
        paper.width,
        `    ${marksOn(paper).dot} `,
      ),
      ...sourceLines(paper, names, saying, on, "        "),
    ];
  });
}

const words = (code: string): string => code.replaceAll("-", " ");
