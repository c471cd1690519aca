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

/**
 * Which terms were asked, how old the oldest is, and what all this is not. Laws of a country are asked only where one is named, so an answer
 * without them says so: silence would read as if no country wanted anything.
 */
export function corpusText(names: Names, { chain, corpus, reasons, on, notice }: Judgement): string {
  const seen = reasons.flatMap(({ source }) => source.seen ?? []).toSorted();
  const oldest = seen[0] === undefined ? "" : ` Oldest source read ${seen[0]} (${ageText(seen[0], on)}).`;
  const local = chain.some(({ party }) => party !== null && names.lawOfPlace(party));
  const laws = local
    ? ""
    : " Only laws that hold everywhere were asked: name a country (--fact use.territory=de) and its laws on record count too.";
  return `${notice} Terms on record: ${corpus.version}, ${corpus.digest.slice(0, "sha256:".length + 12)}.${oldest}${laws}`;
}

const words = (code: string): string => code.replaceAll("-", " ");
