import type { CatalogQuery } from "@cleartitle/catalog";

import { didYouMean } from "../ask/did-you-mean.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import type { SavedGeneration } from "../records/generation-record.ts";
import { entriesOf, fieldsOf, listOf } from "./fields-of.ts";
import { givenData } from "./given-data.ts";
import { wrong } from "./wrong.ts";

/** Fields of a generation that hold more than text. */
const structured = new Set(["parameters", "inputs", "output", "fingerprint"]);

/**
 * A generation to be saved; null stands for what is left out. Names of fields are looked at where the record is made.
 *
 * @throws CleartitleError `usage`
 */
export function givenGeneration(given: unknown): SavedGeneration {
  const wanted = "an object with generationId, model and timestamp";
  const body = entriesOf("complianceLog.save", wanted, given).flatMap(([name, value]) => {
    const place = `generation.${name}`;
    if (value === undefined || value === null) return [];
    if (structured.has(name)) return [[name, givenData(place, value)]];
    if (name === "timestamp") return [[name, momentOf(value)]];
    if (typeof value !== "string") throw wrong(place, "text", value);
    return [[name, value]];
  });
  const generation = Object.fromEntries(body) as Record<string, unknown>;
  for (const name of ["generationId", "model", "timestamp"])
    if (generation[name] === undefined)
      throw wrong(`generation.${name}`, name === "timestamp" ? momentWanted : "text", undefined);
  return generation as unknown as SavedGeneration;
}

function momentOf(given: unknown): Date | number | string {
  if (typeof given === "string" || typeof given === "number" || given instanceof Date) return given;
  throw wrong("generation.timestamp", momentWanted, given);
}

const momentWanted = "a Date, milliseconds or RFC 3339";

/** What each part of a query takes. */
const queryTypes: Readonly<Record<keyof CatalogQuery, "text" | "number" | "boolean" | "text-or-true">> = {
  file: "text",
  party: "text",
  verdict: "text",
  use: "text",
  market: "text",
  kind: "text",
  generation: "text",
  id: "text",
  from: "text",
  until: "text",
  openDuty: "text-or-true",
  after: "number",
  limit: "number",
  newestFirst: "boolean",
};

/**
 * A query of the log. A part that there is none of would be left aside, and everything found: it is refused.
 *
 * @throws CleartitleError `usage`
 */
export function givenQuery(given: unknown): CatalogQuery {
  const parts = entriesOf("complianceLog.query", "an object, or nothing", given);
  return Object.fromEntries(
    parts.flatMap(([name, value]) => {
      const type = Object.hasOwn(queryTypes, name) ? queryTypes[name as keyof CatalogQuery] : undefined;
      if (type === undefined) {
        const names = Object.keys(queryTypes);
        const near = didYouMean(name, names) || ` It has: ${names.join(", ")}.`;
        throw new CleartitleError("usage", `A query has no part "${name}".${near}`);
      }
      if (value === undefined) return [];
      const fits =
        type === "text"
          ? typeof value === "string"
          : type === "number"
            ? Number.isSafeInteger(value)
            : type === "boolean"
              ? typeof value === "boolean"
              : typeof value === "string" || value === true;
      if (fits) return [[name, value]];
      const wanted = {
        text: "text",
        number: "a whole number",
        boolean: "true or false",
        "text-or-true": "text or true",
      };
      throw wrong(`query.${name}`, wanted[type], value);
    }),
  );
}

/**
 * Options that are texts.
 *
 * @throws CleartitleError `usage`
 */
export function givenTexts<Name extends string>(
  place: string,
  given: unknown,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const fields = fieldsOf(place, "an object of options, or nothing", given, names);
  const texts = names.flatMap((name) => {
    const value = fields[name];
    if (value === undefined) return [];
    if (typeof value !== "string") throw wrong(name, "text", value);
    return [[name, value] as const];
  });
  return Object.fromEntries(texts) as Partial<Record<Name, string>>;
}

/**
 * An option that is a list of texts; an empty one where it is left out.
 *
 * @throws CleartitleError `usage`
 */
export function givenList(place: string, given: unknown, name: string): readonly string[] {
  const { [name]: list } = fieldsOf(place, "an object of options, or nothing", given, [name]);
  if (list === undefined) return [];
  return listOf(name, "a list of texts", list).map((each, at) => {
    if (typeof each !== "string") throw wrong(`${name}[${at}]`, "text", each);
    return each;
  });
}
