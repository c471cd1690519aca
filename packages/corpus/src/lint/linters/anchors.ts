import { mayOverlap } from "../../compile/periods.ts";
import type { Document, Party, Version } from "../../party.ts";
import type { Rule } from "../../rule.ts";
import { countWords, normalText } from "../../texts/normal-text.ts";
import type { StoredText, TextStore } from "../../texts/text-store.ts";
import { textsOfVersion } from "../../texts/texts-of-version.ts";
import type { AuthoredEntry } from "../../authored/authored.ts";
import { collector, eachParty, type Linter, type Report } from "../linter.ts";

const MOST_WORDS = 8;
/** A clause is not longer than this: the last words must follow the first within so many characters. */
const MOST_CHARACTERS = 6000;

/** The words in `find` open the page at the clause, and prove that the clause was really there. */
export const anchors: Linter = {
  code: "anchors",
  description:
    "The words in `find` are at most eight at each end and stand in the stored text of the version, where it is at hand.",
  check(input) {
    const { findings, report } = collector("anchors", input);
    const normal = new Map<StoredText, string>();
    const read = (text: StoredText): string => {
      const known = normal.get(text) ?? normalText(text.text);
      normal.set(text, known);
      return known;
    };
    let atHand = 0;
    let checked = 0;
    for (const { entry, party } of eachParty(input)) {
      if (input.texts !== null) checkTexts(entry, party, input.texts, report);
      for (const rule of party.rules) {
        if (entry.party.rules?.[rule.id] === undefined) continue;
        const path = ["rules", rule.id, "source", "find"];
        rule.source.find.forEach((words, index) => {
          const count = countWords(words);
          if (count > MOST_WORDS)
            report(
              entry,
              [...path, index],
              `${count} words are too many: the clause is its author's. Keep at most ${MOST_WORDS}.`,
            );
        });
        const texts = input.texts === null ? [] : textsFor(rule, party, input.texts);
        if (texts.length === 0) continue;
        atHand++;
        if (rule.source.find.length === 0) continue;
        checked++;
        const problem = lookFor(rule.source.find, texts, read);
        if (problem !== undefined) report(entry, path, problem);
      }
    }
    return { findings, note: `anchors checked for ${checked} of ${atHand} rules whose text is at hand` };
  },
};

/** A mistyped series or digest would quietly leave anchors unchecked. */
function checkTexts(entry: AuthoredEntry, party: Party, store: TextStore, report: Report): void {
  for (const id of Object.keys(entry.party.documents ?? {})) {
    const document = party.documents[id];
    if (document === undefined || document.text === null) continue;
    const stored = store.series(document.text);
    if (stored === undefined) {
      report(
        entry,
        ["documents", id, "text"],
        `there are no stored texts called ${document.text}. Mend the name or delete \`text\`.`,
      );
      continue;
    }
    document.versions.forEach((version, index) => {
      if (version.digest === null || stored.some(({ digest }) => digest === version.digest)) return;
      const path = ["documents", id, "versions", index, "digest"];
      report(
        entry,
        path,
        `no stored text of ${document.text} has this digest. Compute it anew from the file, or delete it.`,
      );
    });
  }
}

interface VersionTexts {
  readonly version: Version;
  readonly texts: readonly StoredText[];
}

/** The stored texts of the versions that a rule covers, the newest version first. */
function textsFor(rule: Rule, party: Party, store: TextStore): readonly VersionTexts[] {
  const document: Document | undefined = party.documents[rule.source.document];
  const stored = document?.text === null || document === undefined ? undefined : store.series(document.text);
  if (document === undefined || stored === undefined) return [];
  return document.versions
    .filter((version) => mayOverlap(version, rule.inForce))
    .map((version) => ({ version, texts: textsOfVersion(document, version, stored) }))
    .filter(({ texts }) => texts.length > 0)
    .toReversed();
}

function lookFor(
  find: readonly string[],
  versions: readonly VersionTexts[],
  read: (text: StoredText) => string,
): string | undefined {
  const [newest, ...older] = versions;
  if (newest === undefined) return undefined;
  const missing = newest.texts.map((text) => missingFrom(find, read(text)));
  if (missing.includes(undefined)) return undefined;
  const where = older.find(({ texts }) => texts.some((text) => missingFrom(find, read(text)) === undefined));
  const what = missing[0] ?? "";
  return where === undefined
    ? `${what} in the text of version ${newest.version.id} (${newest.texts.map(({ id }) => id).join(", ")}). Copy the words exactly as they stand there.`
    : `${what} in version ${newest.version.id}, though in ${where.version.id}. End the rule before the wording changed and add one for the new wording, or quote words that both have.`;
}

/** What of the anchors does not stand in a text; undefined where all do, the last after the first. */
function missingFrom(find: readonly string[], text: string): string | undefined {
  const [first = "", last] = find.map(normalText);
  let start = text.indexOf(first);
  if (start < 0) return `the words "${find[0]}" do not stand`;
  if (last === undefined) return undefined;
  for (; start >= 0; start = text.indexOf(first, start + 1)) {
    const end = text.indexOf(last, start);
    if (end >= 0 && end - start <= MOST_CHARACTERS) return undefined;
  }
  return text.includes(last)
    ? `the words "${find[1]}" do not follow "${find[0]}"`
    : `the words "${find[1]}" do not stand`;
}
