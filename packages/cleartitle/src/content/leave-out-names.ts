import { scanWritten, type Written } from "@cleartitle/content";

/** More rounds than any text needs where one name is inside another. */
const mostRounds = 8;

/** The texts that name something about these facts, as they would be without those names, by the place of each in a question (`made.prompt`). */
export function leaveOutNames(
  texts: readonly Written[],
  facts: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const changed: Record<string, string> = {};
  for (const { where, text } of texts) {
    const without = withoutNames({ where, text }, facts);
    if (without !== text) changed[`made.${where}`] ??= without;
  }
  return changed;
}

function withoutNames({ where, text }: Written, facts: ReadonlySet<string>): string {
  let left = text;
  for (let round = 0; round < mostRounds; round += 1) {
    const spans = scanWritten([{ where, text: left }])
      .filter(
        ({ fact, confidence, split }) => facts.has(fact) && (confidence === "certain" || split === true),
      )
      .map(({ span }) => span)
      .toSorted((a, b) => b[0] - a[0]);
    if (spans.length === 0) break;
    let before = left.length;
    for (const [from, to] of spans) {
      // Of two that overlap the earlier one waits for the next round.
      if (to > before) continue;
      left = `${left.slice(0, from)}${left.slice(to)}`;
      before = from;
    }
  }
  return left === text ? text : tidy(left);
}

/** Commas and blanks that stood around a name. */
const tidy = (text: string): string =>
  text
    .replace(/[^\S\n]{2,}/g, " ")
    .replace(/\s*,(?:\s*,)+/g, ",")
    .replace(/^[\s,]+|[\s,]+$/g, "");
