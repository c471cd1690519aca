import { EU_MEMBERS } from "@cleartitle/corpus";

/** Stands for every place that no law and no rule on record names. */
export const ELSEWHERE = "elsewhere";

const EU: ReadonlySet<string> = new Set(EU_MEMBERS);

/**
 * Whether a law of `territory` touches a place: the same place, a part of it, or what it is a part of. Codes are lower case,
 * parts follow a dash (`us-ny`); `world` touches every place, `eu` its member states.
 */
export function touches(territory: string, place: string): boolean {
  if (territory === "world" || place === "world") return true;
  const [law, asked] = [territory.toLowerCase(), place.toLowerCase()];
  if (law === asked || law.startsWith(`${asked}-`) || asked.startsWith(`${law}-`)) return true;
  return (law === "eu" && EU.has(asked.slice(0, 2))) || (asked === "eu" && EU.has(law.slice(0, 2)));
}
