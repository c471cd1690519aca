import type { ContentClaim } from "../answer.ts";

/**
 * What words say about one fact. `proved`: they name it, so the fact is true. `held`: they may name it, in a way that no statement about many files settles; the fact stays
 * open. Names that are merely doubtful (`apple`) are neither: a person says what is so.
 */
export interface WeighedFact {
  readonly weight: "proved" | "held";
  /** What was found, each words once. */
  readonly claims: readonly ContentClaim[];
}

/** Facts about words, not about the picture: a name in a negative prompt is in the prompt too. */
const factsAboutWords: ReadonlySet<string> = new Set(["content.artist-name", "content.government-agency"]);

/** The facts that claims prove or hold open. */
export function weighClaims(claims: readonly ContentClaim[]): ReadonlyMap<string, WeighedFact> {
  const facts = new Map<string, { proved: ContentClaim[]; held: ContentClaim[] }>();
  for (const claim of claims) {
    const weight = weightOf(claim);
    if (weight === null) continue;
    const known = facts.get(claim.fact) ?? { proved: [], held: [] };
    known[weight].push(claim);
    facts.set(claim.fact, known);
  }
  return new Map(
    [...facts].map(([fact, { proved, held }]) => [
      fact,
      proved.length > 0 ? { weight: "proved", claims: proved } : { weight: "held", claims: held },
    ]),
  );
}

function weightOf({ fact, confidence, where, split }: ContentClaim): WeighedFact["weight"] | null {
  if (split === true) return "held";
  if (confidence !== "certain") return null;
  if (where !== "negativePrompt") return "proved";
  // The picture must not show it, so the words say nothing about the picture.
  return factsAboutWords.has(fact) ? "held" : null;
}
