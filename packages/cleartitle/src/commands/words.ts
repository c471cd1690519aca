import type { Corpus, PartyKind } from "@cleartitle/corpus";

import type { ExitStatus, Surroundings } from "../surroundings.ts";
import { padColumns } from "../terminal/display-width.ts";
import { Output } from "../terminal/output.ts";
import { paperOf } from "../terminal/paper.ts";
import { safeText } from "../terminal/safe-text.ts";
import { wrap } from "../terminal/wrap.ts";
import { openTerms } from "./open-terms.ts";
import type { OwnOptions } from "./own-folders.ts";

/** Kinds of words that questions are made of. */
export const wordKinds = ["uses", "facts", "duties", "markets", "services", "gateways", "models"] as const;
export type WordKind = (typeof wordKinds)[number];

/** Columns that the meanings need beside the words. */
const narrow = 32;

/** `cleartitle words KIND`: lists the words that a question may use. */
export async function words(kind: WordKind, options: OwnOptions, around: Surroundings): Promise<ExitStatus> {
  const { corpus } = await openTerms(options, around);
  const entries = entriesOf(corpus, kind);
  const column = Math.max(...entries.map(([word]) => word.length)) + 2;
  const { width } = paperOf(around.stdout, around.environment, around.platform);
  const lines = entries.flatMap(([name, meaning]) => {
    const [word, text] = [safeText(name), safeText(meaning)];
    // A line a word for programs; people get lines that fit.
    if (around.stdout.isTTY !== true) return [padColumns(word, column) + text];
    if (width - column < narrow) return [word, ...wrap(text, width, "  ")];
    return wrap(text, width, padColumns(word, column));
  });
  await new Output(around.stdout).write(`${lines.join("\n")}\n`);
  return 0;
}

function entriesOf({ registry, parties }: Corpus, kind: WordKind): readonly (readonly [string, string])[] {
  const partiesOf = (wanted: PartyKind): readonly (readonly [string, string])[] =>
    Object.values(parties)
      .filter((party) => party.kind === wanted)
      .map(
        ({ id, name, plans }) =>
          [
            id,
            [
              name,
              ...Object.keys(plans)
                .slice(0, 1)
                .map(() => `plans: ${Object.keys(plans).join(", ")}`),
            ].join("; "),
          ] as const,
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  switch (kind) {
    case "uses":
      return Object.values(registry.uses).map(({ code, label }) => [code, label]);
    case "facts":
      return Object.values(registry.facts).flatMap(({ code, label, derived, values }) =>
        derived ? [] : [[code, values === null ? label : `${label}: ${values.join(", ")}`] as const],
      );
    case "duties":
      return Object.values(registry.duties).map(({ code, text }) => [`met.${code}`, text]);
    case "markets":
      return partiesOf("market");
    case "services":
      return partiesOf("service");
    case "gateways":
      return partiesOf("gateway");
    case "models":
      return partiesOf("model");
  }
}
