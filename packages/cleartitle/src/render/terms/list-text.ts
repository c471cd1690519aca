import type { PartySummary } from "@cleartitle/corpus";

import { padColumns } from "../../terminal/display-width.ts";
import type { Paper } from "../../terminal/paper.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { wrap } from "../../terminal/wrap.ts";
import { ink } from "../ink.ts";
import { marksOn } from "../marks.ts";
import { ownNote } from "../own-note.ts";

const narrow = 32;

/** Parties by kind, one a line: how many rules and texts, when last read, how good the sources are. */
export function listText(paper: Paper, parties: readonly PartySummary[]): readonly string[] {
  if (parties.length === 0) return ["Nobody on record is like that."];
  const column = Math.min(32, Math.max(...parties.map(({ id }) => id.length)));
  const kinds = [...new Set(parties.map(({ kind }) => kind))];
  const blocks = kinds.map((kind) => {
    const some = parties.filter((party) => party.kind === kind);
    return [
      ink(paper, "strong", `${kind} (${some.length})`),
      ...some.flatMap((party) => partyLines(paper, party, column)),
      "",
    ];
  });
  const rules = parties.reduce((sum, party) => sum + party.rules, 0);
  return [...blocks.flat(), `${count(parties.length, "party", "parties")}, ${count(rules, "rule")}`];
}

function partyLines(paper: Paper, party: PartySummary, column: number): readonly string[] {
  const { id, rules, documents, versions, lastSeen, grades } = party;
  const texts = `${count(documents, "document")}, ${count(versions, "version")}`;
  const read = lastSeen === null ? "not read by us" : `read ${lastSeen}`;
  const graded = Object.entries(grades).map(([grade, number]) => `${grade} ${number}`);
  const parts = [count(rules, "rule"), texts, ...(rules === 0 ? [] : [read]), ...graded];
  const text = `${parts.join(` ${marksOn(paper).dot} `)}${ownNote(party)}`;
  // On narrow paper a column beside the names would have a word a line.
  if (paper.width - column < narrow) return [`  ${safeText(id)}`, ...wrap(text, paper.width, "    ")];
  return wrap(text, paper.width, `  ${padColumns(safeText(id), column)}  `);
}

function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
