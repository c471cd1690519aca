import { findParty, findPlan, normalName, type Corpus, type FactValue } from "@cleartitle/corpus";
import type { WrittenLink } from "@cleartitle/title";

import { askedAsFacts } from "./asked-as-facts.ts";
import type { Issue } from "./issue.ts";
import { pathText } from "./path-text.ts";
import type { Question } from "./question.ts";

type Facts = Readonly<Record<string, FactValue>>;
type Path = Issue["path"];

/** How a place is called to the person who wrote it. */
export type Naming = (path: Path) => string;

export const asField: Naming = (path) => pathText(path, "question");

interface Said {
  readonly path: Path;
  readonly value: string;
}

/**
 * What a question says twice, in two ways. Taking either would answer a question that nobody asked. The same said twice is fine, in whatever letters. What
 * records say is below what the question says and contradicts nothing.
 */
export function contradictions(
  corpus: Corpus,
  {
    made,
    market,
    facts = {},
    onRecord,
  }: Pick<Question, "made" | "market" | "onRecord"> & { readonly facts?: Facts },
  naming: Naming = asField,
): readonly Issue[] {
  const recorded = new Set(onRecord?.facts.map(({ fact }) => fact));
  const among = askedAsFacts(facts);
  const chain = made?.chain ?? [];
  const stated = (fact: string, value: string | null): readonly Said[] =>
    value === null || recorded.has(fact) ? [] : [{ path: ["facts", fact], value }];
  const own = (path: Path, value: string | null | undefined): readonly Said[] =>
    typeof value === "string" ? [{ path, value }] : [];
  return [
    ...differing(
      [...own(["made", "on"], made?.on), ...stated("made.on", among.madeOn)],
      (one) => one,
      naming,
    ),
    ...differing(
      [...own(["market"], market), ...stated("market", among.market)],
      (one) => findParty(corpus, "market", one)?.id ?? one,
      naming,
    ),
    ...plansTwice(corpus, chain, recorded.has("plan") ? undefined : facts["plan"], naming),
  ];
}

/** The plan among the facts speaks for every host of the chain, and a host has one plan, however often it is named. */
function plansTwice(
  corpus: Corpus,
  chain: readonly WrittenLink[],
  fact: FactValue | undefined,
  naming: Naming,
): readonly Issue[] {
  const hosts = new Map<string, { readonly said: Said[]; readonly idOf: (plan: string) => string }>();
  chain.forEach(({ gateway, service, plan }, at) => {
    if (typeof plan !== "string") return;
    for (const [kind, name] of [
      ["gateway", gateway],
      ["service", service],
    ] as const) {
      if (typeof name !== "string") continue;
      const party = findParty(corpus, kind, name);
      const key = `${kind} ${party?.id ?? normalName(name)}`;
      const host = hosts.get(key) ?? {
        said: typeof fact === "string" ? [{ path: ["facts", "plan"], value: fact }] : [],
        idOf: (written) => (party === undefined ? undefined : findPlan(party, written)?.id) ?? written,
      };
      host.said.push({ path: ["made", "chain", at, "plan"], value: plan });
      hosts.set(key, host);
    }
  });
  return [...hosts.values()].flatMap(({ said, idOf }) => differing(said, idOf, naming)).slice(0, 1);
}

function differing(
  said: readonly Said[],
  meant: (value: string) => string,
  naming: Naming,
): readonly Issue[] {
  const [first, ...others] = said;
  if (first === undefined) return [];
  const is = normalName(meant(first.value));
  const other = others.find(({ value }) => normalName(meant(value)) !== is);
  return other === undefined ? [] : [contradiction(first, other, naming)];
}

function contradiction(first: Said, second: Said, naming: Naming): Issue {
  return {
    code: "contradiction",
    path: second.path,
    expected: first.value,
    received: second.value,
    message: `${naming(first.path)} says ${JSON.stringify(first.value)}, and ${naming(second.path)} says ${JSON.stringify(second.value)}; say it once.`,
    remedy: null,
  };
}
