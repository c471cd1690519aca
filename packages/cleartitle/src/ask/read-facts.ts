import { nearest, type Fact, type FactValue, type Registry } from "@cleartitle/corpus";

import type { Issue } from "./issue.ts";
import { ownPlace } from "./own-place.ts";
import { isPlaceFact, readPlace } from "./places.ts";
import { amountRemedy, hasTwoMeanings, readAmount } from "./read-amount.ts";
import { isDay, isMaking } from "./read-day.ts";
import { shown } from "./shown.ts";

/** A fact as rules write it, or what is wrong with it. */
export type ReadFact =
  | { readonly kind: "fact"; readonly value: FactValue }
  | { readonly kind: "wrong"; readonly issue: Omit<Issue, "path"> };

/**
 * Holds one fact against the registry. Under a name that nobody knows it would be left aside, and a value of the wrong type would slip through the tests of
 * the rules (the text "2000000" is not over a million): both are refused.
 *
 * @param regions parts of countries that laws on record name
 */
export function readFact(
  { facts, duties }: Pick<Registry, "facts" | "duties">,
  name: string,
  value: unknown,
  regions?: ReadonlySet<string>,
): ReadFact {
  // No rule asks for these, so that the registry has none: they answer when the image was made, and for which market it is.
  if (name === "made.on")
    return value === "none" || isMadeOn(value) ? fine(value) : wrong(name, value, makingTakes);
  if (name === "market")
    return typeof value === "string" && value.trim() !== "" ? fine(value) : wrong(name, value, "a market");
  if (name.startsWith("met."))
    return Object.hasOwn(duties, name.slice(4))
      ? typeof value === "boolean"
        ? fine(value)
        : wrong(name, value, "true or false")
      : unknownFact({ facts, duties }, name);
  const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (fact === undefined || fact.derived) return unknownFact({ facts, duties }, name);
  if (isPlaceFact(name)) {
    const read = readPlace(name, value, regions);
    return read.kind === "place" ? fine(read.value) : read;
  }
  return value === "none" ? fine(value) : readValue(fact, value);
}

const makingTakes = "a day, a month or a year that exists, as text such as 2025-07-01, 2025-07 or 2025";
const isMadeOn = (value: unknown): boolean => typeof value === "string" && isMaking(value);

function readValue(fact: Fact, value: unknown): ReadFact {
  switch (fact.type) {
    case "boolean":
      return typeof value === "boolean" ? fine(value) : wrong(fact.code, value, "true, false or none");
    case "number": {
      const takes = `a number from 0${fact.unit === undefined ? "" : ` (${fact.unit})`} or none`;
      if (typeof value === "number" && Number.isFinite(value) && value >= 0) return fine(value);
      if (typeof value !== "string") return wrong(fact.code, value, takes);
      const amount = readAmount(value);
      const remedy = amount === null || amount < 0 ? amountRemedy(value) : `Write ${amount}, without quotes.`;
      return wrong(fact.code, value, takes, remedy, hasTwoMeanings(value) ? "two-meanings" : "bad-value");
    }
    case "date":
      return typeof value === "string" && isDay(value)
        ? fine(value)
        : wrong(
            fact.code,
            value,
            "a day as YEAR-MONTH-DAY, for example 2026-11-22, or none",
            null,
            "bad-date",
          );
    case "enum": {
      const values = (fact.values ?? []).map(String);
      if (typeof value === "string" && (values.includes(value) || (!fact.closed && value.trim() !== "")))
        return fine(value);
      const near = typeof value === "string" ? nearest(value, values) : undefined;
      const remedy = near === undefined ? null : `Did you mean "${near}"?`;
      return wrong(fact.code, value, `${values.join(", ")} or none`, remedy);
    }
    case "text":
      return typeof value === "string" && value.trim() !== ""
        ? fine(value)
        : wrong(fact.code, value, "text or none");
  }
}

const fine = (value: unknown): ReadFact => ({ kind: "fact", value: value as FactValue });

function wrong(
  name: string,
  value: unknown,
  expected: string,
  remedy: string | null = null,
  code: Issue["code"] = "bad-value",
): ReadFact {
  const received = shown(value);
  return {
    kind: "wrong",
    issue: { code, expected, received, message: `${name} takes ${expected}, not ${received}.`, remedy },
  };
}

function unknownFact({ facts, duties }: Pick<Registry, "facts" | "duties">, name: string): ReadFact {
  const received = shown(name);
  const issue = (expected: string, message: string, remedy: string | null): ReadFact => ({
    kind: "wrong",
    issue: { code: "unknown-fact", expected, received, message, remedy },
  });
  if (Object.hasOwn(facts, name))
    return issue(
      "a fact that can be stated",
      `${received} is worked out and cannot be given.`,
      "Leave it out.",
    );
  const place = ownPlace(name);
  if (place !== null)
    return issue(place.field, `${received} is no fact; a question has it as ${place.field}.`, null);
  const names = Object.values(facts).flatMap((fact) => (fact.derived ? [] : [fact.code]));
  const near = nearest(name.trim(), [
    ...names,
    "made.on",
    "market",
    ...Object.keys(duties).map((code) => `met.${code}`),
  ]);
  return issue(
    near ?? "a fact of the registry",
    `No fact is called ${received}.`,
    near === undefined ? "`cleartitle words facts` lists all facts." : `Did you mean "${near}"?`,
  );
}
