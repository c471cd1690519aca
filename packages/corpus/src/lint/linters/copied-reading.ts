import type { Party } from "../../party.ts";
import { wordsOf } from "../../texts/normal-text.ts";
import type { TextStore } from "../../texts/text-store.ts";
import { collector, eachParty, type Linter } from "../linter.ts";

const RUN = 12;

/** The text of a clause belongs to its author: readings are in our own words. */
export const copiedReading: Linter = {
  code: "copied-reading",
  description: `No reading or note has ${RUN} consecutive words of a stored text of its party.`,
  check(input) {
    const { findings, report } = collector("copied-reading", input);
    if (input.texts === null) return { findings };
    for (const { entry, party } of eachParty(input)) {
      const runs = new Map<string, { readonly path: readonly string[]; readonly run: string }>();
      for (const [id, rule] of Object.entries(entry.party.rules ?? {})) {
        for (const key of ["reading", "note"] as const) {
          for (const run of runsOf(rule[key] ?? "")) runs.set(run, { path: ["rules", id, key], run });
        }
      }
      const reported = new Set<string>();
      for (const { path, run } of copied(runs, party, input.texts)) {
        if (reported.has(path.join())) continue;
        reported.add(path.join());
        report(entry, path, `"${run}" is copied from the text. Say it in our own words.`);
      }
    }
    return { findings };
  },
};

function runsOf(text: string): readonly string[] {
  const words = wordsOf(text);
  return words
    .slice(0, Math.max(0, words.length - RUN + 1))
    .map((_, index) => words.slice(index, index + RUN).join(" "));
}

/** The runs that stand in a text of the party. Versions differ in few lines, so each distinct line is read once. */
function* copied<Place>(runs: ReadonlyMap<string, Place>, party: Party, store: TextStore): Generator<Place> {
  if (runs.size === 0) return;
  const beginnings = new Set([...runs.keys()].map((run) => run.split(" ", 2).join(" ")));
  const read = new Set<string>();
  for (const document of Object.values(party.documents)) {
    for (const { text } of (document.text === null ? undefined : store.series(document.text)) ?? []) {
      for (const line of text.split("\n")) {
        if (line.length < RUN * 2 || read.has(line)) continue;
        read.add(line);
        const words = wordsOf(line);
        for (let at = 0; at + RUN <= words.length; at++) {
          if (!beginnings.has(`${words[at]} ${words[at + 1]}`)) continue;
          const place = runs.get(words.slice(at, at + RUN).join(" "));
          if (place !== undefined) yield place;
        }
      }
    }
  }
}
