import type { Corpus, FactValue, Layer } from "@cleartitle/corpus";
import type { Unknown } from "./decision.ts";
import { componentsOf, type Component } from "./components.ts";
import { Evaluation, type Group } from "./evaluate.ts";
import { EFFORT_LIMIT, explore, worldsOf } from "./explore.ts";
import { openVariables } from "./open-variables.ts";
import { isSingle, REFUSED, SILENT, verdictOf } from "./outcome.ts";
import type { Slice, Variable } from "./slice.ts";
import { variableFact } from "./variable-fact.ts";

/** How many combinations of answers are tried to find out whether a question can be spared. */
const ASK_LIMIT = 300;

/** Why one layer has no answer: what nobody knows, what nobody wrote down, what the texts leave open. */
export function listUnknowns(
  corpus: Corpus,
  slice: Slice,
  layer: Layer,
  groups: readonly Group[],
): readonly Unknown[] {
  const silent = groups.filter(
    (group) => (explore(worldsOf(slice, "clear"), [group]).outcomes & ~(SILENT | REFUSED)) === 0,
  );
  const strangers = groups.filter(({ link: { link } }) => link.kind === "market" && link.party === null);
  const open = groups.filter((group) => !silent.includes(group) && !strangers.includes(group));
  const unknowns = silent.map((group) => noTerm(corpus, group));
  for (const group of strangers)
    unknowns.push(group.link.link.name === "" ? missingMarket(corpus) : noTerm(corpus, group));
  for (const { only, component } of openComponents(slice, open)) {
    unknowns.push(...componentUnknowns(corpus, slice, layer, only, component));
  }
  return unknowns;
}

type Only = "all" | "clear";

/** What keeps one component open: the fewest questions that settle it, and the terms that no answer settles. */
function componentUnknowns(
  corpus: Corpus,
  slice: Slice,
  layer: Layer,
  only: Only,
  { groups, variables }: Component,
): readonly Unknown[] {
  if (verdictOf(explore(worldsOf(slice, only), groups).outcomes) !== "unknown") return [];
  const relevant = variables.toSorted((left, right) => left - right);
  const asked = spareQuestions(
    slice,
    only,
    groups,
    relevant.filter((index) => isAskable(slice.variables[index])),
  );
  const terms = relevant.filter((index) => !isAskable(slice.variables[index]));
  const decisive = terms.filter((index) => makesDifference(slice, only, groups, index));
  // Two open terms may make a difference only together; then both are named.
  const named = decisive.length > 0 || asked.length > 0 ? decisive : terms;
  return [
    ...asked.map((index) => missingFact(corpus, slice, layer, index)),
    ...named.map((index) => openTerm(corpus, slice, layer, slice.variables[index] as Variable, index)),
  ];
}

/** The open components with what can be vouched for in order; those of all worlds where nothing is open otherwise. */
function openComponents(
  slice: Slice,
  groups: readonly Group[],
): readonly { only: Only; component: Component }[] {
  for (const only of ["clear", "all"] as const) {
    const evaluation = new Evaluation(worldsOf(slice, only));
    const undecided = groups.filter((group) => !isSingle(evaluation.outcomes(group)));
    const components = componentsOf(evaluation, undecided).filter(
      ({ groups: held }) => verdictOf(explore(worldsOf(slice, only), held).outcomes) === "unknown",
    );
    if (components.length > 0) return components.map((component) => ({ only, component }));
  }
  return [];
}

function isAskable(variable: Variable | undefined): boolean {
  return (
    variable !== undefined &&
    (variable.kind === "fact" || variable.kind === "date" || variable.kind === "use")
  );
}

/** Drops every question whose answer the others make needless; what is left settles all that asking can settle (L5). */
function spareQuestions(
  slice: Slice,
  only: Only,
  groups: readonly Group[],
  candidates: readonly number[],
): readonly number[] {
  let kept = [...candidates];
  for (const candidate of candidates.toReversed()) {
    const fewer = kept.filter((index) => index !== candidate);
    if (settles(slice, only, groups, fewer, candidates)) kept = fewer;
  }
  return kept;
}

/** Whether, whatever the answers to `asked` are, none of the `others` could still turn an unknown into an answer. */
function settles(
  slice: Slice,
  only: Only,
  groups: readonly Group[],
  asked: readonly number[],
  others: readonly number[],
): boolean {
  const size = asked.reduce((product, index) => product * (slice.variables[index]?.cells.length ?? 1), 1);
  if (size > ASK_LIMIT) return false;
  const worlds = worldsOf(slice, only);
  const visit = (at: number): boolean => {
    const index = asked[at];
    if (slice.effort.spent > EFFORT_LIMIT) return false;
    if (index === undefined) {
      if (verdictOf(explore(worlds, groups).outcomes) !== "unknown") return true;
      return !openVariables(new Evaluation(worlds), groups).some((open) => others.includes(open));
    }
    const settled = (worlds.domains[index] ?? []).every((cell) => {
      worlds.chosen[index] = cell;
      return visit(at + 1);
    });
    worlds.chosen[index] = -1;
    return settled;
  };
  return visit(0);
}

function makesDifference(slice: Slice, only: Only, groups: readonly Group[], index: number): boolean {
  const worlds = worldsOf(slice, only);
  const outcomes = (worlds.domains[index] ?? []).map((cell) => {
    worlds.chosen[index] = cell;
    return explore(worlds, groups).outcomes;
  });
  return new Set(outcomes).size > 1;
}

function noTerm(corpus: Corpus, { link: { link, planOpen }, layer }: Group): Unknown {
  const name = link.party === null ? link.name : (corpus.parties[link.party]?.name ?? link.party);
  return {
    kind: "no-term",
    layer,
    party: link.party,
    text: noTermText(link.party, name, planOpen ? link.plan : null, link.because),
  };
}

function noTermText(party: string | null, name: string, plan: string | null, because: string): string {
  // A link without a name stands for an engine that nobody named.
  if (name === "") return `${because.charAt(0).toUpperCase()}${because.slice(1)}.`;
  if (party === null) return `Nobody has read the terms of "${name}": ${because}.`;
  if (plan !== null) return `The plan "${plan}" of ${name} is not on record.`;
  return `Nothing on record for ${name} grants this use.`;
}

function missingMarket(corpus: Corpus): Unknown {
  const markets = Object.values(corpus.parties).filter(({ kind }) => kind === "market");
  return {
    kind: "missing-fact",
    layer: "destination",
    party: null,
    text: "Some markets take AI images and some do not.",
    fact: "market",
    question: "Which market is the image for?",
    values: markets.map(({ id }) => id).sort(),
  };
}

function missingFact(corpus: Corpus, slice: Slice, layer: Layer, index: number): Unknown {
  const variable = slice.variables[index] as Variable;
  const question = questionOf(corpus, variable);
  return {
    kind: "missing-fact",
    layer,
    party: variable.party ?? askingParty(slice, index),
    text: question,
    fact: variableFact(variable),
    question,
    values: answersOf(variable),
    rules: rulesOn(slice, index),
  };
}

function questionOf(corpus: Corpus, variable: Variable): string {
  if (variable.kind === "date") return "When was the image made?";
  if (variable.kind === "use") return "Which use exactly?";
  const party =
    variable.party === null ? "the service" : (corpus.parties[variable.party]?.name ?? variable.party);
  return (variable.fact?.question ?? variable.key).replaceAll("{party}", party);
}

/** The answers to choose from; none where any number, day or text will do. */
function answersOf(variable: Variable): readonly FactValue[] {
  if (variable.kind === "use" || variableFact(variable) === "plan") return variable.cells;
  return variable.fact?.values ?? [];
}

function openTerm(corpus: Corpus, slice: Slice, layer: Layer, variable: Variable, index: number): Unknown {
  const name = variable.party === null ? "" : (corpus.parties[variable.party]?.name ?? variable.party);
  const rules = rulesOn(slice, index);
  const shared = { layer, party: variable.party, rules };
  switch (variable.kind) {
    case "stale":
      return {
        kind: "stale",
        ...shared,
        text: `Nobody has read the terms of ${name} for too long to rely on them.`,
      };
    case "reading":
      return {
        kind: "ambiguous-term",
        ...shared,
        text: `The terms of ${name} can be read in more than one way, and the readings lead to different answers.`,
      };
    default:
      return {
        kind: "ambiguous-term",
        ...shared,
        text: `The terms of ${name} changed around that time, on a day nobody recorded.`,
      };
  }
}

function askingParty(slice: Slice, index: number): string | null {
  return slice.links.find(({ rules }) => rules.some((rule) => reads(rule, index)))?.link.party ?? null;
}

function rulesOn(slice: Slice, index: number): readonly string[] {
  return slice.links.flatMap(({ rules }) =>
    rules.filter((rule) => reads(rule, index)).map(({ rule }) => rule.id),
  );
}

function reads({ literals }: Slice["links"][number]["rules"][number], index: number): boolean {
  return literals.some(
    (literal) =>
      (literal.kind === "cell" && literal.variable === index) ||
      (literal.kind === "dated" && (literal.date === index || literal.open === index)),
  );
}
