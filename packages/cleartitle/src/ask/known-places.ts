import type { FactValue } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";

type Facts = Readonly<Record<string, FactValue>>;

/** Codes that people write and the code that ISO 3166-1 has for it. */
const OTHER_CODES: Readonly<Record<string, string>> = { UK: "GB", EL: "GR" };

let regions: ReadonlyMap<string, string> | undefined;

/**
 * The facts with their places written as the rules write them: `holder.country` as an ISO 3166-1 alpha-2 code or `EU`, `use.territory`
 * in lower case. Rules name the places where they do not hold; a spelling that none of them knows would slip through as a yes.
 *
 * @example withKnownPlaces({ "holder.country": "germany" }) // { "holder.country": "DE" }
 * @throws CleartitleError `bad-fact-value` where nobody knows the place
 */
export function withKnownPlaces(facts: Facts): Facts {
  const { "holder.country": country, "use.territory": territory } = facts;
  if (typeof country !== "string" && typeof territory !== "string") return facts;
  return {
    ...facts,
    ...(typeof country === "string" && country !== "none" ? { "holder.country": countryCode(country) } : {}),
    ...(typeof territory === "string"
      ? { "use.territory": territoryCode(territory.trim().toLowerCase()) }
      : {}),
  };
}

function countryCode(written: string): string {
  if (written === "elsewhere") return written;
  const [country = "", ...parts] = written.split("-");
  if (parts.length > 0 && regionCode(country) !== undefined) return [regionCode(country), ...parts].join("-");
  return (
    regionCode(written) ??
    refuse("holder.country", written, "a country: its name in English, or its ISO code such as DE or US")
  );
}

function territoryCode(place: string): string {
  if (place === "none" || place === "elsewhere" || place === "world") return place;
  if (place.includes(",")) return place.split(",").map(territoryCode).join(",");
  const [country = "", ...parts] = place.split("-");
  const code = regionCode(country) ?? regionCode(place);
  if (code === undefined)
    return refuse(
      "use.territory",
      place,
      "one place such as eu, us, us-ny or cn, or none; ask once for each place",
    );
  const known = code === "GB" ? "uk" : code.toLowerCase();
  return regionCode(country) === undefined ? known : [known, ...parts].join("-");
}

/** The code of a region by its code or its name in English, or undefined. */
function regionCode(written: string): string | undefined {
  regions ??= regionTable();
  const name = written.trim().toUpperCase();
  return OTHER_CODES[name] ?? regions.get(name);
}

/** Every region that the platform knows by an alpha-2 code, under its code and its English name. */
function regionTable(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
  const table = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = code in OTHER_CODES ? undefined : names.of(code);
    if (name === undefined || code === "ZZ") continue;
    table.set(code, code);
    table.set(name.toUpperCase(), code);
  }
  return table;
}

function refuse(fact: string, written: string, wanted: string): never {
  throw new CleartitleError("bad-fact-value", `${fact} takes ${wanted}, not ${JSON.stringify(written)}.`);
}
