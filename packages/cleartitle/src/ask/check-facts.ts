import type { Fact, FactValue, Registry } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";
import { didYouMean } from "./did-you-mean.ts";
import { ownPlace } from "./own-place.ts";
import { parseDay } from "./parse-day.ts";

/**
 * Holds facts that come as data against the registry. A value of the wrong type would slip through the tests of the rules (the text
 * "2000000" is not over a million), so it is refused. A fact that nobody knows is left for the decision to report.
 */
export function checkFacts(registry: Registry, facts: Readonly<Record<string, FactValue>>): void {
  for (const [name, value] of Object.entries(facts)) {
    const duty = /^met\.(.+)$/.exec(name)?.[1];
    if (duty !== undefined && Object.hasOwn(registry.duties, duty))
      expectType(name, value, typeof value === "boolean", "true or false");
    // No rule asks for these, so that the registry has none: they answer when the image was made, and for which market it is.
    if (name === "made.on")
      expectType(name, value, typeof value === "string", "a day, a month or a year as text");
    else if (name === "market") expectType(name, value, typeof value === "string", "a market");
    else refuseOtherPlace(registry, name);
    const fact = Object.hasOwn(registry.facts, name) ? registry.facts[name] : undefined;
    if (fact?.derived === true)
      throw new CleartitleError("unknown-fact", `"${name}" is worked out and cannot be given.`);
    if (fact !== undefined && value !== "none") checkValue(fact, value);
  }
}

/** Left aside, it would be missing from the question: who names a market among the facts would get the answer for none. */
function refuseOtherPlace({ facts }: Registry, name: string): void {
  const place = Object.hasOwn(facts, name) ? null : ownPlace(name);
  if (place === null) return;
  throw new CleartitleError("unknown-fact", `"${name}" is no fact; a question has it as ${place.field}.`);
}

function checkValue(fact: Fact, value: FactValue): void {
  switch (fact.type) {
    case "boolean":
      return expectType(fact.code, value, typeof value === "boolean", "true or false");
    case "number":
      return expectType(
        fact.code,
        value,
        typeof value === "number" && Number.isFinite(value) && value >= 0,
        `a number from 0${fact.unit === undefined ? "" : ` (${fact.unit})`}`,
      );
    case "date":
      expectType(fact.code, value, typeof value === "string", "a day");
      parseDay(String(value), fact.code);
      return;
    case "enum": {
      const values = (fact.values ?? []).map(String);
      const fits = typeof value === "string" && (values.includes(value) || !fact.closed);
      return expectType(fact.code, value, fits, values.join(", "), didYouMean(String(value), values));
    }
    case "text":
      return expectType(fact.code, value, typeof value === "string" && value !== "", "text");
  }
}

function expectType(name: string, value: FactValue, fits: boolean, wanted: string, near = ""): void {
  if (fits) return;
  throw new CleartitleError(
    "bad-fact-value",
    `${name} takes ${wanted} or "none", not ${JSON.stringify(value)}.${near}`,
  );
}
