import type { FactValue, Layer, Rule } from "@cleartitle/corpus";
import type { Chain, Link } from "@cleartitle/title";
import { collectVariables, type Collected } from "./collect-variables.ts";
import type { Pending } from "./pending.ts";
import type { Question } from "./question.ts";
import { factKey, factValue, reduceRule, type Setting } from "./reduce-rule.ts";
import { rulesForUse } from "./rules-for-use.ts";
import { toLiteral } from "./to-literal.ts";
import type { Slice, SlicedLink, SlicedRule } from "./slice.ts";

interface Candidate {
  readonly rule: Rule;
  readonly pending: readonly Pending[];
  readonly met: readonly Pending[] | null;
}

/** Picks the rules of the chain's parties that can fire and works everything known into them. */
export function buildSlice(
  corpus: Setting["corpus"],
  chain: Chain,
  question: Question,
  openFacts: boolean = false,
): Slice {
  const setting: Setting = { corpus, question, made: chain.made, openFacts, assumed: {} };
  const candidates = chain.links.map((link, index) => candidatesOf(setting, link, index));
  const collected = collectVariables(setting, chain.links, candidates.flat());
  return {
    links: chain.links.map((link, index) =>
      sliceLink(setting, link, index, candidates[index] ?? [], collected),
    ),
    variables: collected.variables,
    assumed: sortKeys(setting.assumed),
    effort: { spent: 0 },
    topics: statementTopics(corpus),
  };
}

function candidatesOf(setting: Setting, link: Link, index: number): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const { use, known } = setting.question;
  for (const term of link.terms) {
    for (const found of rulesForUse(setting.corpus, term.party, use, known)) {
      const pending = reduceRule(setting, found, term, link, index);
      if (pending !== "no") {
        candidates.push({ rule: found.rule, pending, met: reduceMet(setting, found.rule, link, index) });
      }
    }
  }
  return candidates;
}

/** When a duty is done already: the question says so, or all facts that show it hold. */
function reduceMet(setting: Setting, rule: Rule, link: Link, index: number): readonly Pending[] | null {
  if (rule.duty === undefined) return null;
  if (!setting.openFacts && setting.question.facts[`met.${rule.duty}`] === true) return [];
  const metBy = setting.corpus.registry.duties[rule.duty]?.metBy ?? null;
  if (metBy === null) return null;
  const pending: Pending[] = [];
  for (const [code, wanted] of Object.entries(metBy)) {
    const value = factValue(setting, link, code);
    if (value === undefined)
      pending.push({ kind: "value", key: factKey(setting, index, code), value: wanted });
    else if (value !== wanted) return null;
  }
  return pending;
}

function sliceLink(
  setting: Setting,
  link: Link,
  index: number,
  candidates: readonly Candidate[],
  collected: Collected,
): SlicedLink {
  const position = new Map(candidates.map(({ rule }, at) => [rule.id, at]));
  const defeatedBy: number[][] = candidates.map(() => []);
  candidates.forEach(({ rule }, at) => {
    for (const id of rule.exceptionTo) {
      const defeated = position.get(id);
      if (defeated !== undefined) defeatedBy[defeated]?.push(at);
    }
  });
  const rules = candidates.map(({ rule, pending, met }, at): SlicedRule => ({
    rule,
    literals: pending.map((part) => toLiteral(part, setting, collected)),
    defeatedBy: defeatedBy[at] ?? [],
    met: met === null ? null : met.map((part) => toLiteral(part, setting, collected)),
  }));
  const layers = new Set<Layer>(rules.map(({ rule }) => rule.layer));
  if (link.stance !== "objection") layers.add("source");
  if (link.kind === "market") layers.add("destination");
  const path = setting.corpus.registry.uses[setting.question.use]?.path ?? [];
  const complete = link.party === null ? [] : (setting.corpus.parties[link.party]?.complete ?? []);
  return {
    link,
    index,
    rules,
    complete: complete.some((use) => path.includes(use)),
    planOpen: link.planUnrecognised && asksForPlan(setting, link),
    layers: [...layers],
  };
}

function asksForPlan(setting: Setting, link: Link): boolean {
  return link.terms.some(({ party }) =>
    setting.corpus.parties[party]?.rules.some((rule) => rule.when.some((test) => test.fact === "plan")),
  );
}

const topicsOf = new WeakMap<Setting["corpus"], Slice["topics"]>();

function statementTopics(corpus: Setting["corpus"]): Slice["topics"] {
  const known = topicsOf.get(corpus);
  if (known !== undefined) return known;
  const topics = Object.fromEntries(
    Object.values(corpus.registry.topics).flatMap(({ code, values }) =>
      values === null ? [] : [[code, values]],
    ),
  );
  topicsOf.set(corpus, topics);
  return topics;
}

function sortKeys(facts: Readonly<Record<string, FactValue>>): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(Object.entries(facts).sort(([left], [right]) => (left < right ? -1 : 1)));
}
