import type { Fact, FactValue, Registry } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";
import { didYouMean } from "./did-you-mean.ts";
import { ownPlace } from "./own-place.ts";
import { parseDay } from "./parse-day.ts";

/**
 * `NAME=VALUE` as typed on the command line, checked against the registry and given its type. `none` is a value of every fact: known
 * absent. `met.DUTY=true` says that a duty is done.
 *
 *     parseFact(registry, "holder.revenue-usd=40_000")  →  ["holder.revenue-usd", 40000]
 */
export function parseFact(registry: Registry, text: string): readonly [name: string, value: FactValue] {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1) {
    const message = `--fact takes NAME=VALUE, for example --fact holder.kind=individual, not "${text}".`;
    throw new CleartitleError("bad-fact-value", message);
  }
  const name = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  // Number("") is 0: a shell variable that holds only a blank would become a revenue of nothing.
  if (value === "") throw badValue(`${name} has no value; write ${name}=VALUE, or leave it out.`);
  const duty = /^met\.(.+)$/.exec(name)?.[1];
  if (duty !== undefined && Object.hasOwn(registry.duties, duty)) return [name, parseBoolean(name, value)];
  const fact = Object.hasOwn(registry.facts, name) ? registry.facts[name] : undefined;
  if (fact === undefined || fact.derived) throw unknownFact(registry, name);
  return [name, value === "none" ? "none" : parseValue(fact, value)];
}

function parseValue(fact: Fact, value: string): FactValue {
  switch (fact.type) {
    case "boolean":
      return parseBoolean(fact.code, value);
    case "number": {
      const digits = value.replaceAll(/(?<=\d)[_,'](?=\d{3}(?!\d))/g, "");
      const number = /^0[box]/i.test(digits) ? Number.NaN : Number(digits);
      if (Number.isFinite(number)) return number;
      const unit = fact.unit === undefined ? "" : ` (${fact.unit})`;
      throw badValue(`${fact.code} takes a number${unit} or none, not "${value}".`);
    }
    case "enum": {
      const values = (fact.values ?? []).map(String);
      if (values.includes(value) || !fact.closed) return value;
      throw badValue(
        `${fact.code} takes ${listOf(values)} or none, not "${value}".${didYouMean(value, values)}`,
      );
    }
    case "date":
      return parseDay(value, fact.code);
    case "text":
      return value;
  }
}

function parseBoolean(name: string, value: string): boolean {
  if (/^(?:true|yes)$/i.test(value)) return true;
  if (/^(?:false|no)$/i.test(value)) return false;
  throw badValue(`${name} takes true or false, not "${value}".`);
}

function unknownFact(registry: Registry, name: string): CleartitleError {
  const derived = Object.hasOwn(registry.facts, name) && registry.facts[name]?.derived === true;
  const names = Object.values(registry.facts).flatMap((fact) => (fact.derived ? [] : [fact.code]));
  const met = Object.keys(registry.duties).map((code) => `met.${code}`);
  const why = derived ? `"${name}" is worked out and cannot be given.` : `No fact is called "${name}".`;
  const place = ownPlace(name);
  if (place !== null)
    return new CleartitleError(
      "unknown-fact",
      place.option === null
        ? `"${name}" is no fact; a question for \`cleartitle judge\` or \`cleartitle explain -\` has it as ${place.field}.`
        : `"${name}" is no fact and has an option of its own: ${place.option}.`,
    );
  const near = derived ? "" : didYouMean(name, [...names, ...met]);
  return new CleartitleError("unknown-fact", `${why}${near || " `cleartitle words facts` lists all facts."}`);
}

const badValue = (message: string): CleartitleError => new CleartitleError("bad-fact-value", message);

const listOf = (values: readonly string[]): string => values.join(", ");
