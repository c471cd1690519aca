import { findRule, type Corpus, type Layer } from "@cleartitle/corpus";
import { listNearMisses, type Decision, type NearMiss } from "@cleartitle/rights";

import type { Judgement } from "../answer.ts";
import type { Told } from "./explain.ts";
import type { ExplainedLink, NearRule, Saying } from "./explanation.ts";
import { reasonOf } from "./reason-of.ts";
import { testText } from "./test-text.ts";

const layers: readonly Layer[] = ["source", "inputs", "people-and-marks", "destination", "disclosure"];

/** The links of the chain, each with the rules that count, those that nearly did, and what its parties state. */
export function explainLinks(told: Told): readonly ExplainedLink[] {
  const { chain, corpus, judgement, asked } = told;
  const nearly = listNearMisses(corpus, chain, asked);
  const said = sayingsOf(corpus, judgement);
  return judgement.chain.map((link, index) => {
    const terms = [...new Set(chain.links[index]?.terms.map(({ party }) => party))];
    const reasons = judgement.reasons.filter(({ party }) => terms.includes(party));
    return {
      ...link,
      terms,
      layers: layers.flatMap((layer) => {
        const rules = reasons.filter((reason) => reason.layer === layer);
        return rules.length === 0 ? [] : [{ layer, rules }];
      }),
      nearly: nearly.filter(({ rule }) => terms.includes(rule.party)).map((miss) => nearRule(told, miss)),
      says: said.filter(({ party }) => terms.includes(party)),
    };
  });
}

function nearRule({ corpus, judgement, stated }: Told, { rule, test, value }: NearMiss): NearRule {
  const { fires: _, ...reason } = reasonOf(rule, "maybe");
  return {
    ...reason,
    fact: test.fact,
    wanted: testText(corpus.registry.facts[test.fact], test),
    value,
    from: origin(stated[test.fact] !== undefined, judgement, test.fact),
    setsAside: rule.exceptionTo,
  };
}

function origin(stated: boolean, { inferred, assumed, attested }: Judgement, fact: string): NearRule["from"] {
  if (attested.some((one) => one.fact === fact)) return "record";
  // What words prove counts whatever was stated against them.
  if (Object.hasOwn(inferred, fact)) return "prompt";
  if (stated) return "stated";
  return Object.hasOwn(assumed, fact) ? "meant" : "link";
}

/** Everything that parties state without deciding, with the rules that say so. */
export function sayingsOf(corpus: Corpus, { statements }: Pick<Decision, "statements">): readonly Saying[] {
  return Object.entries(statements).flatMap(([topic, { said }]) =>
    said.flatMap(({ rule: id, value, fires }) => {
      const rule = findRule(corpus, id)?.rule;
      if (rule === undefined) return [];
      const { effect: _, ...reason } = reasonOf(rule, fires);
      return [{ ...reason, topic, value, qualifiers: rule.statement?.qualifiers ?? [] }];
    }),
  );
}
