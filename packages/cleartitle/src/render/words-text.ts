import type { DeniedByFile, Judgement } from "../answer.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import type { Overview } from "../overview/overview.ts";

/** `content.artist-name=false does not count: the prompt says "Van Gogh".` */
export const deniedText = ({ fact, value, says }: DeniedByFile): string =>
  `${fact}=${String(value)} does not count: ${says}.`;

/** The same in full, with how a person overrules the words of one file. */
export function deniedLines(decision: Pick<Judgement, "problems">): readonly string[] {
  return deniedFacts(decision).map(({ message }) => message);
}

/** Who overrules which words of the file, and why. */
export function overruledLines({ overruled }: Pick<Judgement, "overruled">): readonly string[] {
  return overruled.map(
    ({ fact, by, because, record, on, words }) =>
      `${by} overrules the words of the file (${words.map((word) => `"${word}"`).join(", ")}): ${fact}=false, because: ${because} (record ${record}, ${on})`,
  );
}

/** All other problems: those come first and apart. */
export function otherProblems({ problems }: Pick<Judgement, "problems">): readonly string[] {
  return problems.flatMap(({ code, message }) => (code === "denied-by-file" ? [] : [message]));
}

/** `The words of 12 of 300 files say otherwise than what was stated, which does not count: content.artist-name (12).` Null where none do. */
export function deniedSummary({ denied, tally }: Pick<Overview, "denied" | "tally">): string | null {
  const { files, facts } = denied;
  if (files === 0) return null;
  const all = Object.values(tally).reduce((sum, count) => sum + count, 0);
  const counts = facts.map(({ value, count }) => `${value} (${count})`).join(", ");
  return `The words of ${files} of ${all} ${all === 1 ? "file" : "files"} say otherwise than what was stated, which does not count: ${counts}.`;
}
