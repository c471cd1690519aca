import type { Decision } from "@cleartitle/rights";

import type { Judgement } from "../answer.ts";
import { ageText } from "./date-text.ts";
import type { Names } from "./names.ts";

/**
 * Statements that do not decide. Owning the image as between the parties and copyright in it are two more questions than whether one may use
 * it, and they stay apart. What nobody stated is left out.
 */
export function statementLines(names: Names, { statements }: Decision): readonly string[] {
  return Object.entries(statements).flatMap(([topic, { value, possible, qualifiers }]) => {
    if (value === "not-stated") return [];
    const open = value === "depends" ? `depends: ${possible.map(words).join(" or ")}` : words(value);
    const limits = qualifiers.length === 0 ? "" : ` (${qualifiers.map(words).join(", ")})`;
    return [`${names.topic(topic)}: ${open}${limits}`];
  });
}

/** Which terms were asked, in which places, how old the oldest is, and what all this is not. */
export function corpusText({ corpus, places, reasons, on, notice }: Judgement): string {
  const seen = reasons.flatMap(({ source }) => source.seen ?? []).toSorted();
  const oldest = seen[0] === undefined ? "" : ` Oldest source read ${seen[0]} (${ageText(seen[0], on)}).`;
  const asked = places.asked === 1 ? "" : ` Decided for ${places.asked} places.`;
  return `${notice} Terms on record: ${corpus.version}, ${corpus.digest.slice(0, "sha256:".length + 12)}.${oldest}${asked}`;
}

const words = (code: string): string => code.replaceAll("-", " ");
