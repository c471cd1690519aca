import * as fc from "fast-check";
import type {
  Corpus,
  DateBound,
  Document,
  Fact,
  FactValue,
  Layer,
  Party,
  Rule,
  Test,
  Use,
} from "@cleartitle/corpus";
import type { Chain, Facts, Link } from "@cleartitle/title";
import type { Question } from "../question.ts";

/** A small random world of law: enough of everything for rules to meet, small enough to enumerate. */
export interface Scene {
  readonly corpus: Corpus;
  readonly chain: Chain;
  readonly question: Question;
}

export const PLANS = ["free", "pro"] as const;
/** One day in each stretch that the bounds below tell apart. */
export const MADE_DAYS = ["2024-02-01", "2024-06-15", "2024-09-01", "2025-03-01"] as const;
export const DOMAINS: Readonly<Record<string, readonly FactValue[]>> = {
  flag: [true, false],
  kind: ["person", "firm"],
  revenue: ["none", 500, 1_000, 1_500, 2_000, 2_500],
  seen: [true, false],
};

export function fact(code: string, given: Partial<Fact>): Fact {
  return {
    code,
    type: "boolean",
    values: [true, false],
    closed: true,
    scope: "question",
    subject: "making",
    change: "never",
    attest: false,
    clear: null,
    derived: false,
    label: code,
    question: `What about ${code}?`,
    help: "",
    ...given,
  };
}

const FACTS: readonly Fact[] = [
  fact("plan", { type: "text", values: null, closed: false, scope: "link", change: "user" }),
  fact("flag", { change: "user", subject: "registration" }),
  fact("kind", { type: "enum", values: ["person", "firm"] }),
  fact("revenue", { type: "number", values: null, closed: false }),
  fact("seen", { attest: true, clear: [false], change: "user", subject: "content" }),
  fact("title.ownership", { type: "text", values: null, closed: false, derived: true, subject: "title" }),
];

const USES: Readonly<Record<string, Use>> = {
  commercial: {
    code: "commercial",
    label: "",
    band: "clear",
    examples: [],
    path: ["commercial"],
    leaves: ["stock", "print"],
  },
  stock: {
    code: "stock",
    label: "",
    band: "clear",
    examples: [],
    path: ["commercial", "stock"],
    leaves: ["stock"],
  },
  print: {
    code: "print",
    label: "",
    band: "clear",
    examples: [],
    path: ["commercial", "print"],
    leaves: ["print"],
  },
};

const REGISTRY: Corpus["registry"] = {
  uses: USES,
  facts: Object.fromEntries(FACTS.map((each) => [each.code, each])),
  duties: {
    register: { code: "register", phase: "before", text: "Register.", how: "", metBy: { flag: true } },
    label: { code: "label", phase: "with", text: "Label it.", how: "", metBy: null },
  },
  topics: {
    use: { code: "use", layer: "source", label: "", values: null },
    market: { code: "market", layer: "destination", label: "", values: null },
    people: { code: "people", layer: "people-and-marks", label: "", values: null },
    ownership: { code: "ownership", layer: "source", label: "", values: ["owned", "not-stated", "licensed"] },
  },
  grades: { contract: { code: "contract", rank: 0, label: "", staleDays: 90, expiresDays: 36_500 } },
};

const bound: fc.Arbitrary<DateBound> = fc.constantFrom(
  { earliest: "2024-01-01", latest: "2024-01-01" },
  { earliest: "2024-06-01", latest: "2024-07-01" },
  { earliest: "2025-01-01", latest: "2025-01-01" },
);

/** Only licensors have plans. */
const planTest: fc.Arbitrary<Test> = fc.record({
  fact: fc.constant("plan"),
  kind: fc.constantFrom("in" as const, "not-in" as const),
  values: fc.subarray([...PLANS], { minLength: 1 }),
});

export const plainTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({
    fact: fc.constant("flag"),
    kind: fc.constant("in" as const),
    values: fc.constantFrom([true], [false]),
  }),
  fc.record({
    fact: fc.constant("kind"),
    kind: fc.constant("in" as const),
    values: fc.constantFrom(["person"], ["firm"]),
  }),
  fc.record({ fact: fc.constant("seen"), kind: fc.constant("in" as const), values: fc.constant([true]) }),
  fc.record({
    fact: fc.constant("revenue"),
    kind: fc.constant("range" as const),
    over: fc.constantFrom(1_000, 2_000),
  }),
  fc.record({
    fact: fc.constant("revenue"),
    kind: fc.constant("range" as const),
    atMost: fc.constantFrom(1_000, 2_000),
  }),
);

const titleTest: fc.Arbitrary<Test> = fc.record({
  fact: fc.constant("title.ownership"),
  kind: fc.constantFrom("in" as const, "not-in" as const),
  values: fc.constantFrom(["licensed"], ["owned"], ["not-stated", "licensed"]),
});

export interface RuleSeed {
  readonly effect: "permission" | "prohibition" | "duty" | "statement";
  readonly layer: Layer;
  readonly uses: readonly string[] | null;
  readonly when: readonly Test[];
  readonly from: DateBound;
  readonly until: DateBound | null;
  readonly exception: boolean;
  readonly reading: string | null;
  readonly duty: string;
  readonly value: string;
}

export function ruleSeed(market: boolean): fc.Arbitrary<RuleSeed> {
  return fc.record({
    effect: market
      ? fc.constantFrom("prohibition" as const, "duty" as const)
      : fc.constantFrom(
          "permission" as const,
          "permission" as const,
          "prohibition" as const,
          "duty" as const,
          "statement" as const,
        ),
    layer: fc.constantFrom<Layer>(market ? "destination" : "source", "people-and-marks"),
    uses: fc.constantFrom(null, ["commercial"], ["stock"], ["print"]),
    when: fc.array(
      market
        ? fc.oneof(plainTest, titleTest)
        : fc.oneof({ arbitrary: plainTest, weight: 4 }, { arbitrary: planTest, weight: 1 }),
      { maxLength: 2 },
    ),
    from: bound,
    until: fc.option(bound, { nil: null, freq: 3 }),
    exception: fc.boolean(),
    reading: fc.option(fc.constantFrom("wide", "narrow"), { nil: null, freq: 5 }),
    duty: fc.constantFrom("register", "label"),
    value: fc.constantFrom("owned", "licensed"),
  });
}

export function toRule(seed: RuleSeed, party: string, at: number): Rule {
  const id = `${party}-${at}`;
  return {
    id,
    party,
    effect: seed.effect,
    topic: seed.effect === "statement" ? "ownership" : "use",
    layer: seed.effect === "permission" || seed.effect === "statement" ? "source" : seed.layer,
    uses: seed.uses,
    when: seed.when,
    // Only to earlier rules, so exceptions cannot go round in circles.
    exceptionTo: seed.exception && at > 0 ? [`${party}-${at - 1}`] : [],
    alternative: seed.reading === null ? null : { group: "clause", reading: seed.reading },
    ...(seed.effect === "duty" ? { duty: seed.duty } : {}),
    ...(seed.effect === "statement"
      ? { statement: { topic: "ownership", value: seed.value, qualifiers: [] } }
      : {}),
    reading: id,
    source: {
      document: "tos",
      title: "Terms",
      url: null,
      at: null,
      find: [],
      seen: "2026-01-01",
      governs: party === "market" ? "use" : "making",
      fixed: false,
    },
    inForce: {
      from: seed.from,
      until: seed.until !== null && seed.until.earliest > seed.from.latest ? seed.until : null,
    },
    known: { from: "2026-01-01", until: null },
    grade: "contract",
    review: "reviewed",
    own: false,
    note: null,
  };
}

export function toParty(id: string, seeds: readonly RuleSeed[]): Party {
  const market = id === "market";
  const documents: Readonly<Record<string, Document>> = {};
  return {
    id,
    kind: market ? "market" : "service",
    name: id,
    aliases: [],
    operator: null,
    home: null,
    note: null,
    since: null,
    stance: market ? "objection" : "permission",
    silenceIsFine: false,
    complete: [],
    silent: [],
    plans: market
      ? {}
      : Object.fromEntries(
          PLANS.map((plan) => [plan, { id: plan, name: plan, aliases: [], from: null, until: null }]),
        ),
    documents,
    rules: seeds.map((seed, at) => toRule(seed, id, at)),
    licence: [],
    base: null,
    components: [],
    files: [],
    names: [],
    hosts: [],
    market: null,
    territory: [],
    own: false,
  };
}

export function linkOf(party: Party, plan: string | null): Link {
  return {
    kind: party.kind,
    party: party.id,
    name: party.name,
    identity: "declared",
    because: "said so",
    plan,
    planUnrecognised: false,
    stance: party.stance,
    terms: [{ party: party.id, from: null, until: null }],
    facts: {},
  };
}

const known = (values: readonly FactValue[]): fc.Arbitrary<FactValue | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });

/** A corpus of one to three licensors and a market, a chain over them and a question with some facts missing. */
export const scene: fc.Arbitrary<Scene> = fc
  .record({
    first: fc.array(ruleSeed(false), { minLength: 1, maxLength: 5 }),
    second: fc.array(ruleSeed(false), { maxLength: 4 }),
    market: fc.array(ruleSeed(true), { maxLength: 4 }),
    links: fc.constantFrom<readonly string[]>(
      ["one", "market"],
      ["one"],
      ["one", "two"],
      ["one", "two", "market"],
    ),
    plans: fc.array(fc.option(fc.constantFrom(...PLANS), { nil: null, freq: 2 }), {
      minLength: 3,
      maxLength: 3,
    }),
    flag: known(DOMAINS["flag"] ?? []),
    kind: known(DOMAINS["kind"] ?? []),
    revenue: known(DOMAINS["revenue"] ?? []),
    seen: known(DOMAINS["seen"] ?? []),
    made: fc.option(fc.constantFrom(...MADE_DAYS), { nil: null, freq: 3 }),
    use: fc.constantFrom("stock", "print"),
  })
  .map(({ first, second, market, links, plans, made, use, ...facts }): Scene => {
    const parties: Record<string, Party> = {
      one: toParty("one", first),
      two: toParty("two", second),
      market: toParty("market", market),
    };
    const corpus: Corpus = {
      version: "random",
      digest: "sha256:random",
      registry: REGISTRY,
      parties,
      rules: {},
    };
    const given = Object.fromEntries(
      Object.entries(facts).filter(([, value]) => value !== undefined),
    ) as Facts;
    return {
      corpus,
      chain: {
        links: links.map((id, at) =>
          linkOf(parties[id] as Party, id === "market" ? null : (plans[at] ?? null)),
        ),
        made:
          made === null ? { earliest: MADE_DAYS[0], latest: MADE_DAYS[3] } : { earliest: made, latest: made },
        problems: [],
      },
      question: {
        use,
        market: links.includes("market") ? "market" : null,
        on: "2026-01-01",
        known: null,
        facts: given,
      },
    };
  });
