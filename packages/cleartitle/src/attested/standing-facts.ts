import type { Statement } from "@cleartitle/catalog";
import type { FactValue, Registry } from "@cleartitle/corpus";

import type { AttestedFact, StandingFacts } from "./attested.ts";
import { knownValue } from "./known-value.ts";
import { isPersonalFact } from "./personal-fact.ts";
import type { OpenStatement } from "./open-statements.ts";
import { reachOf } from "./reach-of.ts";

/** Statements about one file and about none, with private values opened, and the use that is asked about. */
export interface StatedOnRecord {
  readonly about: readonly OpenStatement[];
  readonly general: readonly OpenStatement[];
  readonly use: string;
  readonly market: string | null;
}

/**
 * What records say that counts for a question. Nobody is looked at, for names may be erased: where records that stand say two things about one
 * fact, nobody has said anything, whoever they were and whichever came later.
 */
export function standingFacts(registry: Registry, stated: StatedOnRecord): StandingFacts {
  const said = new Map<string, AttestedFact[]>();
  const remarks: string[] = [];
  for (const statement of [
    ...stated.general.filter(isFor(registry, "general", stated)),
    ...stated.about.filter(isFor(registry, "file", stated)),
  ]) {
    const { fact, value, position, id, recorded, overrules } = statement;
    const known = valueOf(registry, fact, value);
    if (known === undefined) {
      const shown = isPersonalFact(fact) ? "" : ` (${JSON.stringify(value).slice(0, 60)})`;
      remarks.push(
        `What record ${position} says about ${fact}${shown} is no value of it, so it does not count.`,
      );
      continue;
    }
    const one: AttestedFact = {
      fact,
      value: known,
      record: position,
      id,
      on: recorded.slice(0, 10),
      ...(overrules === undefined ? {} : { overrules }),
    };
    said.set(fact, [...(said.get(fact) ?? []), one]);
  }
  const facts = new Map<string, AttestedFact>();
  const disputed = new Map<string, string>();
  for (const [fact, all] of said) {
    const values = [...new Set(all.map(({ value }) => value))];
    if (values.length > 1) disputed.set(fact, disputeText(fact, values, all));
    else facts.set(fact, newestOf(all));
  }
  return { facts, disputed, remarks };
}

/** The newest record, and before those without a reason one that gives one. */
function newestOf(all: readonly AttestedFact[]): AttestedFact {
  const reasoned = all.filter(({ overrules }) => overrules !== undefined);
  return (reasoned.length > 0 ? reasoned : all).reduce((newest, one) =>
    one.record > newest.record ? one : newest,
  );
}

/** Whether a statement may count for the question at all. A private value that is no longer there says nothing. */
function isFor(
  registry: Registry,
  about: "file" | "general",
  { use, market }: StatedOnRecord,
): (statement: Statement) => boolean {
  return ({ fact, value, kind, ...said }) => {
    const reach = reachOf(registry, fact);
    if (reach === null || reach === "question" || value === undefined) return false;
    if (reach === "anywhere") return true;
    if (about === "general") return false;
    if (reach === "file") return true;
    // What goes with each use was done for that one: the next publication needs it anew.
    if (kind === "publication" && phaseOf(registry, fact) !== "before") return false;
    // Where it was published is no market to whoever asks about the use as a whole.
    const place = market === null && kind === "publication" ? null : said.market;
    return said.use === use && place === market;
  };
}

function phaseOf(registry: Registry, fact: string): string | undefined {
  return registry.duties[fact.slice("met.".length)]?.phase;
}

function valueOf(registry: Registry, fact: string, value: Statement["value"]): FactValue | undefined {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  try {
    return knownValue(registry, fact, value);
  } catch {
    return undefined;
  }
}

function disputeText(fact: string, values: readonly FactValue[], all: readonly AttestedFact[]): string {
  const records = all.map(({ record }) => record);
  const shown = isPersonalFact(fact) ? "" : ` (${values.map(String).join(", ")})`;
  return `Records ${records.slice(0, -1).join(", ")} and ${records.at(-1)} contradict each other about ${fact}${shown}, so it counts as not stated. Whoever was wrong takes it back: cleartitle attest --withdraw RECORD --by NAME.`;
}
