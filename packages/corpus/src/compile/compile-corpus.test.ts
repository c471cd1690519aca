import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { formatFinding } from "../finding.ts";
import { compileSmall, smallFiles } from "../fixture/small-corpus.ts";
import { compileCorpus, extendCorpus } from "./compile-corpus.ts";
import { digestOf } from "./digest.ts";

const { corpus, findings } = compileSmall();
const acme = corpus.parties["acme"];
const rule = (id: string) => acme?.rules.find((each) => each.id === id);

describe("the compiled value", () => {
  test("has every party and rule, and no findings", () => {
    expect(findings).toEqual([]);
    expect(Object.keys(corpus.parties)).toEqual(["acme", "open-paint", "paint-1", "stockhaus"]);
    expect(corpus.rules["acme-cap"]).toBe("acme");
  });

  test("is plain data: JSON gives it back unchanged", () => {
    expect(JSON.parse(JSON.stringify(corpus))).toEqual(corpus);
  });

  test("has the same digest in whatever order the files come, and another once a word changes", () => {
    const files = smallFiles();
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
        expect(compileCorpus(shuffled, { version: "1.0.0" }).corpus.digest).toBe(corpus.digest);
      }),
      { numRuns: 20, seed: 3 },
    );
    expect(digestOf(corpus)).toBe(corpus.digest);
    expect(compileSmall({ "services/acme.yaml": [["a million", "two millions"]] }).corpus.digest).not.toBe(
      corpus.digest,
    );
    expect(compileCorpus(files, { version: "1.0.1" }).corpus.digest).not.toBe(corpus.digest);
  });

  test("knows the tree of uses", () => {
    expect(corpus.registry.uses["merchandise"]).toMatchObject({
      path: ["commercial", "merchandise"],
      leaves: ["merchandise"],
    });
    expect(corpus.registry.uses["commercial"]?.leaves).toEqual(["merchandise", "stock-licensing"]);
  });

  test("reads tests, date bounds and readings", () => {
    expect(rule("acme-cap")).toMatchObject({
      when: [
        { fact: "holder.revenue-usd", kind: "range", over: 1_000_000 },
        { fact: "plan", kind: "not-in", values: ["pro"] },
      ],
      inForce: { from: { earliest: "2023-12-02", latest: "2024-01-10" }, until: null },
      exceptionTo: ["acme-commercial"],
      uses: ["commercial"],
      layer: "source",
    });
    expect(rule("acme-people")).toMatchObject({ uses: null, layer: "people-and-marks" });
    expect(rule("acme-commercial")?.inForce.from).toEqual({ earliest: "0000-01-01", latest: "2023-01-01" });
    expect(rule("acme-ownership")?.statement).toEqual({
      topic: "ownership",
      value: "assigned",
      qualifiers: ["if-any"],
    });
  });

  test("a version ends where the next begins, and a market's data stays data", () => {
    const [first, second] = acme?.documents["tos"]?.versions ?? [];
    expect(first?.until).toEqual(second?.from);
    expect(second?.until).toBeNull();
    expect(corpus.parties["stockhaus"]?.market).toMatchObject({
      acceptsAi: "yes",
      hasGenerator: "yes",
      labels: { checkbox: "Made by AI" },
    });
  });

  test("a rule's source opens at the clause of the newest version it covers, last seen then", () => {
    expect(rule("acme-commercial")?.source).toMatchObject({
      url: "https://acme.example/terms-2024#:~:text=You%20may%20use%20Your%20Images,for%20any%20purpose%2C%20first%2Dclass",
      seen: "2025-06-30",
      governs: "making",
      fixed: false,
    });
    // It ends where the second version begins, so it covers only the first.
    expect(rule("acme-people")?.source).toMatchObject({
      url: "https://acme.example/terms",
      seen: "2023-03-01",
    });
    expect(corpus.parties["open-paint"]?.rules[0]?.source.fixed).toBe(true);
  });
});

describe("a mistake gives file, line, what is wrong, the nearest right name and how to mend it", () => {
  const acmeFile = "services/acme.yaml";
  const cases: readonly (readonly [
    what: string,
    file: string,
    from: string,
    to: string,
    expected: string,
  ])[] = [
    [
      "an unknown key",
      acmeFile,
      "    effect: permission",
      "    efect: permission",
      `services/acme.yaml:24: schema: \`rules.acme-commercial\` unknown key "efect". Did you mean "effect"?`,
    ],
    [
      "a missing key",
      acmeFile,
      "    grade: contract\n",
      "",
      "schema: `rules.acme-commercial.grade` is missing. Add it: text.",
    ],
    [
      "a wrong word",
      acmeFile,
      "effect: permission",
      "effect: permision",
      `must be one of permission, prohibition, duty, statement, not "permision". Did you mean "permission"?`,
    ],
    [
      "a number where text belongs",
      "models/paint-1.yaml",
      '"0a1b2c3d"',
      "12345678",
      "models/paint-1.yaml:9: schema: `files.1.autov1` must be text, but YAML reads 12345678 as a number. Put it in quotes.",
    ],
    ["no such day", acmeFile, "known: 2026-01-01", "known: 2026-02-30", `must be a day, not "2026-02-30".`],
    [
      "a bound the wrong way round",
      acmeFile,
      "after: 2023-12-01, by: 2024-01-10 }, seen",
      "after: 2024-02-01, by: 2024-01-10 }, seen",
      `"after" (2024-02-01) must be before "by" (2024-01-10).`,
    ],
    [
      "an unknown operator",
      acmeFile,
      "{ over: 1000000 }",
      "{ above: 1000000 }",
      `\`rules.acme-cap.when.holder.revenue-usd\` unknown operator "above".`,
    ],
    [
      "an unknown use",
      acmeFile,
      "uses: [commercial]",
      "uses: [comercial]",
      `services/acme.yaml:35: unknown-word: acme-cap: "comercial" is not a use of registry/uses.yaml. Did you mean "commercial"?`,
    ],
    [
      "an unknown fact",
      acmeFile,
      "content.real-person: true",
      "content.real-persons: true",
      `"content.real-persons" is not a fact. Did you mean "content.real-person"?`,
    ],
    [
      "an unknown topic",
      acmeFile,
      "topic: real-people",
      "topic: real-peple",
      `"real-peple" is not a topic of registry/topics.yaml. Did you mean "real-people"?`,
    ],
    [
      "a plan nobody has",
      acmeFile,
      "plan: { not: pro }",
      "plan: { not: por }",
      `"por" is not a plan of this party. Did you mean "pro"?`,
    ],
    [
      "a value a fact cannot have",
      acmeFile,
      "content.real-person: true",
      "content.real-person: maybe",
      `"maybe" is not a value of content.real-person.`,
    ],
    [
      "a limit on what is no number",
      acmeFile,
      "content.real-person: true",
      "content.real-person: { over: 1 }",
      "content.real-person is not a number (boolean)",
    ],
    [
      "a value no statement has",
      acmeFile,
      "value: assigned",
      "value: asigned",
      `"asigned" is not a value of ownership. Did you mean "assigned"?`,
    ],
    [
      "a value of title that nobody states",
      "markets/stockhaus.yaml",
      "[retained]",
      "[reteined]",
      `"reteined" is not a value of title.ownership. Did you mean "retained"?`,
    ],
    [
      "a statement without a value",
      acmeFile,
      "    value: assigned\n",
      "",
      "is statement, so the rule needs `value:`. Add it.",
    ],
    [
      "an exception to nobody",
      acmeFile,
      "exception-to: [acme-commercial]",
      "exception-to: [acme-comercial]",
      `"acme-comercial" is not a rule of this party. Did you mean "acme-commercial"?`,
    ],
    [
      "no such document",
      acmeFile,
      "document: tos",
      "document: toss",
      `"toss" is not under \`documents\`. Did you mean "tos"?`,
    ],
    [
      "the wrong folder",
      acmeFile,
      "kind: service",
      "kind: market",
      "kind is market, but the folder is services. Move the file to markets/.",
    ],
    ["the wrong file name", acmeFile, "id: acme\n", "id: akme\n", "id is akme, but the file is acme.yaml."],
    [
      "a colon in plain text",
      acmeFile,
      "reading: No real people.",
      "reading: No real people: none.",
      `must be put in quotes`,
    ],
    [
      "a key twice",
      acmeFile,
      "name: Acme Images",
      "name: Acme Images\nname: Again",
      "services/acme.yaml:4: yaml-syntax: Map keys must be unique. Delete or rename one of the two.",
    ],
    [
      "an empty list of uses",
      acmeFile,
      "uses: [commercial]",
      "uses: []",
      "must not be empty. Leave `uses` out for every use.",
    ],
    [
      "a single day of reading",
      acmeFile,
      "seen: [2023-02-01, 2023-03-01]",
      "seen: 2023-02-01",
      "Write [2023-02-01, 2023-02-01].",
    ],
    [
      "a use whose parent is not there",
      "registry/uses.yaml",
      "parent: training",
      "parent: trainings",
      `parent trainings is not a use. Did you mean "training"?`,
    ],
    [
      "a use in a circle",
      "registry/uses.yaml",
      "training: { label",
      "training: { parent: train-competing-model, label",
      "closes a circle",
    ],
    [
      "a default for a fact of the world",
      "registry/facts.yaml",
      "label: Revenue,",
      "default: 5, label: Revenue,",
      "facts of the world have no default, ever",
    ],
    [
      "a duty met by no fact",
      "registry/duties.yaml",
      "content.real-person: false",
      "content.real-persan: false",
      `names no fact: content.real-persan. Did you mean "content.real-person"?`,
    ],
  ];
  test.each(cases)("%s", (_what, file, from, to, expected) => {
    const lines = compileSmall({ [file]: [[from, to]] }).findings.map(formatFinding);
    expect(lines.join("\n")).toContain(expected);
  });

  test("two files with one id, one rule id in two parties", () => {
    const twin = compileSmall({ "tools/acme.yaml": "id: acme\nkind: tool\nname: Twin\n" });
    expect(twin.findings.map(formatFinding).join()).toContain("is already that of");
    const stolen = compileSmall({ "markets/stockhaus.yaml": [["stockhaus-owned:", "acme-cap:"]] });
    expect(stolen.findings.map(formatFinding).join()).toContain("rule id acme-cap is already used by");
  });

  test("a broken registry is reported alone: every rule would be wrong without its words", () => {
    const { findings: only } = compileSmall({
      "registry/facts.yaml": [["holder.kind: {", "holder.kind: ["]],
    });
    expect(only.every(({ file }) => file.startsWith("registry/"))).toBe(true);
    expect(only.length).toBeGreaterThan(0);
  });

  test("whatever one character does to a file, compiling neither throws nor hides a lost rule", () => {
    const files = smallFiles();
    const count = Object.keys(corpus.rules).length;
    const hidden: string[] = [];
    const edits = fc.tuple(
      fc.nat(files.length - 1),
      fc.nat(),
      fc.constantFrom("", "x", " ", ":", "\n", "-", "[", "'", '"', "#", "\t", "é"),
    );
    fc.assert(
      fc.property(edits, ([which, at, character]) => {
        const changed = files.map((file, index) => {
          if (index !== which) return file;
          const place = at % file.text.length;
          return { ...file, text: file.text.slice(0, place) + character + file.text.slice(place + 1) };
        });
        const result = compileCorpus(changed, { version: "1.0.0" });
        const commented = changed[which]?.text.includes("#") === true;
        const lost = Object.keys(result.corpus.rules).length < count;
        if (lost && !commented && result.findings.length === 0) hidden.push(changed[which]?.text ?? "");
      }),
      { numRuns: 400, seed: 5 },
    );
    expect(hidden).toEqual([]);
  });
});

describe("hostile files", () => {
  const hostile: readonly (readonly [what: string, text: string])[] = [
    ["brackets without end", `id: x\nnote: ${"[".repeat(50_000)}\n`],
    ["maps without end", `id: x\nnote: ${"{ a: ".repeat(20_000)}\n`],
    [
      "indentation without end",
      Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
    ],
    ["aliases that multiply", "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nid: *c\n"],
    ["a binary file", "\u0000\u0001\ufffd".repeat(1000)],
    ["nothing", ""],
    ["a list", "- 1\n- 2\n"],
    ["two documents", "id: a\n---\nid: b\n"],
    ["a prototype", "__proto__: { kind: tool }\nid: x\nkind: tool\nname: X\n"],
  ];
  test.each(hostile)("%s is a finding, not a crash", (_what, text) => {
    const result = compileSmall({ "tools/x.yaml": text });
    expect(result.findings.length).toBeGreaterThan(0);
    expect(
      result.findings.every(
        ({ file, line, message }) => file === "tools/x.yaml" && line >= 1 && message !== "",
      ),
    ).toBe(true);
    expect(result.corpus.parties["acme"]).toEqual(acme);
  });

  test("names of the language are names like any other", () => {
    const edits = [
      ["document: tos", "document: constructor"],
      ["topic: real-people", "topic: valueOf"],
      ["content.real-person: true", "toString: true"],
    ] as const;
    for (const edit of edits) expect(compileSmall({ "services/acme.yaml": [edit] }).findings).toHaveLength(1);
    const party = compileSmall({
      "tools/constructor.yaml": "id: constructor\nkind: tool\nname: Constructor\n",
    });
    expect(party.findings).toEqual([]);
    expect(party.corpus.parties["constructor"]?.name).toBe("Constructor");
  });
});

describe("own terms", () => {
  const contract = {
    path: "services/acme.yaml",
    text: `id: acme
kind: service
name: Our contract with Acme
plans:
  ours: { name: Ours }
documents:
  contract: { title: Contract 17, governs: making, versions: [{ id: signed, from: 2025-01-01, seen: [2025-01-01, 2025-01-01] }] }
rules:
  own-acme-cap-lifted:
    topic: commercial-use
    reading: The cap does not bind us.
    effect: permission
    uses: [commercial]
    when: { plan: ours }
    exception-to: [acme-cap]
    source: { document: contract, at: clause 3 }
    in-force: { from: 2025-01-01 }
    known: 2026-01-01
    grade: contract
    review: reviewed
`,
  };

  test("add to a public party and are marked as theirs", () => {
    const extended = extendCorpus(corpus, [contract]);
    expect(extended.findings).toEqual([]);
    const party = extended.corpus.parties["acme"];
    expect(party).toMatchObject({ name: "Acme Images", own: false });
    expect(Object.keys(party?.plans ?? {})).toEqual(["free", "pro", "ours"]);
    expect(party?.rules.map(({ own }) => own)).toEqual([false, false, false, false, true]);
    expect(extended.corpus.version).toBe("1.0.0+own");
    expect(extended.corpus.digest).not.toBe(corpus.digest);
    expect(corpus.parties["acme"]?.rules).toHaveLength(4);
  });

  test("add parties of their own and words, but change none", () => {
    const model = {
      path: "models/own-brush.yaml",
      text: "id: own-brush\nkind: model\nname: Brush\nbase: paint-1\n",
    };
    const words = {
      path: "registry/duties.yaml",
      text: "own.report: { phase: after, text: Report it., how: '' }\n",
    };
    const extended = extendCorpus(corpus, [model, words]);
    expect(extended.findings).toEqual([]);
    expect(extended.corpus.parties["own-brush"]?.own).toBe(true);
    expect(extended.corpus.registry.duties["own.report"]?.phase).toBe("after");
    const changed = extendCorpus(corpus, [
      { path: "registry/duties.yaml", text: "service.attribution: { phase: after, text: X., how: '' }\n" },
    ]);
    expect(changed.findings.map(formatFinding).join()).toContain("already a word of the corpus");
  });
});
