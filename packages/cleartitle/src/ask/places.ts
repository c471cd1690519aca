import { nearest } from "@cleartitle/corpus";

import type { Issue } from "./issue.ts";
import { countryCodes, partCodes } from "./regions.ts";
import { shown } from "./shown.ts";

/** The facts whose values are places. Rules name the places for which they hold; a spelling that none of them knows would slip through as a yes. */
export const placeFacts = ["holder.country", "use.territory"] as const;
export type PlaceFact = (typeof placeFacts)[number];

export const isPlaceFact = (fact: string): fact is PlaceFact =>
  (placeFacts as readonly string[]).includes(fact);

/** A place as the rules write it, or what is wrong with it. */
export type ReadPlace =
  | { readonly kind: "place"; readonly value: string }
  | { readonly kind: "wrong"; readonly issue: Omit<Issue, "path"> };

/**
 * The value of a place fact as rules write it: `holder.country` as an ISO 3166-1 alpha-2 code, `EU` or a part such as `US-NY`; `use.territory` in lower case, one place, `world`,
 * or several places in order with commas between them, which {@link territories} takes apart again. Reading what was read changes nothing.
 *
 *     readPlace("holder.country", "germany")            →  DE
 *     readPlace("use.territory", ["US-NY", "Germany"])  →  de,us-ny
 *
 * @param regions parts of countries that laws on record name besides the known ones, for example `de-by`
 */
export function readPlace(
  fact: PlaceFact,
  written: unknown,
  regions: ReadonlySet<string> = new Set(),
): ReadPlace {
  return fact === "holder.country" ? readCountry(written, regions) : readTerritory(written, regions);
}

/** The places of a `use.territory` that was read: `de,us-ny` are two of them, `world` is one. */
export function territories(value: string): readonly string[] {
  return value.split(",");
}

/** Whether a value is the `none` of old files and records: it says as much as leaving the place out. */
export const isNoPlace = (value: unknown): boolean =>
  typeof value === "string" && value.trim().toLowerCase() === "none";

function readCountry(written: unknown, regions: ReadonlySet<string>): ReadPlace {
  const expected = "one country: its name in English, or its ISO code such as DE or US";
  if (isNoPlace(written))
    return wrong("holder.country", written, expected, "Leave it out where you do not say.");
  if (typeof written !== "string") return wrong("holder.country", written, expected, null);
  const place = plain(written);
  if (place === "ELSEWHERE") return { kind: "place", value: elsewhere };
  const code = countryCodes().get(place) ?? partCode(place, regions);
  if (code !== undefined) return { kind: "place", value: code };
  return wrong("holder.country", written, expected, didYouMean(written, countryCodes().keys()));
}

/** The code of a part of a country, in capitals: a known one, or one that a law on record names. */
function partCode(place: string, regions: ReadonlySet<string>): string | undefined {
  const known = partCodes().get(place);
  if (known !== undefined) return known;
  const [start = "", ...rest] = place.split("-");
  const country = countryCodes().get(start);
  if (country === undefined || rest.length === 0) return undefined;
  const code = [country, ...rest].join("-");
  const named = [ruleCode(country), ...rest].join("-").toLowerCase();
  return partCodes().get(code) ?? (regions.has(named) ? code : undefined);
}

function readTerritory(written: unknown, regions: ReadonlySet<string>): ReadPlace {
  const listed: readonly unknown[] = Array.isArray(written)
    ? written
    : typeof written === "string"
      ? written.split(",")
      : [written];
  const codes = new Set<string>();
  for (const each of listed) {
    const read = territoryCode(each, regions);
    if (typeof read !== "string") return read;
    codes.add(read);
  }
  if (codes.size === 0) return wrong("use.territory", written, territoryExpected, nowhere);
  return { kind: "place", value: codes.has("world") ? "world" : [...codes].toSorted().join(",") };
}

const territoryExpected = "a place such as eu, us, us-ny or cn, a list of places, or world";
const nowhere = "Leave it out where you do not know, or write world for every place.";

function territoryCode(written: unknown, regions: ReadonlySet<string>): string | ReadPlace {
  if (typeof written !== "string") return wrong("use.territory", written, territoryExpected, null);
  const place = plain(written);
  if (place === "WORLD" || place === "ELSEWHERE") return place.toLowerCase();
  if (place === "" || isNoPlace(written) || everywhere.has(place))
    return wrong("use.territory", written, territoryExpected, nowhere);
  const country = countryCodes().get(place);
  if (country !== undefined) return ruleCode(country);
  const part = partCode(place, regions);
  if (part !== undefined) return part.replace(/^GB-/, "UK-").toLowerCase();
  const [start = "", ...rest] = place.split("-");
  const whole =
    start.length === 2 && start !== "US" && rest.length > 0 ? countryCodes().get(start) : undefined;
  if (whole !== undefined)
    return wrong(
      "use.territory",
      written,
      territoryExpected,
      `No law on record is about a part of it: write ${ruleCode(whole)}.`,
    );
  return wrong(
    "use.territory",
    written,
    territoryExpected,
    didYouMean(written, [...countryCodes().keys(), ...partCodes().keys(), ...regions]),
  );
}

/** What people write for every place, and may not mean. */
const everywhere = new Set(["EVERYWHERE", "WORLDWIDE", "GLOBAL", "ALL", "ANY", "INTERNATIONAL"]);

/** Stands for every place that no law and no rule on record names. */
const elsewhere = "elsewhere";

/** Laws call the United Kingdom `uk`; everybody else has the code of ISO 3166-1. */
const ruleCode = (country: string): string => (country === "GB" ? "uk" : country.toLowerCase());

/** In capitals, with single blanks; a code that is written with a blank or an underscore has its dash. */
const plain = (written: string): string =>
  written
    .trim()
    .replaceAll(/[\s_]+/g, " ")
    .toUpperCase()
    .replace(/^([A-Z]{2}) ([A-Z\d]{1,3})$/, "$1-$2");

function didYouMean(written: unknown, names: Iterable<string>): string | null {
  // With two or three letters any code is as near as any other.
  if (typeof written !== "string" || written.trim().length < 4) return null;
  const near = nearest(written.trim(), names);
  return near === undefined ? null : `Did you mean "${asWritten(near)}"?`;
}

/** Codes in capitals, names with a capital at the start of each word. */
const asWritten = (name: string): string =>
  /^[A-Z]{2}(?:-|$)/.test(name)
    ? name
    : name.toLowerCase().replaceAll(/\b\p{L}/gu, (letter) => letter.toUpperCase());

function wrong(fact: PlaceFact, written: unknown, expected: string, remedy: string | null): ReadPlace {
  const received = shown(written);
  const message = `${fact} takes ${expected}, not ${received}.`;
  return { kind: "wrong", issue: { code: "unknown-place", expected, received, message, remedy } };
}
