import type { Corpus, Fact, Party, Rule, Test } from "@cleartitle/corpus";

/**
 * One small chain policy, said once as data and then in the words of every engine: four licensors with twelve rules each. All facts
 * of a request are known, because most peers know no missing ones.
 */
export interface Claim {
  readonly id: string;
  readonly link: number;
  readonly effect: "permission" | "prohibition" | "duty";
  readonly when: readonly Test[];
}

export interface Request {
  readonly plan: "free" | "pro";
  readonly kind: "individual" | "company" | "nonprofit";
  readonly revenue: number;
  readonly country: "us" | "de" | "cn" | "kr";
  readonly beta: boolean;
  readonly person: boolean;
  readonly consent: boolean;
  readonly exclusive: boolean;
}

export const LINKS = 4;

const is = (fact: keyof Request, ...values: readonly (string | boolean)[]): Test => ({
  fact,
  kind: "in",
  values,
});
const over = (limit: number): Test => ({ fact: "revenue", kind: "range", over: limit });
const atMost = (limit: number): Test => ({ fact: "revenue", kind: "range", atMost: limit });

/** The rules of one licensor; the limits differ from link to link. */
function claimsOf(link: number): readonly Claim[] {
  const cap = 1_000_000 * (link + 1);
  const rules: readonly (readonly [Claim["effect"], readonly Test[]])[] = [
    ["permission", [is("plan", "pro")]],
    ["permission", [is("plan", "free"), is("kind", "individual"), atMost(cap)]],
    ["permission", [is("kind", "nonprofit")]],
    ["permission", [is("kind", "company"), atMost(cap / 10)]],
    ["prohibition", [is("plan", "free"), over(cap)]],
    ["prohibition", [is("beta", true), is("plan", "free")]],
    ["prohibition", [is("country", (["us", "de", "cn", "kr"] as const)[link] ?? "us"), is("beta", true)]],
    ["prohibition", [is("person", true), is("consent", false)]],
    ["prohibition", [is("exclusive", true), is("plan", "free"), is("kind", "company")]],
    ["duty", [is("plan", "free")]],
    ["duty", [is("country", "de"), is("person", true)]],
    ["duty", [over(cap / 2), is("kind", "company")]],
  ];
  return rules.map(([effect, when], at) => ({ id: `link${link}-${at}`, link, effect, when }));
}

export const CLAIMS: readonly Claim[] = Array.from({ length: LINKS }, (_, link) => claimsOf(link)).flat();

export type Answer = "allowed" | "conditional" | "silent" | "forbidden";
const ORDER: readonly Answer[] = ["allowed", "conditional", "silent", "forbidden"];

/** What an engine that only says which claims fire makes of them: the join over the links. */
export function joinClaims(fires: (claim: Claim) => boolean): Answer {
  let worst = 0;
  for (let link = 0; link < LINKS; link += 1) {
    let [granted, owed, banned] = [false, false, false];
    for (const claim of CLAIMS) {
      if (claim.link !== link || !fires(claim)) continue;
      if (claim.effect === "permission") granted = true;
      else if (claim.effect === "duty") owed = true;
      else banned = true;
    }
    worst = Math.max(worst, banned ? 3 : granted ? (owed ? 1 : 0) : 2);
  }
  return ORDER[worst] ?? "forbidden";
}

/** The same pseudo-random requests in every run. */
export function makeRequests(count: number): readonly Request[] {
  let state = 20_261_122;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const pick = <Value>(...values: readonly Value[]): Value => values[next(values.length)] as Value;
  return Array.from({ length: count }, () => ({
    plan: pick<Request["plan"]>("free", "pro", "pro"),
    kind: pick<Request["kind"]>("individual", "company", "nonprofit"),
    revenue: next(60) * 100_000,
    country: pick<Request["country"]>("us", "de", "cn", "kr"),
    beta: next(10) === 0,
    person: next(5) === 0,
    consent: next(2) === 0,
    exclusive: next(8) === 0,
  }));
}

function fact(code: string, type: Fact["type"], values: Fact["values"]): Fact {
  return {
    code,
    type,
    values,
    closed: values !== null,
    scope: "question",
    subject: "making",
    change: "never",
    attest: false,
    clear: null,
    derived: false,
    label: code,
    question: code,
    help: "",
  };
}

/** The policy as a corpus. */
export function policyCorpus(): Corpus {
  const day = { earliest: "2020-01-01", latest: "2020-01-01" };
  const rule = ({ id, link, effect, when }: Claim): Rule => ({
    id,
    party: `link${link}`,
    effect,
    topic: "use",
    layer: "source",
    uses: null,
    when,
    exceptionTo: [],
    alternative: null,
    ...(effect === "duty" ? { duty: `duty-${id}` } : {}),
    reading: `Reading of ${id}.`,
    source: {
      document: "tos",
      title: "Terms",
      url: "https://example.org/terms",
      at: "§1",
      find: [],
      seen: "2026-01-01",
      governs: "making",
      fixed: false,
    },
    inForce: { from: day, until: null },
    known: { from: "2020-01-01", until: null },
    grade: "contract",
    review: "reviewed",
    own: false,
    note: null,
  });
  const party = (link: number): Party => ({
    id: `link${link}`,
    kind: "service",
    name: `Link ${link}`,
    aliases: [],
    operator: null,
    home: null,
    note: null,
    since: null,
    stance: "permission",
    silenceIsFine: false,
    complete: [],
    silent: [],
    plans: {},
    documents: {},
    rules: CLAIMS.filter((claim) => claim.link === link).map(rule),
    licence: [],
    base: null,
    components: [],
    files: [],
    names: [],
    hosts: [],
    market: null,
    territory: [],
    own: false,
  });
  const facts = [
    fact("plan", "enum", ["free", "pro"]),
    fact("kind", "enum", ["individual", "company", "nonprofit"]),
    fact("revenue", "number", null),
    fact("country", "enum", ["us", "de", "cn", "kr"]),
    ...["beta", "person", "consent", "exclusive"].map((code) => fact(code, "boolean", [true, false])),
  ];
  const duties = CLAIMS.filter(({ effect }) => effect === "duty").map(({ id }) => ({
    code: `duty-${id}`,
    phase: "with" as const,
    text: id,
    how: "",
    metBy: null,
  }));
  return {
    version: "bench",
    digest: "sha256:bench",
    registry: {
      uses: {
        sale: { code: "sale", label: "Sale", band: "clear", examples: [], path: ["sale"], leaves: ["sale"] },
      },
      facts: Object.fromEntries(facts.map((each) => [each.code, each])),
      duties: Object.fromEntries(duties.map((each) => [each.code, each])),
      topics: { use: { code: "use", layer: "source", label: "Use", values: null } },
      grades: {
        contract: { code: "contract", rank: 0, label: "Terms", staleDays: 9_000, expiresDays: 9_000 },
      },
    },
    parties: Object.fromEntries(Array.from({ length: LINKS }, (_, link) => [`link${link}`, party(link)])),
    rules: {},
  };
}
