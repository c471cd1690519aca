import { findPlan, type Corpus, type FactValue } from "@cleartitle/corpus";
import type { WrittenLink } from "@cleartitle/title";

import { CleartitleError } from "../cleartitle-error.ts";
import { checkQuestion } from "../ask/check-question.ts";
import { didYouMean } from "../ask/did-you-mean.ts";
import { findUse } from "../ask/find-use.ts";
import type { Naming } from "../ask/contradictions.ts";
import { parseFact } from "../ask/parse-fact.ts";
import { readPlace, territories } from "../ask/places.ts";
import type { CheckedQuestion } from "../ask/question.ts";
import { regionsOf } from "../ask/regions-of.ts";
import { requireParty } from "../ask/require-party.ts";
import { requirePlanOf } from "../ask/require-plan-of.ts";
import { shellWord } from "../terminal/shell-word.ts";
import type { OnRecordOptions } from "./on-record.ts";
import type { OwnOptions } from "./own-folders.ts";
import type { ScanFlags } from "./scan-options.ts";
import type { TrustOptions } from "./trust-anchors.ts";

/** The options of `check` as commander hands them over. */
export interface CheckOptions extends OwnOptions, ScanFlags, OnRecordOptions, TrustOptions {
  readonly for?: string;
  readonly market?: string;
  readonly fact?: readonly string[];
  readonly on?: string;
  readonly made?: string;
  readonly gateway?: string;
  readonly service?: string;
  readonly plan?: string;
  readonly model?: string;
  readonly details?: true;
  /** commander's form of `--no-declarations`. */
  readonly declarations?: boolean;
  /** How the answers are printed. */
  readonly format?: string;
  /** Where to write a page beside what is printed. */
  readonly html?: string;
}

/**
 * What is asked about every file. A person at a keyboard mistypes, so names that the corpus does not know are refused here with the nearest
 * one, while a program (`judge`) gets an honest `unknown`. Without `--for` the question is about commercial use as a whole, or with a
 * market about licensing there.
 */
export function questionOf(corpus: Corpus, options: CheckOptions, today: string): CheckedQuestion {
  const facts: Record<string, FactValue> = {};
  const plan = options.plan === undefined ? [] : [`plan=${options.plan}`];
  const { madeOn, market, others } = optionsAmongFacts(options);
  for (const written of [...others, ...plan]) {
    const [name, value] = parseFact(corpus.registry, written, regionsOf(corpus));
    const before = facts[name];
    facts[name] = before === undefined || before === value ? value : bothOf(corpus, name, before, value);
  }
  const chain: WrittenLink[] = [];
  for (const kind of ["gateway", "service", "model"] as const) {
    const name = options[kind];
    if (name !== undefined) chain.push({ [kind]: requireParty(corpus, kind, name).id });
  }
  if (typeof facts["plan"] === "string" && facts["plan"] !== "none")
    requirePlan(corpus, facts["plan"], chain);
  return checkQuestion(
    corpus,
    {
      use: findUse(corpus, options.for ?? (market === undefined ? "commercial" : "stock-licensing")),
      market: market === undefined ? null : requireParty(corpus, "market", market).id,
      on: options.on ?? today,
      facts,
      made: { on: madeOn ?? null, chain },
    },
    { today, code: "usage", naming: asOption },
  );
}

/** Places add up to a list; of anything else there is one. */
function bothOf(corpus: Corpus, name: string, before: FactValue, value: FactValue): FactValue {
  const both =
    name === "use.territory"
      ? readPlace(name, [...territories(String(before)), ...territories(String(value))], regionsOf(corpus))
      : null;
  if (both?.kind === "place") return both.value;
  throw new CleartitleError(
    "usage",
    `${name} is given as ${String(before)} and as ${String(value)}; give it once.`,
  );
}

/** The places of a question as the options that they came from. */
const asOption: Naming = ([place, name]) =>
  place === "facts"
    ? `--fact ${String(name)}`
    : place === "made"
      ? "--made"
      : place === "use"
        ? "--for"
        : `--${String(place)}`;

interface OptionsAmongFacts {
  readonly madeOn: string | undefined;
  readonly market: string | undefined;
  readonly others: readonly string[];
}

/** Open answers ask for the day of making and for the market as they ask for facts, so `--fact made.on=…` means `--made …`. */
function optionsAmongFacts({ fact = [], made, market }: CheckOptions): OptionsAmongFacts {
  const others: string[] = [];
  const said = { "made.on": made, market };
  for (const written of fact) {
    const [, name, value = ""] = /^\s*(made\.on|market)\s*=\s*(.*\S)\s*$/s.exec(written) ?? [];
    if (name !== "made.on" && name !== "market") {
      others.push(written);
      continue;
    }
    if (said[name] !== undefined && said[name] !== value)
      throw new CleartitleError("usage", `${name} is given as ${said[name]} and as ${value}; give it once.`);
    if (value !== "none") said[name] = value;
  }
  return { madeOn: said["made.on"], market: said.market, others };
}

/** The options as they would be typed again, for the next command. */
export function typedOptions({
  for: use,
  market,
  fact = [],
  on,
  made,
  gateway,
  service,
  plan,
  model,
  corpus = [],
  ledger,
  trustAnchors = [],
}: CheckOptions): readonly string[] {
  const single = { for: use, market, gateway, service, plan, model, made, on };
  const typed = Object.entries(single).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${shellWord(value)}`],
  );
  return [
    ...typed,
    ...fact.map((each) => `--fact ${shellWord(each)}`),
    ...corpus.map((each) => `--corpus ${shellWord(each)}`),
    ...(ledger === false ? ["--no-ledger"] : []),
    ...(typeof ledger === "string" ? [`--ledger ${shellWord(ledger)}`] : []),
    ...trustAnchors.map((each) => `--trust-anchors ${shellWord(each)}`),
  ];
}

/** The plan is one of the service or the gateway that is named; where the file is to say which, one of anybody's, until it has. */
function requirePlan(corpus: Corpus, plan: string, chain: readonly WrittenLink[]): void {
  const named = chain.flatMap(({ service, gateway }) => corpus.parties[service ?? gateway ?? ""] ?? []);
  if (named.length > 0) return requirePlanOf(named, plan);
  const parties = Object.values(corpus.parties);
  if (parties.some((party) => findPlan(party, plan) !== undefined)) return;
  const words = parties.flatMap(({ plans }) =>
    Object.values(plans).flatMap(({ id, name, aliases }) => [id, name, ...aliases]),
  );
  throw new CleartitleError(
    "unknown-plan",
    `No service on record has a plan "${plan}".${didYouMean(plan, words)}`,
  );
}
