import type { Decision, DutyOwed, Fix, Unknown } from "@cleartitle/rights";
import type { Facts } from "@cleartitle/title";

import type { AttestedFact } from "../attested/attested.ts";
import type { ContentClaim, Hinted, JudgementProblem } from "../answer.ts";

/** What a person would leave out of the prompt, for each fact that a name can be evidence for. */
const left: Readonly<Record<string, string>> = {
  "content.artist-name": "the artist's name",
  "content.third-party-character": "the character or work of somebody else",
  "content.trademark": "the brand",
  "content.real-person": "the real person",
  "content.government-agency": "the public body",
  "content.newsworthy-event": "the event that was in the news",
};

/**
 * Fixes in the words of what was found: a name in the prompt is not edited out of a picture, so the picture is made again without it.
 */
export function fixesWithContent(
  fixes: readonly Fix[],
  claims: readonly ContentClaim[],
  inferred: Readonly<Record<string, true>>,
): readonly Fix[] {
  return fixes.map((fix) => {
    const facts = Object.keys(fix.change);
    return facts.every((fact) => inferred[fact] === true && fix.change[fact] === false)
      ? { ...fix, text: withoutNames(facts, claims) }
      : fix;
  });
}

/**
 * The fix of leaving out every name at once, where there are several facts and no smaller change of the prompt does: `again` is the answer
 * without them.
 */
export function fixWithoutNames(
  { fixes, duties }: Pick<Decision, "fixes" | "duties">,
  claims: readonly ContentClaim[],
  inferred: Readonly<Record<string, true>>,
  again: (change: Readonly<Record<string, false>>) => Decision,
): readonly Fix[] {
  const facts = Object.keys(inferred);
  const found = fixes.some(({ change }) => Object.keys(change).every((fact) => inferred[fact] === true));
  if (facts.length < 2 || found) return fixes;
  const change = Object.fromEntries(facts.map((fact) => [fact, false] as const));
  const { verdict, duties: owed } = again(change);
  if (verdict !== "allowed" && verdict !== "conditional") return fixes;
  const now = new Set(duties.map(({ code }) => code));
  const adds = owed.flatMap(({ code, met }) => (met || now.has(code) ? [] : [code]));
  return [{ change, then: verdict, text: withoutNames(facts, claims), adds }, ...fixes];
}

/** `Make the image without the artist's name ("Greg Rutkowski") and the brand ("LEGO").` */
function withoutNames(facts: readonly string[], claims: readonly ContentClaim[]): string {
  const parts = facts.map((fact) => `${left[fact] ?? fact} (${quoted(wordsFor(claims, fact))})`);
  const list =
    parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
  return `Make the image without ${list}.`;
}

/** Questions and confirmations, with the words of the prompt that they may be about. */
export function withHints<Point extends DutyOwed | Unknown>(
  points: readonly Point[],
  claims: readonly ContentClaim[],
): readonly (Point & Hinted)[] {
  return points.map((point) => {
    const found = point.fact === undefined ? [] : claims.filter(({ fact }) => fact === point.fact);
    const texts = [...new Map(found.map(({ matched, why }) => [matched.toLowerCase(), why])).values()];
    return texts.length === 0 ? point : { ...point, hint: texts.slice(0, mostWords).join(" ") };
  });
}

/** Where the person, or a record, says that nobody is named and the prompt names somebody. The person is believed, and told. */
export function contradictions(
  claims: readonly ContentClaim[],
  stated: Facts,
  attested: readonly AttestedFact[],
): readonly JudgementProblem[] {
  return Object.keys(left).flatMap((fact): readonly JudgementProblem[] => {
    const words = stated[fact] === false ? wordsFor(claims, fact) : [];
    if (words.length === 0) return [];
    const record = attested.find((each) => each.fact === fact)?.record;
    const who = record === undefined ? "You said" : `Record ${record} says`;
    const message = `${who} ${fact}=false, and that counts; but the prompt says ${quoted(words)}.`;
    return [{ code: "contradicts-prompt", message }];
  });
}

const mostWords = 3;

/** The words of the prompt that certainly speak for a fact, each once. */
function wordsFor(claims: readonly ContentClaim[], wanted: string): readonly string[] {
  const words = claims.flatMap(({ fact, confidence, matched }) =>
    fact === wanted && confidence === "certain" ? [matched] : [],
  );
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()];
}

function quoted(words: readonly string[]): string {
  const shown = words.slice(0, mostWords).map((word) => `"${word}"`);
  return words.length > mostWords
    ? `${shown.join(", ")} and ${words.length - mostWords} more`
    : shown.join(", ");
}
