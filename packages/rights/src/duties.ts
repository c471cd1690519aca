import type { Corpus } from "@cleartitle/corpus";
import type { DutyOwed } from "./decision.ts";
import { Evaluation, type Group } from "./evaluate.ts";
import { explore, worldsOf } from "./explore.ts";
import { variableFact } from "./variable-fact.ts";
import type { Literal, Slice, SlicedLink, Variable } from "./slice.ts";
import { FALSE, TRUE } from "./trit.ts";

const PHASES = ["before", "with", "after"];

/** What is owed: the duties of rules, links to confirm, and facts to vouch for, in the order in which they fall due. */
export function listDuties(
  corpus: Corpus,
  slice: Slice,
  groups: readonly Group[],
  root: Evaluation,
  vouched: boolean,
): readonly DutyOwed[] {
  const duties = new Map<string, DutyOwed>();
  const every = new Evaluation(worldsOf(slice, "all"));
  if (vouched) for (const duty of confirmFacts(slice, groups)) duties.set(duty.code, duty);
  for (const link of slice.links) {
    if (link.link.identity === "inferred" && link.link.stance !== "objection" && isNamed(corpus, link)) {
      const duty = confirmIdentity(corpus, link);
      duties.set(`${duty.code}:${link.link.name}`, duty);
    }
    for (const duty of ruleDuties(corpus, link, root, every)) {
      const known = duties.get(duty.code);
      if (known === undefined || (known.owed === "maybe" && duty.owed === "yes")) duties.set(duty.code, duty);
    }
  }
  return [...duties.values()].sort((left, right) => PHASES.indexOf(left.phase) - PHASES.indexOf(right.phase));
}

/** A part or a base that goes with an inferred model is confirmed with it; only what the file itself names is confirmed by itself. */
function isNamed(corpus: Corpus, { link }: SlicedLink): boolean {
  const implied = link.kind === "component" || link.kind === "base";
  return !implied || link.party === null || link.name !== corpus.parties[link.party]?.name;
}

/** What counts as met is met in every world: what a person has yet to vouch for is not. */
function ruleDuties(
  corpus: Corpus,
  link: SlicedLink,
  root: Evaluation,
  every: Evaluation,
): readonly DutyOwed[] {
  return link.rules.flatMap(({ rule, met }, at): readonly DutyOwed[] => {
    const fires = root.fires(link, at);
    const duty = rule.duty === undefined ? undefined : corpus.registry.duties[rule.duty];
    if (duty === undefined || fires === FALSE) return [];
    return [
      {
        code: duty.code,
        phase: duty.phase,
        text: duty.text,
        ...(duty.how === "" ? {} : { how: duty.how }),
        rule: rule.id,
        party: rule.party,
        met: met !== null && every.holds(met) === TRUE,
        owed: fires === TRUE ? "yes" : "maybe",
      },
    ];
  });
}

function confirmIdentity(corpus: Corpus, { link }: SlicedLink): DutyOwed {
  const party = link.party === null ? link.name : (corpus.parties[link.party]?.name ?? link.party);
  return {
    code: "confirm.identity",
    phase: "before",
    text: `Confirm that "${link.name}" is ${party}: ${link.because}`,
    rule: null,
    party: link.party,
    met: false,
    owed: "yes",
  };
}

/**
 * A minimal set of facts to vouch for: going backwards, each is set free again where the answer stays the same without it. So of
 * a person shown and that person's consent only the first needs to be asked.
 */
function confirmFacts(slice: Slice, groups: readonly Group[]): readonly DutyOwed[] {
  const worlds = worldsOf(slice, "clear");
  const clear = explore(worlds, groups).outcomes;
  let domains = worlds.domains;
  const duties: DutyOwed[] = [];
  slice.variables.toReversed().forEach((variable, fromEnd) => {
    const index = slice.variables.length - 1 - fromEnd;
    if (variable.clear === null || variable.clear.length === variable.cells.length) return;
    const freed = domains.map((domain, at) =>
      at === index ? variable.cells.map((_, cell) => cell) : domain,
    );
    if (explore({ ...worlds, domains: freed }, groups).outcomes === clear) domains = freed;
    else duties.unshift(confirmFact(slice, variable, index));
  });
  return duties;
}

function confirmFact(slice: Slice, variable: Variable, index: number): DutyOwed {
  const fact = variable.fact as NonNullable<Variable["fact"]>;
  const cared = slice.links
    .flatMap(({ rules }) => rules)
    .find(({ literals }) => literals.some((literal) => restsOn(literal, index)));
  const values = (variable.clear ?? []).map((cell) => variable.cells[cell] as string);
  return {
    code: `confirm.${fact.code}`,
    phase: "before",
    text: fact.question,
    ...(fact.help === "" ? {} : { how: fact.help }),
    rule: cared?.rule.id ?? null,
    party: cared?.rule.party ?? null,
    met: false,
    owed: "yes",
    fact: variableFact(variable),
    value: values.length === 1 ? (values[0] as string) : values,
  };
}

function restsOn(literal: Literal, index: number): boolean {
  return literal.kind === "cell" && literal.variable === index;
}
