import { describe, expect, test } from "vitest";
import { compileSmall } from "../fixture/small-corpus.ts";
import { extendCorpus } from "../compile/compile-corpus.ts";
import { formatFinding } from "../finding.ts";
import type { TextStore } from "../texts/text-store.ts";
import { lintCorpus, linters } from "./lint-corpus.ts";

const TEXT_2023 =
  "# Terms\n\n## 1\n\nYou **may use** [Your Images](https://acme.example/x) for any\npurpose, first‑class. Nothing else.";
const TEXT_2024 = `${TEXT_2023} When a customer earns more than a million in a year only the professional plan is enough for that customer.`;
const texts: TextStore = {
  series: (name) =>
    name === "acme/terms"
      ? [
          { id: "2023-02-10", digest: "sha256:1", text: `${TEXT_2023} Old.` },
          { id: "2024-06-01", digest: "sha256:2", text: TEXT_2024 },
        ]
      : undefined,
};
const options = { texts, today: "2026-11-22" };

function lint(changes: Parameters<typeof compileSmall>[0] = {}): readonly string[] {
  return lintCorpus(compileSmall(changes), options).findings.map(formatFinding);
}

test("the small corpus has no findings, and says how much was checked", () => {
  const report = lintCorpus(compileSmall(), options);
  expect(report.findings).toEqual([]);
  expect(report.notes).toEqual(["anchors checked for 1 of 4 rules whose text is at hand"]);
});

test("codes are unique and each says what it checks", () => {
  expect(new Set(linters.map(({ code }) => code)).size).toBe(linters.length);
  for (const { code, description } of linters) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/u);
    expect(description).toMatch(/\.$/u);
  }
});

const acme = "services/acme.yaml";
const paint = "models/paint-1.yaml";
const open = "licences/open-paint.yaml";
const SECOND = `  open-paint-again:
    topic: commercial-use
    reading: Nobody may sell them.
    effect: prohibition
    uses: [merchandise]
    source: { document: text, at: "§5" }
    in-force: { from: 2024-05-01 }
    known: 2026-01-01
    grade: contract
    review: reviewed
`;

/** The licence with a second rule, itself edited. */
function withSecond(...edits: readonly (readonly [string, string])[]): Parameters<typeof compileSmall>[0] {
  const second = edits.reduce((text, [from, to]) => text.replace(from, to), SECOND);
  return { [open]: [["rules:\n", `rules:\n${second}`]] };
}

describe("each linter finds", () => {
  const cases: readonly (readonly [
    what: string,
    changes: Parameters<typeof compileSmall>[0],
    expected: string,
  ])[] = [
    [
      "a rule id of nobody",
      { [acme]: [["  acme-people:", "  people:"]] },
      "services/acme.yaml:43: rule-id: rule id people must start with acme-. Call it acme-people.",
    ],
    [
      "a name of two",
      { "services/b.yaml": "id: b\nkind: service\nname: ACME studio\n" },
      `shared-name: "ACME studio" is also a name of service acme.`,
    ],
    [
      "a plan's name twice",
      { [acme]: [["aliases: [professional]", "aliases: [free]"]] },
      `shared-name: "free" also means the plan free.`,
    ],
    [
      "a market without its block",
      {
        "markets/stockhaus.yaml": [
          [
            /market: .*\n/u.exec(
              `market: { accepts-ai: "yes", basis: policy, since: 2024-05, has-generator: true, labels: { checkbox: Made by AI } }\n`,
            )?.[0] ?? "",
            "",
          ],
        ],
      },
      "kind-fields: a market needs `market`.",
    ],
    [
      "a field of another kind",
      { [acme]: [["silent: [training]", "silent: [training]\nterritory: [eu]"]] },
      "kind-fields: belongs to law, not to a service.",
    ],
    [
      "a party without terms",
      { "tools/t.yaml": "id: t\nkind: tool\nname: T\n" },
      "kind-fields: has no rule, no licence and no base.",
    ],
    [
      "a licence that is not there",
      { [paint]: [["id: open-paint,", "id: open-pain,"]] },
      `models/paint-1.yaml:6: references: "open-pain" is not in the corpus. Did you mean "open-paint"?`,
    ],
    [
      "a licence that is a service",
      { [paint]: [["id: open-paint,", "id: acme,"]] },
      `references: "acme" is a service.`,
    ],
    [
      "a model that derives from itself",
      {
        [paint]: [["names:", "base: paint-2\nnames:"]],
        "models/paint-2.yaml": "id: paint-2\nkind: model\nname: Paint 2\nbase: paint-1\n",
      },
      "references: bases go in a circle: paint-1 → paint-2 → paint-1.",
    ],
    [
      "a hosted model that is not there",
      { "gateways/g.yaml": "id: g\nkind: gateway\nname: G\nhosts: [{ model: paint-9, terms: licence }]\n" },
      `references: "paint-9" is not in the corpus. Did you mean "paint-1"?`,
    ],
    [
      "a rule that ends before it begins",
      {
        [acme]: [
          [
            `from: "≤2023-01-01", until: { after: 2023-12-01, by: 2024-01-10 } }\n    known`,
            "from: 2023-06-01, until: 2023-02-01 }\n    known",
          ],
        ],
      },
      "dates: ends (2023-02-01) before it begins (2023-06-01).",
    ],
    [
      "versions out of order",
      { [acme]: [[`id: 2023-01-01, from: "≤2023-01-01"`, "id: 2023-01-01, from: 2025-01-01"]] },
      "dates: begins before the one above it",
    ],
    [
      "versions that overlap",
      {
        [acme]: [
          [`id: 2023-01-01, from: "≤2023-01-01"`, `id: 2023-01-01, from: "≤2023-01-01", until: 2024-06-01`],
        ],
      },
      "dates: begins (by 2024-01-10) before the one above it ends (2024-06-01).",
    ],
    [
      "a day of the future",
      { [acme]: [["2025-06-30], url", "2027-06-30], url"]] },
      "dates: 2027-06-30 is in the future (today is 2026-11-22).",
    ],
    [
      "a correction before the knowledge",
      { [acme]: [["known: 2026-01-01", "known: 2026-01-01\n    corrected: 2025-01-01"]] },
      "dates: 2025-01-01 is not after `known` (2026-01-01).",
    ],
    [
      "a rule before its document",
      { [open]: [["in-force: { from: 2024-05-01 }", "in-force: { from: 2023-01-01, until: 2023-06-01 }"]] },
      "dates: no version of text holds while this rule is in force",
    ],
    [
      "a rule without an address",
      { [open]: [["    url: https://paint.example/LICENSE\n", ""]] },
      "sources: has no address.",
    ],
    [
      "a rule without a place",
      { [open]: [[`, at: "§4"`, ""]] },
      "sources: does not say where in the text the clause stands.",
    ],
    [
      "a rule that nobody read",
      { [open]: [[", seen: [2024-05-01, 2024-05-01]", ""]] },
      "sources: nobody is on record as having read it.",
    ],
    [
      "a contract that nobody read",
      { [open]: [["    governs: copy", "    governs: copy\n    read: false"]] },
      "sources: is contract, but text says `read: false`.",
    ],
    [
      "a document that nothing comes from",
      {
        [open]: [
          ["rules:", "  readme: { title: Readme, url: https://paint.example, governs: copy }\nrules:"],
        ],
      },
      "sources: no rule comes from readme.",
    ],
    [
      "anchors that are too long",
      { [acme]: [["You may use Your Images", "You may use Your Images for any purpose first class"]] },
      "anchors: 10 words are too many",
    ],
    [
      "anchors that do not stand in the text",
      { [acme]: [["You may use Your Images", "You can use Your Images"]] },
      `services/acme.yaml:26: anchors: the words "You can use Your Images" do not stand in the text of version 2024-01-01 (2024-06-01).`,
    ],
    [
      "anchors that stand in an older version only",
      {
        [acme]: [
          [
            `"You may use Your Images", "for any purpose, first-class"`,
            `"You may use", "Nothing else. Old."`,
          ],
        ],
      },
      `anchors: the words "Nothing else. Old." do not stand in version 2024-01-01, though in 2023-01-01. End the rule before the wording changed`,
    ],
    [
      "a series of texts that is not there",
      { [acme]: [["text: acme/terms", "text: acme/term"]] },
      "services/acme.yaml:16: anchors: there are no stored texts called acme/term.",
    ],
    [
      "a digest of no text",
      { [acme]: [["2025-06-30], url", `2025-06-30], digest: sha256:${"0".repeat(64)}, url`]] },
      "anchors: no stored text of acme/terms has this digest.",
    ],
    [
      "anchors in the wrong order",
      {
        [acme]: [
          [`"You may use Your Images", "for any purpose, first-class"`, `"Nothing else.", "You may use"`],
        ],
      },
      `anchors: the words "You may use" do not follow "Nothing else."`,
    ],
    [
      "a reading that is copied",
      {
        [acme]: [
          [
            "Above a million a year only Pro will do.",
            "When a customer earns more than a million in a year only Pro counts.",
          ],
        ],
      },
      `copied-reading: "when a customer earns more than a million in a year only" is copied`,
    ],
    [
      "tests that cannot hold together",
      { [acme]: [["{ over: 1000000 }", "{ over: 10, at-most: 10 }"]] },
      "dead-rule: no question can meet these tests at once (holder.revenue-usd, plan).",
    ],
    [
      "a rule that is always defeated",
      withSecond(
        ["effect: prohibition", "effect: prohibition\n    exception-to: [open-paint-outputs]"],
        ["uses: [merchandise]", "uses: [commercial]"],
      ),
      "dead-rule: open-paint-again defeats it wherever it could fire.",
    ],
    [
      "a ban that contradicts a grant",
      withSecond(),
      "conflict: open-paint-again forbids what open-paint-outputs permits.",
    ],
    [
      "a branch of uses nobody thought of",
      { [open]: [["silent: [personal, training]", "silent: [personal]"]] },
      "coverage: says nothing of training.",
    ],
    [
      "exceptions in a circle",
      {
        [acme]: [
          ["uses: [personal, commercial]", "uses: [personal, commercial]\n    exception-to: [acme-cap]"],
        ],
      },
      "exception-circle: is part of a circle of exceptions: acme-commercial → acme-cap → acme-commercial.",
    ],
    [
      "a reading without a rival",
      withSecond(["effect: prohibition", "effect: prohibition\n    alternative: sale"]),
      "alternatives: the group sale has only the reading open-paint-again.",
    ],
    [
      "a fact without help",
      { "registry/facts.yaml": [["help: To one buyer.", `help: ""`]] },
      "registry/facts.yaml:7: registry-words: use.exclusive has no help.",
    ],
  ];
  test.each(cases)("%s", (_what, changes, expected) => {
    const found = lint(changes);
    expect(found.join("\n")).toContain(expected);
  });
});

describe("no linter minds", () => {
  const cases: readonly (readonly [what: string, changes: Parameters<typeof compileSmall>[0]])[] = [
    ["a ban in another layer", withSecond(["topic: commercial-use", "topic: real-people"])],
    [
      "a ban that is an exception",
      withSecond(["effect: prohibition", "effect: prohibition\n    exception-to: [open-paint-outputs]"]),
    ],
    ["a ban on a use that was never granted", withSecond(["[merchandise]", "[personal]"])],
    [
      "a ban that took the grant's place",
      {
        [open]: [
          ["in-force: { from: 2024-05-01 }", "in-force: { from: 2024-05-01, until: 2025-01-01 }"],
          ["rules:\n", `rules:\n${SECOND.replace("from: 2024-05-01", "from: 2025-01-01")}`],
        ],
      },
    ],
    [
      "a ban that was corrected",
      withSecond(["known: 2026-01-01", "known: 2026-01-01\n    corrected: 2026-02-01"]),
    ],
    [
      "a ban that was withdrawn",
      withSecond(["review: reviewed", "review: reviewed\n    withdrawn: Misread."]),
    ],
  ];
  test.each(cases)("%s", (_what, changes) => {
    expect(lint(changes)).toEqual([]);
  });

  test("rival readings", () => {
    const rival = SECOND.replace(
      "effect: prohibition",
      "effect: prohibition\n    alternative: { group: sale, reading: no }",
    );
    const edits: readonly (readonly [string, string])[] = [
      ["effect: permission", "effect: permission\n    alternative: { group: sale, reading: yes }"],
      ["rules:\n", `rules:\n${rival}`],
    ];
    expect(lint({ [open]: edits })).toEqual([]);
  });
});

describe("exceptions", () => {
  const changes = withSecond();
  const exception = { code: "conflict", subject: "open-paint-again", why: "Under review with the licensor." };

  test("take out what they name, and must be needed", () => {
    const json = JSON.stringify([exception], null, 2);
    expect(lintCorpus(compileSmall(changes), { ...options, exceptions: json }).findings).toEqual([]);
    const unneeded = lintCorpus(compileSmall(), { ...options, exceptions: json }).findings.map(formatFinding);
    expect(unneeded).toEqual([
      "exceptions.json:4: exception-not-needed: nothing is wrong with open-paint-again any more (conflict). Delete the exception: the list may only shrink.",
    ]);
  });

  test("that cannot be read except nothing", () => {
    for (const json of [
      "{",
      `[{ "code": "conflict" }]`,
      `[{ "code": "conflict", "subjekt": "a", "why": "b" }]`,
    ]) {
      const found = lintCorpus(compileSmall(changes), { ...options, exceptions: json }).findings.map(
        ({ code }) => code,
      );
      expect(found).toContain("exceptions");
      expect(found).toContain("conflict");
    }
  });
});

test("a file with a mistake keeps the others from being blamed for it", () => {
  const found = lint({ [open]: [["effect: permission", "effect: permision"]] });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain("permision");
});

test("own ids say that they are the user's", () => {
  const { corpus } = compileSmall();
  const rule = SECOND.replace("document: text", "document: tos").replace(
    "from: 2024-05-01",
    `from: 2024-05-01`,
  );
  const files = [
    {
      path: "services/acme.yaml",
      text: `id: acme\nkind: service\nname: Ours\nrules:\n${rule.replace("open-paint-again", "acme-ours").replace("effect: prohibition", "effect: prohibition\n    exception-to: [acme-commercial]")}`,
    },
    { path: "models/brush.yaml", text: "id: brush\nkind: model\nname: Brush\nbase: paint-1\n" },
  ];
  const found = lintCorpus(extendCorpus(corpus, files), { ...options, texts: null }).findings.map(
    formatFinding,
  );
  expect(found).toEqual([
    "models/brush.yaml:1: rule-id: an own party's id starts with own-. Call it own-brush, so that no later public party has the same.",
    "services/acme.yaml:5: rule-id: rule id acme-ours must start with own-. Call it own-acme-ours.",
  ]);
});
