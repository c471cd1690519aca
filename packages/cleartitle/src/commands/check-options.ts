import { findPlan, type Corpus, type FactValue } from "@cleartitle/corpus";
import type { WrittenLink } from "@cleartitle/title";

import { CleartitleError } from "../cleartitle-error.ts";
import { didYouMean } from "../ask/did-you-mean.ts";
import { findUse } from "../ask/find-use.ts";
import { parseDay } from "../ask/parse-day.ts";
import { parseFact } from "../ask/parse-fact.ts";
import type { Question } from "../ask/question.ts";
import { requireParty } from "../ask/require-party.ts";
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
export function questionOf(corpus: Corpus, options: CheckOptions, today: string): Question {
  const facts: Record<string, FactValue> = {};
  const plan = options.plan === undefined ? [] : [`plan=${options.plan}`];
  const { madeOn, market, others } = optionsAmongFacts(options);
  for (const written of [...others, ...plan]) {
    const [name, value] = parseFact(corpus.registry, written);
    if (Object.hasOwn(facts, name) && facts[name] !== value) {
      throw new CleartitleError(
        "usage",
        `${name} is given as ${String(facts[name])} and as ${String(value)}; give it once.`,
      );
    }
    facts[name] = value;
  }
  if (typeof facts["plan"] === "string" && facts["plan"] !== "none") requirePlan(corpus, facts["plan"]);
  const chain: WrittenLink[] = [];
  for (const kind of ["gateway", "service", "model"] as const) {
    const name = options[kind];
    if (name !== undefined) chain.push({ [kind]: requireParty(corpus, kind, name).id });
  }
  return {
    use: findUse(corpus, options.for ?? (market === undefined ? "commercial" : "stock-licensing")),
    market: market === undefined ? null : requireParty(corpus, "market", market).id,
    on: options.on === undefined ? today : parseDay(options.on, "--on"),
    facts,
    made: { on: madeOn === undefined ? null : parseMade(madeOn), chain },
  };
}

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

/** A month or a year will do: the engine then answers for every day of it. */
function parseMade(text: string): string {
  if (/^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/.test(text)) return text;
  return parseDay(text, "--made");
}

function requirePlan(corpus: Corpus, plan: string): void {
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
