import type { LedgerRecord } from "@cleartitle/ledger/record";

import type { BundleReport, ProvedReport } from "../verify/bundle-report.ts";
import { howToTake } from "../verify/bundle-words.ts";
import { sentence as sentenceOf } from "../render/sentence.ts";
import { element, type Child } from "./element.ts";
import { cut, textOf } from "./long-text.ts";
import { showTerms } from "./show-terms.ts";
import { fieldName, valueText } from "./value-text.ts";

/** A sentence says the whole value of a field that is shown; the table below has it again. */
const longestSentence = 2000;

/** The answer as a headline. */
export interface Headline {
  readonly kind: "allowed" | "conditional" | "forbidden" | "unknown";
  readonly words: string;
}

export function headlineOf(report: BundleReport): Headline {
  if (!report.proved) return { kind: "forbidden", words: "✗ Not proved" };
  switch (report.keys) {
    case "trusted":
      return { kind: "allowed", words: "✓ Proved, with the key that you gave" };
    case "endorsed":
      return {
        kind: "conditional",
        words: "◐ Proved with another key, which the key that you gave endorsed: whose it is, is open",
      };
    case "own":
      return { kind: "conditional", words: "◐ Proved with the bundle's own key: whose log it is, is open" };
  }
}

/** All that is under the headline. */
export function showReport(report: BundleReport): Child {
  if (!report.proved)
    return [
      element(
        "p",
        { dir: "auto" },
        cut(`${beginning(sentenceOf(report.message))} ${report.remedy}`, longestSentence),
      ),
      element("p", {}, howToTake(report.code)),
      element("p", { class: "faint" }, `Code: ${report.code}`),
    ];
  const { proves, doesNotProve, record, disclosed, terms, signers } = report;
  return [
    list("What is proved", proves),
    list("What is not proved", doesNotProve),
    record === null ? null : recordTable(record),
    fieldTable("Private fields that are shown", Object.entries(disclosed)),
    terms === null || terms.rules.length === 0
      ? null
      : [
          element("h3", {}, "Terms that the decision cites"),
          element("p", { class: "faint" }, "They travel beside the proof; their words are not proved."),
          showTerms(terms.rules),
        ],
    signedWith(signers),
  ];
}

function beginning(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function list(title: string, sentences: readonly string[]): Child {
  const items = sentences.map((sentence) => element("li", { dir: "auto" }, cut(sentence, longestSentence)));
  return [element("h3", {}, title), element("ul", {}, items)];
}

/** What people look for stands first; the rest as it stands in the record. */
const first: readonly string[] = ["verdict", "use", "market", "on", "generationId", "model", "subject"];

function recordTable({ kind, id, time, body }: LedgerRecord): Child {
  const fields = Object.entries(body);
  return fieldTable("The record, as its writer wrote it", [
    ["kind", kind],
    ...first.flatMap((name) => fields.filter(([field]) => field === name)),
    ["recorded", time.recorded],
    ["happened", time.happened],
    ["basis", time.basis],
    ["id", id],
    ...fields.filter(([field]) => !first.includes(field)),
  ]);
}

/** No more fields than these are laid out. */
const mostFields = 200;

function fieldTable(title: string, fields: readonly (readonly [string, unknown])[]): Child {
  const said = fields.filter(([, value]) => value !== null && value !== undefined);
  if (said.length === 0) return null;
  const rows = said.slice(0, mostFields).map(([field, value]) => {
    const text = valueText(value);
    const name = fieldName(field);
    return element(
      "tr",
      {},
      element("th", { scope: "row", dir: "auto" }, name),
      element("td", { dir: "auto" }, textOf(text, "A long value")),
    );
  });
  const rest = said.length - rows.length;
  return [
    element("table", {}, element("caption", {}, title), element("tbody", {}, rows)),
    rest > 0 ? element("p", {}, `… and ${rest} more fields.`) : null,
  ];
}

function signedWith(signers: ProvedReport["signers"]): Child {
  const keys = signers.map((key) => element("li", {}, element("code", {}, cut(key, 1000))));
  return [element("h3", {}, "Signed with"), element("ul", {}, keys)];
}
