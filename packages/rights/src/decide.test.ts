import type { Corpus } from "@cleartitle/corpus";
import { buildChain, linkSpec, specsFromQuestion, type WrittenLink } from "@cleartitle/title";
import { describe, expect, test } from "vitest";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { partyFile, smallCorpus } from "./testing/small-corpus.ts";

interface Asked {
  readonly chain: readonly WrittenLink[];
  readonly use?: string;
  readonly market?: string;
  readonly made?: string | null;
  readonly on?: string;
  readonly known?: string;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

function ask(
  corpus: Corpus,
  { chain, use = "advertising", market, made = "2025-06-01", on = "2025-07-01", known, facts = {} }: Asked,
): Decision {
  const asked = { use, market: market ?? null, on, facts };
  const making = { specs: specsFromQuestion(chain), madeOn: made, silence: "nobody said" };
  return decide(corpus, buildChain(corpus, making, asked), { ...asked, known: known ?? null });
}

const GRANT = "topic: commercial-use, effect: permission, uses: [commercial]";
const PLANS = "plans: { free: { name: Free }, pro: { name: Pro } }\nsince: 2024-01-01\n";

describe("a licensor", () => {
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      {
        grant: GRANT,
        cap: "topic: commercial-use, effect: prohibition, uses: [commercial], when: { revenue: { over: 1000 }, plan: { not: pro } }, exception-to: [maker-grant]",
      },
      PLANS,
    ),
  );

  test("whose silence is not a yes", () => {
    const decision = ask(corpus, { chain: [{ service: "maker", plan: "pro" }], use: "personal" });
    expect(decision.verdict).toBe("unknown");
    expect(decision.unknown.map(({ kind }) => kind)).toEqual(["no-term"]);
  });

  test("is silent as a no where its reading is declared complete", () => {
    const complete = smallCorpus(
      partyFile("maker", "service", { grant: GRANT }, `${PLANS}complete: [personal]\n`),
    );
    expect(ask(complete, { chain: [{ service: "maker" }], use: "personal" }).verdict).toBe("forbidden");
  });

  test("asks only for what matters: the plan settles it where the revenue is missing", () => {
    expect(ask(corpus, { chain: [{ service: "maker", plan: "pro" }] }).verdict).toBe("allowed");
    const decision = ask(corpus, { chain: [{ service: "maker", plan: "free" }] });
    expect(decision.verdict).toBe("unknown");
    expect(decision.unknown).toMatchObject([
      { kind: "missing-fact", fact: "revenue", question: "What revenue?" },
    ]);
    expect(decision.fixes).toMatchObject([{ change: { plan: "pro" }, then: "allowed" }]);
  });

  test("draws the line where the text draws it", () => {
    const at = (revenue: number | "none"): string =>
      ask(corpus, { chain: [{ service: "maker", plan: "free" }], facts: { revenue } }).verdict;
    expect([at("none"), at(999), at(1000), at(1001)]).toEqual(["allowed", "allowed", "allowed", "forbidden"]);
  });

  test("does not know a plan that is not on record", () => {
    const decision = ask(corpus, { chain: [{ service: "maker", plan: "platinum" }], facts: { revenue: 1 } });
    expect(decision.verdict).toBe("unknown");
    expect(decision.unknown[0]?.text).toContain('"platinum"');
  });

  test("that nobody knows stays in the chain and keeps the answer open", () => {
    const decision = ask(corpus, { chain: [{ service: "maker", plan: "pro" }, { adapter: "sha256:00ff" }] });
    expect(decision.verdict).toBe("unknown");
    expect(decision.chain).toMatchObject([
      { party: "maker", verdict: "allowed" },
      { party: null, identity: "unknown", verdict: "unknown" },
    ]);
    expect(decision.unknown).toMatchObject([{ kind: "no-term", party: null }]);
  });
});

describe("time", () => {
  const window = "in-force: { from: { after: 2025-01-31, by: 2025-03-01 } }";
  const before = "in-force: { from: 2024-01-01, until: { after: 2025-01-31, by: 2025-03-01 } }";
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      {
        old: `${GRANT}, ${before}`,
        ban: `topic: commercial-use, effect: prohibition, uses: [commercial], ${window}`,
      },
      "since: 2024-01-01\n",
    ),
  );

  test("inside a change window both versions are possible, and each world holds exactly one of them", () => {
    const verdicts = ["2025-01-31", "2025-02-15", "2025-03-01"].map((made) =>
      ask(corpus, { chain: [{ service: "maker" }], made }),
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["allowed", "unknown", "forbidden"]);
    expect(verdicts[1]?.possible).toEqual(["allowed", "forbidden"]);
    expect(verdicts[1]?.unknown.map(({ kind }) => kind)).toEqual(["ambiguous-term"]);
  });

  test("an undated image is asked for its day", () => {
    const decision = ask(corpus, { chain: [{ service: "maker" }], made: null });
    expect(decision.verdict).toBe("unknown");
    expect(decision.unknown[0]).toMatchObject({ kind: "missing-fact", fact: "made.on" });
  });

  test("a month is enough where nothing changed in it", () => {
    expect(ask(corpus, { chain: [{ service: "maker" }], made: "2024-11" }).verdict).toBe("allowed");
  });

  test("terms nobody has read for too long make no yes; a licence that came with the copy does not age", () => {
    const old = smallCorpus(
      partyFile("maker", "service", { grant: GRANT }),
      partyFile("licence", "licence", { grant: GRANT }),
      {
        path: "models/weights.yaml",
        text: "id: weights\nkind: model\nname: Weights\nlicence: [{ id: licence, from: 2024-01-01 }]\nbase: null\n",
      },
    );
    const stale = ask(old, { chain: [{ service: "maker" }], made: "2027-06-01", on: "2027-06-02" });
    expect([stale.verdict, stale.unknown[0]?.kind]).toEqual(["unknown", "stale"]);
    expect(ask(old, { chain: [{ model: "weights" }], made: "2027-06-01", on: "2027-06-02" }).verdict).toBe(
      "allowed",
    );
  });

  test("an earlier day of knowledge gives the earlier answer", () => {
    expect(
      ask(corpus, { chain: [{ service: "maker" }], made: "2024-05-01", known: "2025-12-31" }).verdict,
    ).toBe("unknown");
    expect(
      ask(corpus, { chain: [{ service: "maker" }], made: "2024-05-01", known: "2026-01-01" }).verdict,
    ).toBe("allowed");
  });
});

describe("rival readings", () => {
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      {
        wide: `${GRANT}, alternative: { group: clause, reading: wide }`,
        narrow:
          "topic: commercial-use, effect: prohibition, uses: [commercial], when: { beta: true }, alternative: { group: clause, reading: narrow }",
        grant: `topic: commercial-use, effect: permission, uses: [commercial], when: { beta: false }`,
      },
      "since: 2024-01-01\n",
    ),
  );

  test("are named where they lead to different answers, and forgotten where they do not", () => {
    const beta = ask(corpus, { chain: [{ service: "maker" }], facts: { beta: true } });
    expect([beta.verdict, beta.unknown.map(({ kind }) => kind)]).toEqual(["unknown", ["ambiguous-term"]]);
    expect(ask(corpus, { chain: [{ service: "maker" }], facts: { beta: false } }).verdict).toBe("allowed");
  });
});

describe("what a person can vouch for", () => {
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      {
        grant: GRANT,
        people:
          "topic: people, effect: prohibition, uses: [commercial], when: { person: true, consent: false }",
      },
      "since: 2024-01-01\n",
    ),
  );

  test("makes the answer conditional on vouching, with the fewest things to confirm", () => {
    const decision = ask(corpus, { chain: [{ service: "maker" }] });
    expect(decision.verdict).toBe("conditional");
    expect(decision.layers["people-and-marks"]).toBe("conditional");
    expect(decision.duties).toMatchObject([
      { code: "confirm.person", fact: "person", value: false, rule: "maker-people", met: false },
    ]);
  });

  test("closes with the fact", () => {
    expect(ask(corpus, { chain: [{ service: "maker" }], facts: { person: false } }).verdict).toBe("allowed");
    expect(
      ask(corpus, { chain: [{ service: "maker" }], facts: { person: true, consent: true } }).verdict,
    ).toBe("allowed");
    expect(
      ask(corpus, { chain: [{ service: "maker" }], facts: { person: true, consent: false } }).verdict,
    ).toBe("forbidden");
  });
});

test("a model known by its file's name only is a yes at best once the person confirms that it is that model", () => {
  const corpus = smallCorpus(partyFile("licence", "licence", { grant: GRANT }), {
    path: "models/weights.yaml",
    text: "id: weights\nkind: model\nname: Weights\nlicence: [{ id: licence, from: 2024-01-01 }]\nbase: null\nnames: [weights_v1]\n",
  });
  const asked = { use: "advertising", market: null, on: "2025-07-01", facts: {} };
  const specs = [linkSpec("model", { name: "weights_v1.safetensors" })];
  const chain = buildChain(corpus, { specs, madeOn: "2025-06-01", silence: "" }, asked);
  const { verdict, duties } = decide(corpus, chain, { ...asked, known: null });
  expect([verdict, duties.map(({ code }) => code)]).toEqual(["conditional", ["confirm.identity"]]);
});

describe("duties", () => {
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      { grant: GRANT, register: "topic: commercial-use, effect: duty, duty: register, uses: [commercial]" },
      "since: 2024-01-01\n",
    ),
  );

  test("are met by facts, or because the question says so", () => {
    const duty = (facts: Asked["facts"]): string => {
      const { verdict, duties } = ask(corpus, {
        chain: [{ service: "maker" }],
        ...(facts === undefined ? {} : { facts }),
      });
      return `${verdict} ${String(duties[0]?.met)}`;
    };
    expect([
      duty(undefined),
      duty({ registered: false }),
      duty({ registered: true }),
      duty({ "met.register": true }),
    ]).toEqual(["conditional false", "conditional false", "allowed true", "allowed true"]);
  });
});

describe("a market", () => {
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      { grant: GRANT, owned: "topic: ownership, effect: statement, value: licensed" },
      "since: 2024-01-01\n",
    ),
    partyFile("agency", "market", {
      rights: "topic: acceptance, effect: prohibition, uses: [stock], when: { title.ownership: licensed }",
    }),
    partyFile("shop", "market", { label: "topic: acceptance, effect: duty, duty: label, uses: [stock]" }),
  );

  test("may look at the title along the chain", () => {
    const decision = ask(corpus, { chain: [{ service: "maker" }], use: "stock", market: "agency" });
    expect([decision.verdict, decision.layers.source, decision.layers.destination]).toEqual([
      "forbidden",
      "allowed",
      "forbidden",
    ]);
    expect(decision.statements["ownership"]).toMatchObject({ value: "licensed" });
    expect(decision.fixes).toMatchObject([
      { change: { market: "shop" }, then: "conditional", adds: ["label"] },
    ]);
  });

  test("that is not named, or that nobody knows, leaves the answer open", () => {
    expect(ask(corpus, { chain: [{ service: "maker" }], use: "stock" }).unknown).toMatchObject([
      { kind: "missing-fact", fact: "market", values: ["agency", "shop"] },
    ]);
    expect(
      ask(corpus, { chain: [{ service: "maker" }], use: "stock", market: "elsewhere" }).unknown,
    ).toMatchObject([{ kind: "no-term" }]);
  });
});

test("of two statements that both hold, the one worse for the user counts, on a link and along the chain", () => {
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      {
        grant: GRANT,
        owned: "topic: ownership, effect: statement, value: owned",
        licensed: "topic: ownership, effect: statement, value: licensed, when: { beta: true }",
      },
      "since: 2024-01-01\n",
    ),
    partyFile("other", "service", { grant: GRANT }),
  );
  const ownership = (chain: Asked["chain"], facts: NonNullable<Asked["facts"]>): string | undefined =>
    ask(corpus, { chain, facts }).statements["ownership"]?.value;
  expect(ownership([{ service: "maker" }], { beta: false })).toBe("owned");
  expect(ownership([{ service: "maker" }], { beta: true })).toBe("licensed");
  expect(ownership([{ service: "maker" }], {})).toBe("depends");
  expect(ownership([{ service: "maker" }, { service: "other" }], { beta: false })).toBe("not-stated");
});

describe("a use with others below it", () => {
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      {
        grant: GRANT,
        ads: "topic: commercial-use, effect: prohibition, uses: [advertising], exception-to: [maker-grant]",
      },
      "since: 2024-01-01\n",
    ),
  );

  test("is answered for all of them, and asks which where they differ", () => {
    const decision = ask(corpus, { chain: [{ service: "maker" }], use: "commercial" });
    expect(decision.verdict).toBe("unknown");
    expect(decision.unknown).toMatchObject([
      { kind: "missing-fact", fact: "use", values: ["advertising", "stock"] },
    ]);
  });
});

describe("facts of the use", () => {
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      {
        grant: GRANT,
        sole: "topic: commercial-use, effect: prohibition, uses: [commercial], when: { exclusive: true }, exception-to: [maker-grant]",
      },
      "since: 2024-01-01\n",
    ),
  );

  test("mean what the registry says where they are left out, and the answer says so", () => {
    const decision = ask(corpus, { chain: [{ service: "maker" }] });
    expect([decision.verdict, decision.assumed]).toEqual(["allowed", { exclusive: false }]);
    expect(ask(corpus, { chain: [{ service: "maker" }], facts: { exclusive: true } }).verdict).toBe(
      "forbidden",
    );
  });
});

test("a permission and a prohibition that both stand give forbidden, and a finding for the people who keep the terms", () => {
  const corpus = smallCorpus(
    partyFile(
      "maker",
      "service",
      {
        grant: GRANT,
        ban: "topic: commercial-use, effect: prohibition, uses: [advertising], when: { beta: true }",
      },
      "since: 2024-01-01\n",
    ),
  );
  const decision = ask(corpus, { chain: [{ service: "maker" }], facts: { beta: true } });
  expect([decision.verdict, decision.findings.map(({ code }) => code)]).toEqual(["forbidden", ["conflict"]]);
});

test("many facts missing at once: exact, and within a moment", () => {
  const rules = Object.fromEntries(
    [
      "revenue: { over: 10 }",
      "revenue: { under: 5 }",
      "beta: true",
      "registered: false",
      "plan: pro",
      "plan: free",
    ].map((condition, at) => [
      `ban${at}`,
      `topic: commercial-use, effect: prohibition, uses: [commercial], when: { ${condition}, person: true }`,
    ]),
  );
  const corpus = smallCorpus(partyFile("maker", "service", { grant: GRANT, ...rules }, PLANS));
  const decision = ask(corpus, { chain: [{ service: "maker" }], made: null });
  expect([decision.verdict, decision.possible, decision.findings.map(({ code }) => code)]).toEqual([
    "conditional",
    ["allowed", "forbidden"],
    [],
  ]);
});

test("a question with far too much missing is answered soon, on the safe side, and says so", () => {
  const rules = Object.fromEntries(
    Array.from({ length: 24 }, (_, at) => [
      `ban${at}`,
      `topic: commercial-use, effect: prohibition, uses: [commercial], when: { revenue: { over: ${at * 10}, under: ${at * 10 + 5} }, beta: ${String(at % 2 === 0)}, plan: ${at % 3 === 0 ? "pro" : "free"}, registered: ${String(at % 5 === 0)} }, in-force: { from: 2024-${String((at % 12) + 1).padStart(2, "0")}-01 }`,
    ]),
  );
  const makers = Array.from({ length: 12 }, (_, at) => `maker${at}`);
  const corpus = smallCorpus(
    ...makers.map((id) => partyFile(id, "service", { grant: GRANT, ...rules }, PLANS)),
  );
  const decision = ask(corpus, { chain: makers.map((service) => ({ service })), made: null });
  expect([decision.verdict, decision.findings.map(({ code }) => code)]).toEqual(["unknown", ["bounded"]]);
});
