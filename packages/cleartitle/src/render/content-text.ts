import type { ContentClaim, Inspection, Judgement } from "../answer.ts";
import { placesText } from "../content/quoted-words.ts";
import { safeText } from "../terminal/safe-text.ts";
import type { Names } from "./names.ts";

const mostNames = 5;
const mostParties = 3;

export const namesHeading = "Names in its prompt, title or keywords";

/** What names in the words of a file mean for an answer: which words matched, where, and which rule cares. */
export function contentLines(
  names: Names,
  { content }: Pick<Inspection, "content">,
  decision: Judgement,
): readonly string[] {
  return shortened(content, (claim) => `${saying(claim)} ${consequence(names, claim, decision)}`);
}

/** The names in the words of a file, each with those who have a rule on it. */
export function nameLines(names: Names, content: readonly ContentClaim[]): readonly string[] {
  return shortened(content, (claim) => {
    const parties = names.concerned(claim.fact);
    const who = parties.length === 0 ? "Nobody on record has a rule on it." : `Rules on it: ${few(parties)}.`;
    return `${saying(claim)} ${who}`;
  });
}

function consequence(names: Names, claim: ContentClaim, decision: Judgement): string {
  const { fact, confidence, where } = claim;
  if (decision.overruled.some((one) => one.fact === fact)) return "A named person overrules it.";
  const cares = decision.reasons.filter(({ rule }) => names.looksAt(rule, fact));
  const parties = few([...new Set(cares.map(({ party }) => names.party(party)))]);
  const asked =
    decision.duties.some((duty) => duty.fact === fact && !duty.met) ||
    decision.unknown.some((gap) => gap.fact === fact);
  if (confidence === "ambiguous" || where === "negativePrompt")
    return asked ? "So it is asked." : "It settles nothing, and nothing here hangs on it.";
  const [first] = cares;
  if (first === undefined) return "Nothing here hangs on it.";
  return cares.length === 1 ? `${parties} cares: ${first.reading}` : `Rules of ${parties} look at it.`;
}

/** `"monet" in the title names the artist Claude Monet (1840–1926).` */
function saying(claim: ContentClaim): string {
  const { matched, why, confidence, split } = claim;
  const place = placesText([claim]);
  if (split === true) return safeText(why);
  return safeText(
    confidence === "certain" ? `"${matched}" in ${place} n${why.slice(1)}` : `In ${place}: ${why}`,
  );
}

/** Each name once, the certain ones first, as many as one can read. */
function shortened(
  content: readonly ContentClaim[],
  line: (claim: ContentClaim) => string,
): readonly string[] {
  const certain = (claim: ContentClaim): boolean => claim.confidence === "certain";
  const sorted = [...content.filter(certain), ...content.filter((claim) => !certain(claim))];
  const once = [
    ...new Map(sorted.toReversed().map((claim) => [`${claim.kind} ${claim.name}`, claim])).values(),
  ];
  const lines = once.toReversed().slice(0, mostNames).map(line);
  return once.length > mostNames ? [...lines, `and ${once.length - mostNames} more names`] : lines;
}

function few(words: readonly string[]): string {
  return words.length > mostParties
    ? `${words.slice(0, mostParties).join(", ")} and ${words.length - mostParties} more`
    : words.join(", ");
}
