import type { FactValue, Test } from "@cleartitle/corpus";
import type { Link } from "@cleartitle/title";
import { cellsOf } from "./cells.ts";
import { addDays } from "./day.ts";
import type { Pending } from "./pending.ts";
import type { Setting } from "./reduce-rule.ts";
import type { Variable } from "./slice.ts";

export interface Collected {
  readonly variables: readonly Variable[];
  readonly indexes: ReadonlyMap<string, number>;
}

export const MADE_ON = "made.on";
export const USE = "use";

interface Sighting {
  readonly pending: readonly Pending[];
  readonly met: readonly Pending[] | null;
  readonly rule: { readonly party: string };
}

/** Everything that the rules of a slice depend on and that is not known, each with the cells of its domain. */
export function collectVariables(
  setting: Setting,
  links: readonly Link[],
  candidates: readonly Sighting[],
): Collected {
  const tests = new Map<string, Test[]>();
  const cuts = new Set<string>();
  const open = new Map<string, Variable>();
  let usesAsked = false;
  let dayAsked = false;
  for (const { pending, met, rule } of candidates) {
    for (const part of met === null ? pending : [...pending, ...met]) {
      switch (part.kind) {
        case "fact":
          addTest(tests, part.key, part.test);
          break;
        case "value":
          addTest(tests, part.key, { fact: part.key, kind: "in", values: [part.value] });
          break;
        case "open":
          open.set(part.key, settled(part.key, part.of, rule.party, [true, false]));
          break;
        case "passed":
          open.set(part.change, settled(part.change, "change", rule.party, [true, false]));
          dayAsked = true;
          cuts.add(part.bound.earliest).add(part.bound.latest);
          break;
        case "fresh":
          open.set(part.stale, settled(part.stale, "stale", rule.party, [true, false]));
          dayAsked = true;
          cuts.add(addDays(part.expires, 1));
          break;
        case "reading":
          open.set(
            part.key,
            settled(part.key, "reading", rule.party, readingsOf(setting, rule.party, part.key)),
          );
          break;
        case "use":
          usesAsked = true;
          break;
        case "title":
          break;
      }
    }
  }
  const variables: Variable[] = [];
  for (const [key, found] of tests) variables.push(factVariable(setting, links, key, found));
  if (dayAsked) variables.push(settled(MADE_ON, "date", null, dayCells(setting, cuts)));
  if (usesAsked)
    variables.push(
      settled(USE, "use", null, setting.corpus.registry.uses[setting.question.use]?.leaves ?? []),
    );
  variables.push(...open.values());
  return { variables, indexes: new Map(variables.map(({ key }, index) => [key, index])) };
}

function addTest(tests: Map<string, Test[]>, key: string, test: Test): void {
  const found = tests.get(key);
  if (found === undefined) tests.set(key, [test]);
  else found.push(test);
}

function settled(
  key: string,
  kind: Variable["kind"],
  party: string | null,
  cells: readonly FactValue[],
): Variable {
  return { key, kind, fact: null, link: null, party, cells, clear: null };
}

/** All readings of the group, also of rules that cannot fire here: one of those may still be the right one. */
function readingsOf(setting: Setting, party: string, key: string): readonly string[] {
  const readings = new Set<string>();
  for (const { alternative } of setting.corpus.parties[party]?.rules ?? []) {
    if (alternative !== null && `reading:${party}:${alternative.group}` === key)
      readings.add(alternative.reading);
  }
  return [...readings];
}

function factVariable(
  setting: Setting,
  links: readonly Link[],
  key: string,
  tests: readonly Test[],
): Variable {
  const at = key.lastIndexOf("@");
  const index = at === -1 ? null : Number(key.slice(at + 1));
  const code = at === -1 ? key : key.slice(0, at);
  const fact = setting.corpus.registry.facts[code] ?? null;
  const party = index === null ? null : (links[index]?.party ?? null);
  const cells = cellsOf(fact, tests, code === "plan" && party !== null ? plansOf(setting, party) : null);
  const clear = fact?.attest === true ? clearCells(fact.clear, cells) : null;
  return { key, kind: "fact", fact, link: index, party, cells, clear };
}

/** The plans that could be had on some day on which the image can have been made. */
function plansOf(setting: Setting, party: string): readonly string[] | null {
  const plans = Object.values(setting.corpus.parties[party]?.plans ?? {});
  const possible = plans.filter(
    ({ from, until }) =>
      (from === null || from.earliest <= setting.made.latest) &&
      (until === null || setting.made.earliest < until.latest),
  );
  const ids = (possible.length > 0 ? possible : plans).map(({ id }) => id);
  return ids.length > 0 ? ids : null;
}

function clearCells(clear: readonly FactValue[] | null, cells: readonly FactValue[]): readonly number[] {
  const all = cells.map((_, index) => index);
  return clear === null ? all : all.filter((index) => clear.includes(cells[index] as FactValue));
}

/** The first day of each stretch of days that all rules see alike. */
function dayCells(setting: Setting, cuts: ReadonlySet<string>): readonly string[] {
  const { earliest, latest } = setting.made;
  return [earliest, ...[...cuts].filter((cut) => cut > earliest && cut <= latest).sort()];
}
