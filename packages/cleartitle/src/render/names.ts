import type { Corpus, FactValue, Rule } from "@cleartitle/corpus";

import { valueText } from "../explain/test-text.ts";

/** Codes into the words that people know. A code that the corpus does not know stays as it is. */
export interface Names {
  readonly party: (id: string) => string;
  readonly use: (code: string) => string;
  readonly topic: (code: string) => string;
  readonly grade: (code: string) => string;
  readonly fact: (code: string) => { readonly label: string; readonly unit: string | null };
  /** A value of a fact as a person would say it. */
  readonly value: (fact: string, value: FactValue) => string;
  /** Whether a rule looks at a fact. */
  readonly looksAt: (rule: string, fact: string) => boolean;
  /** The parties that have a rule on a fact, by name. */
  readonly concerned: (fact: string) => readonly string[];
}

export function namesOf({ registry, parties, rules }: Pick<Corpus, "registry" | "parties" | "rules">): Names {
  const tests = ({ when }: Rule, fact: string): boolean => when.some((test) => test.fact === fact);
  return {
    party: (id) => own(parties, id)?.name ?? id,
    use: (code) => own(registry.uses, code)?.label ?? code,
    topic: (code) => own(registry.topics, code)?.label ?? code,
    grade: (code) => own(registry.grades, code)?.label ?? code,
    fact: (code) => ({
      label: own(registry.facts, code)?.label ?? code,
      unit: own(registry.facts, code)?.unit ?? null,
    }),
    value: (fact, value) => valueText(own(registry.facts, fact), value),
    looksAt: (rule, fact) =>
      own(parties, own(rules, rule) ?? "")?.rules.some((each) => each.id === rule && tests(each, fact)) ??
      false,
    concerned: (fact) =>
      Object.values(parties).flatMap((party) =>
        party.rules.some((rule) => rule.withdrawn === undefined && tests(rule, fact)) ? [party.name] : [],
      ),
  };
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
