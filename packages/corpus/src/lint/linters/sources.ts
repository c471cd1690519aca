import type { AuthoredRule } from "../../authored/rule-schema.ts";
import type { Document, Party } from "../../party.ts";
import { collector, eachParty, type Linter } from "../linter.ts";

/** Every answer traces to a source and a date. */
export const sources: Linter = {
  code: "sources",
  description: "Every rule has an address, a place and a day of reading, as far as its grade promises them.",
  check(input) {
    const { findings, report } = collector("sources", input);
    for (const { entry, party } of eachParty(input)) {
      for (const [id, rule] of Object.entries(entry.party.rules ?? {})) {
        for (const [key, message] of mistakes(id, rule, party, entry.file.own === true))
          report(entry, ["rules", id, ...key], message);
      }
      const used = new Set(party.rules.map(({ source }) => source.document));
      for (const [id, document] of Object.entries(entry.party.documents ?? {})) {
        if (used.has(id) || document.note !== undefined) continue;
        report(
          entry,
          ["documents", id],
          `no rule comes from ${id}. Delete the document, or say in its \`note\` why it stays.`,
        );
      }
    }
    return { findings };
  },
};

function* mistakes(
  id: string,
  rule: AuthoredRule,
  party: Party,
  isOwn: boolean,
): Generator<readonly [path: readonly string[], message: string]> {
  const document = party.documents[rule.source.document];
  const compiled = party.rules.find((each) => each.id === id)?.source;
  if (document === undefined || compiled === undefined) return;
  const graded = rule.grade === "contract" || rule.grade === "official";
  // A private contract has no address to give.
  if (rule.grade !== "seed" && compiled.url === null && !isOwn) {
    yield [["source"], `has no address. Give the document a \`url\`, or the source one of its own.`];
  }
  if (graded && document.read && rule.source.at === undefined) {
    yield [
      ["source"],
      "does not say where in the text the clause stands. Add `at:` (a section, a heading, a question).",
    ];
  }
  if (graded && document.read && compiled.seen === null) {
    yield [
      ["source"],
      `nobody is on record as having read it. Add \`seen\` to the versions of ${document.id}, or to this source.`,
    ];
  }
  yield* unread(rule, document);
}

function* unread(
  rule: AuthoredRule,
  document: Document,
): Generator<readonly [path: readonly string[], message: string]> {
  if (document.read) return;
  if (rule.grade === "contract") {
    yield [
      ["grade"],
      `is contract, but ${document.id} says \`read: false\`. Use secondary, or mend the document.`,
    ];
  }
  if (rule.review === "reviewed") {
    yield [
      ["review"],
      `is reviewed, but ${document.id} says \`read: false\`. Use unreviewed: nobody compared it with the text.`,
    ];
  }
}
