import type { TextPlace } from "@cleartitle/content";

import type { ContentClaim } from "../answer.ts";

const mostWords = 3;

/** Evidence that a program kept from an earlier version does not say where a name stands. */
const placeName = (where: TextPlace): string =>
  Object.hasOwn(placeNames, where) ? placeNames[where] : "text";

const placeNames: Readonly<Record<TextPlace, string>> = {
  prompt: "prompt",
  negativePrompt: "negative prompt",
  title: "title",
  headline: "headline",
  description: "description",
  keywords: "keywords",
};

/** `the prompt says "Van Gogh"`, or `the title says "Disney" and the keywords say "Elsa"`. */
export function saidIn(claims: readonly ContentClaim[]): string {
  return listed(
    placesOf(claims).map(
      (where) =>
        `the ${placeName(where)} ${where === "keywords" ? "say" : "says"} ${quotedWords(claims.filter((claim) => claim.where === where))}`,
    ),
  );
}

/** `the title and the keywords`. */
export function placesText(claims: readonly ContentClaim[]): string {
  return listed(placesOf(claims).map((where) => `the ${placeName(where)}`));
}

/** `"Greg Rutkowski", "Monet" and 2 more`. */
export function quotedWords(claims: readonly ContentClaim[]): string {
  const words = [...new Map(claims.map(({ matched }) => [matched.toLowerCase(), matched])).values()];
  const shown = words.slice(0, mostWords).map((word) => `"${word}"`);
  return words.length > mostWords
    ? `${shown.join(", ")} and ${words.length - mostWords} more`
    : shown.join(", ");
}

/** `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

const placesOf = (claims: readonly ContentClaim[]): readonly TextPlace[] => [
  ...new Set(claims.map(({ where }) => where)),
];
