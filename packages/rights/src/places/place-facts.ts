import type { Ground } from "@cleartitle/title";
import type { Question } from "../question.ts";

/** Where the image is used. A value is one place, several with commas between them, or `world`. */
export const TERRITORY = "use.territory";
/** Where the holder is established: one place. */
export const COUNTRY = "holder.country";
/** Stands for every place that no law and no rule on record names. */
export const ELSEWHERE = "elsewhere";

/** The places that a question states; null for a fact that was left out. */
export interface StatedPlaces {
  readonly territories: readonly string[] | null;
  readonly country: string | null;
}

/** `none` is what questions said before places had to be named or left out; it counts as left out. */
export function statedPlaces({ facts }: Question, { places }: Ground): StatedPlaces {
  const territory = facts[TERRITORY];
  const country = facts[COUNTRY];
  return {
    territories:
      territory === undefined || territory === "none" ? null : territoriesOf(String(territory), places),
    country: country === undefined || country === "none" ? null : String(country),
  };
}

/** Whether the fact of the territory is more than one place, so that no rule can be held against it as it stands. */
export function statesSeveral({ facts }: Question): boolean {
  const territory = facts[TERRITORY];
  return territory === "none" || territory === "world" || String(territory).includes(",");
}

function territoriesOf(written: string, places: readonly string[]): readonly string[] {
  const named = written.split(",").map((place) => place.trim());
  return [...new Set(named.flatMap((place) => (place === "world" ? places : [place])))];
}

/** A place as rules write countries: in capitals, and the United Kingdom as `GB`. */
export function asCountry(place: string): string {
  if (place === ELSEWHERE) return place;
  return place === "uk" ? "GB" : place.toUpperCase();
}

/**
 * The wholes that a place is part of, the nearest first and itself before them: `us-ny`, `us`. What a rule says of a place it says of its parts.
 *
 * @example wholesOf("US-NY") // ["US-NY", "US"]
 */
export function wholesOf(place: string): readonly string[] {
  const wholes = [place];
  for (let at = place.lastIndexOf("-"); at > 0; at = place.lastIndexOf("-", at - 1))
    wholes.push(place.slice(0, at));
  return wholes;
}

export function isPlaceFact(code: string): boolean {
  return code === TERRITORY || code === COUNTRY;
}
