import type { Answer, Inspection, Judgement } from "../../answer.ts";
import { assumedTexts } from "../assumed-text.ts";
import { isYes } from "../../content/with-content.ts";
import { attestedFacts } from "../attested-text.ts";
import { ageText, sinceText } from "../date-text.ts";
import { contentLines, namesHeading } from "../content-text.ts";
import { layerNames } from "../layer-names.ts";
import { chainLines, madeText } from "../made-text.ts";
import { verdictWords } from "../marks.ts";
import type { Names } from "../names.ts";
import { sentence } from "../sentence.ts";
import { corpusText } from "../small-print.ts";
import { confirmations, confirmationText, openDuties } from "../todo.ts";
import { whenText } from "../grounds.ts";
import { caseText, decidingReasons } from "../why.ts";
import { deniedLines, otherProblems, overruledLines } from "../words-text.ts";
import { html, link, type Html } from "./html.ts";

/** Everything about one file, in the order in which one would tell it to a client. */
export function fileSection(names: Names, answer: Answer, number: number, picture: string | null): Html {
  const { file, evidence, decision } = answer;
  const id = `file-${number}`;
  const figure =
    picture === null ? null : html`<figure><img src="${picture}" alt="The picture ${file}" /></figure>`;
  const body = decision === null ? noAnswer(evidence) : answered(names, evidence, decision);
  return html`<section class="file" aria-labelledby="${id}">
    <h2 id="${id}">${file}</h2>
    ${figure}${body}
  </section> `;
}

function noAnswer({ problems }: Inspection): Html {
  const texts = problems.map(({ message }) => message);
  return html`<p class="verdict">No answer.</p>
    ${list("What is wrong", texts.length > 0 ? texts : ["It is not an image that can be read."])}`;
}

function answered(names: Names, evidence: Inspection, decision: Judgement): Html {
  const { verdict, use, market, on, unknown, fixes, findings } = decision;
  const where = market === null ? "" : `, ${names.party(market)}`;
  return html`<p class="verdict ${verdict}">${verdictWords[verdict].sentence}</p>
    ${list("What was said against the words of the file", deniedLines(decision))}
    <p>${names.use(use)}${where}, on ${on}</p>
    ${layerTable(decision)}${list("What it is", [madeText(names, evidence), ...chainLines(names, decision)])}${list(
      namesHeading,
      contentLines(names, evidence, decision),
    )}${list("Overruled by a person", overruledLines(decision))}${list("Vouched for on record", attestedFacts(decision, { personal: false }))}${section("Why", reasonItems(names, decision))}${list(
      "Not known",
      unknown.map(({ kind, question, text, hint }) =>
        [
          kind === "missing-fact" ? (question ?? text) : sentence(text),
          ...(hint === undefined ? [] : [hint]),
        ].join(" "),
      ),
    )}${section("To do", dutyItems(names, decision))}${list(
      "Assumed, because you did not say",
      assumedTexts(names, decision),
    )}${list("To confirm, by looking", confirmations(decision).map(confirmationText))}${list(
      "What would change the answer",
      fixes.map(
        ({ text, then }) =>
          `${sentence(text)} Then: ${verdictWords[then].short}${then === "conditional" ? " the duties are done" : ""}.`,
      ),
    )}${statements(names, decision)}${list("Take note", [
      ...[...evidence.problems, ...findings].map(({ message }) => message),
      ...otherProblems(decision),
    ])}
    <p class="faint">
      ${corpusText(decision)}
      <span>Digest of the terms: <code>${decision.corpus.digest}</code>.</span>${
        evidence.sha256 === null
          ? null
          : html` <span>SHA-256 of the file: <code>${evidence.sha256}</code>.</span>`
      }
    </p> `;
}

function layerTable({ layers }: Judgement): Html {
  const rows = Object.entries(layerNames).map(([layer, name]) => {
    const verdict = layers[layer as keyof typeof layers];
    return html`<tr>
      <th scope="row">${name}</th>
      <td class="${verdict}">${verdictWords[verdict].short}</td>
    </tr> `;
  });
  return html`<table>
    <caption>
      The parts of the answer: a no in one is a no
    </caption>
    <thead>
      <tr>
        <th scope="col">Part</th>
        <th scope="col">Answer</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table> `;
}

function reasonItems(names: Names, decision: Judgement): readonly Html[] {
  const reasons = decidingReasons(decision);
  return reasons.map((reason, at) => {
    const { party, reading, fires, source, grade, stale, effect } = reason;
    const isMaybe = fires === "maybe" && !isYes(decision);
    return html`<li>
      ${caseText(names, decision, reason, reasons[at - 1]).map((text) => html`${text}<br />`)}<span
        class="${effect === "prohibition" ? "forbidden" : "allowed"}"
        >${effect === "prohibition" ? "Forbids" : "Permits"}${isMaybe ? ", if it applies" : ""}:</span
      >
      ${sentence(`${names.party(party)}: ${reading}`)}${isMaybe ? null : whenText(reason)}${sourceLine(names, source, grade, stale === true, decision.on)}
    </li> `;
  });
}

function dutyItems(names: Names, decision: Judgement): readonly Html[] {
  return openDuties(decision).map(({ text, how, phase, owed, rule }) => {
    const reason = decision.reasons.find((each) => each.rule === rule);
    const told = `${dueWords[phase]}: ${sentence(text)}${how === undefined ? "" : ` ${how}`}${owed === "maybe" ? " (may apply)" : ""}`;
    const source =
      reason === undefined
        ? null
        : sourceLine(names, reason.source, reason.grade, reason.stale === true, decision.on);
    return html`<li>${told}${source}</li> `;
  });
}

const dueWords = { before: "Before the use", with: "With the use", after: "Afterwards" } as const;

function sourceLine(
  names: Names,
  { title, at, inForce, seen, url }: Judgement["reasons"][number]["source"],
  grade: string,
  stale: boolean,
  on: string,
): Html {
  const read = seen === null ? "text not read by us" : `last read ${seen} (${ageText(seen, on)})`;
  return html`<br /><span class="faint"
      >${link(url, at === null ? title : `${title}, ${at}`)}; ${sinceText(inForce)};
      ${stale ? `${read}: read it again` : read}; ${names.grade(grade).toLowerCase()}</span
    >`;
}

/** Statements stay apart: ownership as between the parties, copyright, and what else the licensors say. */
function statements(names: Names, { statements: all }: Judgement): Html {
  const text = (topic: string): readonly string[] => {
    const statement = all[topic];
    if (statement === undefined || statement.value === "not-stated") return [];
    const value =
      statement.value === "depends"
        ? `depends on what is not known: ${statement.possible.map(words).join(" or ")}`
        : words(statement.value);
    const said = statement.said.map(({ party, value: own }) => `${names.party(party)}: ${words(own)}`);
    const limits =
      statement.qualifiers.length === 0 ? "" : ` (${statement.qualifiers.map(words).join(", ")})`;
    return [`${value}${limits}`, ...(said.length > 1 ? said : [])];
  };
  const others = Object.keys(all).filter((topic) => topic !== "ownership" && topic !== "copyright");
  return html`${list("Ownership, as between the parties", text("ownership"))}${list("Copyright in the image", text("copyright"))}${list(
    "What the licensors state beside",
    others.flatMap((topic) => {
      const [value] = text(topic);
      return value === undefined ? [] : [`${names.topic(topic)}: ${value}`];
    }),
  )}`;
}

const list = (title: string, texts: readonly string[]): Html =>
  section(
    title,
    texts.map((text) => html`<li>${text}</li> `),
  );

function section(title: string, items: readonly Html[]): Html {
  return items.length === 0
    ? html``
    : html`<h3>${title}</h3>
        <ul>
          ${items}
        </ul> `;
}

const words = (code: string): string => code.replaceAll("-", " ");
