import type { Verdict } from "@cleartitle/rights";

import type { Answer } from "../../answer.ts";
import type { Blocker, Overview } from "../../overview/overview.ts";
import type { RunFacts } from "../../reports/report.ts";
import { version } from "../../version.ts";
import { bestFixes, othersText } from "../best-fixes.ts";
import { verdictWords } from "../marks.ts";
import type { Names } from "../names.ts";
import { sentence } from "../sentence.ts";
import { deniedSummary } from "../words-text.ts";
import { html, Html } from "./html.ts";
import { style } from "./style.ts";

const order: readonly Verdict[] = ["allowed", "conditional", "unknown", "forbidden"];
const mostBlockers = 10;
const mostFixes = 5;

/** The page up to the table of files: no address from outside is ever loaded (the policy forbids it), and nothing in it runs. */
export function pageBegin(names: Names, run: RunFacts, overview: Overview, notes: readonly string[]): Html {
  const { use, market, on, corpus, now } = run;
  const { tally } = overview;
  const all = order.reduce((sum, verdict) => sum + tally[verdict], tally.none);
  const where = market === null ? "" : `, ${names.party(market)}`;
  const denied = deniedSummary(overview);
  const counts = order.map(
    (verdict) =>
      html`<tr>
        <th scope="row"><span class="verdict ${verdict}">${verdictWords[verdict].short}</span></th>
        <td class="number">${tally[verdict]}</td>
      </tr> `,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        />
        <meta name="generator" content="cleartitle ${version}" />
        <title>Clearance of ${all} ${all === 1 ? "image" : "images"} for ${names.use(use)}${where}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>Clearance of ${all} ${all === 1 ? "image" : "images"}</h1>
          <p>For: ${names.use(use)}${where}. For a use on ${on}.</p>
          <p class="faint">
            Made on ${now.toISOString().slice(0, 10)} with cleartitle ${version}. Terms on record:
            ${corpus.version}, <code>${corpus.digest}</code>.
          </p>
          <p class="faint">
            Information with sources and dates, not legal advice; read the linked terms before you rely on it.
          </p>
          ${denied === null ? null : html`<p class="verdict forbidden">${denied}</p>`}
          ${notes.map((note) => html`<p class="verdict">${note}</p>`)}
        </header>
        <main>
          ${countTable(
            "What was said against the words of the files, and does not count",
            "Fact",
            overview.denied.facts.map(({ value, count }) => [value, count]),
          )}
          <table>
            <caption>
              Summary
            </caption>
            <thead>
              <tr>
                <th scope="col">Answer</th>
                <th scope="col" class="number">Files</th>
              </tr>
            </thead>
            <tbody>
              ${counts}${
                tally.none === 0
                  ? null
                  : html`<tr>
                      <th scope="row">without an answer</th>
                      <td class="number">${tally.none}</td>
                    </tr>`
              }
            </tbody>
          </table>
          ${countTable(
            "What stands in the way most often",
            "Reason",
            overview
              .blockers(mostBlockers)
              .filter(({ count }) => count > 1)
              .map(({ value, count }) => [blockerText(names, value), count]),
          )}${countTable(
            "What would turn the most files into a yes",
            "Change",
            bestFixes(overview, mostFixes).map(({ fix, count, others }) => [
              `${sentence(fix.text)}${othersText(others)}`,
              count,
            ]),
          )}
          <table>
            <caption>
              Files
            </caption>
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Answer</th>
              </tr>
            </thead>
            <tbody>
     `;
}

/** The row of one file in the table of files. */
export function fileRow({ file, decision }: Answer, number: number): Html {
  const answer =
    decision === null
      ? html`no answer`
      : html`<span class="verdict ${decision.verdict}">${verdictWords[decision.verdict].short}</span>`;
  return html`<tr>
    <th scope="row"><a href="#file-${number}">${file}</a></th>
    <td>${answer}</td>
  </tr> `;
}

/** Between the table of files and the sections. */
export const tableEnd: Html = html`</tbody></table>
`;

export const pageEnd: Html = html`</main>
<footer><p class="faint">Information with sources and dates, not legal advice.</p></footer>
</body>
</html>
`;

function countTable(title: string, what: string, rows: readonly (readonly [string, number])[]): Html {
  if (rows.length === 0) return html``;
  return html`<table>
    <caption>
      ${title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${what}</th>
        <th scope="col" class="number">Files</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([text, count]) =>
          html`<tr>
            <th scope="row">${text}</th>
            <td class="number">${count}</td>
          </tr> `,
      )}
    </tbody>
  </table> `;
}

function blockerText(names: Names, blocker: Blocker): string {
  switch (blocker.kind) {
    case "rule":
      return sentence(`${names.party(blocker.party)}: ${blocker.reading}`);
    case "question":
      return blocker.unknown.question ?? blocker.unknown.text;
    case "gap":
      return sentence(blocker.text);
  }
}
