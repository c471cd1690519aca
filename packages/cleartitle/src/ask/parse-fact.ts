import type { Fact, FactValue, Registry } from "@cleartitle/corpus";

import { CleartitleError } from "../cleartitle-error.ts";
import { refusal } from "./issue.ts";
import { ownPlace } from "./own-place.ts";
import { readAmount } from "./read-amount.ts";
import { readFact } from "./read-facts.ts";

/**
 * `NAME=VALUE` as typed on the command line, checked against the registry and given its type. `none` is a value of every fact but places: known
 * absent. `met.DUTY=true` says that a duty is done.
 *
 *     parseFact(registry, "holder.revenue-usd=40_000")  →  ["holder.revenue-usd", 40000]
 *
 * @param regions parts of countries that laws on record name
 */
export function parseFact(
  registry: Registry,
  text: string,
  regions?: ReadonlySet<string>,
): readonly [name: string, value: FactValue] {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1) {
    const message = `--fact takes NAME=VALUE, for example --fact holder.kind=individual, not "${text}".`;
    throw new CleartitleError("bad-fact-value", message);
  }
  const name = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  // Number("") is 0: a shell variable that holds only a blank would become a revenue of nothing.
  if (value === "")
    throw new CleartitleError(
      "bad-fact-value",
      `${name} has no value; write ${name}=VALUE, or leave it out.`,
    );
  const place = Object.hasOwn(registry.facts, name) ? null : ownPlace(name);
  if (place !== null)
    throw new CleartitleError(
      "unknown-fact",
      place.option === null
        ? `"${name}" is no fact; a question for \`cleartitle judge\` or \`cleartitle explain -\` has it as ${place.field}.`
        : `"${name}" is no fact and has an option of its own: ${place.option}.`,
    );
  const read = readFact(registry, name, typed(registry, name, value), regions);
  if (read.kind === "fact") return [name, read.value];
  const { issue } = read;
  const code =
    issue.code === "unknown-fact" ? issue.code : issue.code === "bad-date" ? issue.code : "bad-fact-value";
  throw refusal(code, [{ ...issue, path: ["facts", name] }]);
}

/** The value that a text of a command line stands for; what stands for none stays text, to be refused with what the fact takes. */
function typed({ facts }: Registry, name: string, text: string): FactValue {
  const type: Fact["type"] | undefined = name.startsWith("met.") ? "boolean" : facts[name]?.type;
  if (type === "boolean" && /^(?:true|yes)$/i.test(text)) return true;
  if (type === "boolean" && /^(?:false|no)$/i.test(text)) return false;
  return type === "number" ? (readAmount(text) ?? text) : text;
}
