import { describe, expect, test } from "vitest";
import { compileSmall } from "../fixture/small-corpus.ts";
import { answerFlips } from "./answer-flips.ts";
import { corpusChanges } from "./corpus-changes.ts";
import { dueSources } from "./due-sources.ts";
import { findRule } from "./find-rule.ts";
import { listParties } from "./list-parties.ts";
import { partyDiff } from "./party-diff.ts";
import { partyHistory } from "./party-history.ts";
import { partyOn } from "./party-on.ts";

const { corpus } = compileSmall();
const acme = "services/acme.yaml";

describe("the list", () => {
  test("counts documents, versions, rules and grades, and says when somebody last looked", () => {
    expect(listParties(corpus, { kind: "service" })).toEqual([
      {
        id: "acme",
        kind: "service",
        name: "Acme Images",
        documents: 1,
        versions: 2,
        rules: 4,
        grades: { contract: 4 },
        reviewed: 4,
        lastSeen: "2025-06-30",
        own: false,
      },
    ]);
  });

  test("is filtered by name, grade and owner", () => {
    expect(listParties(corpus).map(({ id }) => id)).toEqual(["open-paint", "stockhaus", "paint-1", "acme"]);
    expect(listParties(corpus, { text: "paint" }).map(({ id }) => id)).toEqual(["open-paint", "paint-1"]);
    expect(listParties(corpus, { grade: "secondary" })).toEqual([]);
    expect(listParties(corpus, { own: true })).toEqual([]);
  });
});

describe("a party on a day", () => {
  const rulesOn = (day: string) =>
    partyOn(corpus, "acme", day)?.rules.map(({ item, holds }) => `${item.id} ${holds}`);

  test("has the rules of that day, both versions inside a change window", () => {
    expect(rulesOn("2023-06-01")).toEqual(["acme-commercial yes", "acme-people yes", "acme-ownership yes"]);
    expect(rulesOn("2023-12-20")).toEqual([
      "acme-commercial yes",
      "acme-cap maybe",
      "acme-people maybe",
      "acme-ownership yes",
    ]);
    expect(rulesOn("2024-01-10")).toEqual(["acme-commercial yes", "acme-cap yes", "acme-ownership yes"]);
    expect(rulesOn("2022-06-01")).toEqual([
      "acme-commercial maybe",
      "acme-people maybe",
      "acme-ownership maybe",
    ]);
  });

  test("is what was known on another day", () => {
    expect(partyOn(corpus, "acme", "2024-06-01", "2025-12-31")?.rules).toEqual([]);
    const corrected = compileSmall({
      [acme]: [["    known: 2026-01-01", "    known: 2026-01-01\n    corrected: 2026-03-01"]],
    }).corpus;
    const ids = (known?: string) =>
      partyOn(corrected, "acme", "2024-06-01", known)?.rules.map(({ item }) => item.id);
    expect(ids("2026-02-01")).toContain("acme-commercial");
    expect(ids("2026-03-01")).not.toContain("acme-commercial");
    expect(ids()).not.toContain("acme-commercial");
  });

  test("of nobody is nothing", () => {
    expect(partyOn(corpus, "constructor", "2024-01-01")).toBeUndefined();
    expect(partyHistory(corpus, "nobody")).toEqual([]);
    expect(partyDiff(corpus, "nobody", "2024-01-01", "2024-02-01")).toBeUndefined();
  });
});

test("the history has one change for what ends and begins together, oldest first", () => {
  const events = partyHistory(corpus, "acme");
  expect(events.map(({ kind }) => kind)).toEqual(["version", "rules", "version", "rules"]);
  const change = events.at(-1);
  expect(change).toMatchObject({
    when: { earliest: "2023-12-02", latest: "2024-01-10" },
    begin: [{ id: "acme-cap" }],
    end: [{ id: "acme-people" }],
  });
  const withdrawn = compileSmall({
    [acme]: [["    review: reviewed", "    review: reviewed\n    withdrawn: Misread."]],
  }).corpus;
  expect(partyHistory(withdrawn, "acme").at(-1)).toMatchObject({
    kind: "withdrawal",
    rule: { id: "acme-commercial" },
  });
});

test("the difference between two days is told topic by topic", () => {
  const diff = partyDiff(corpus, "acme", "2023-06-01", "2024-06-01");
  expect(
    diff?.changes.map(({ topic, before, after }) => [
      topic,
      before.map(({ item }) => item.id),
      after.map(({ item }) => item.id),
    ]),
  ).toEqual([
    ["real-people", ["acme-people"], []],
    ["revenue-cap", [], ["acme-cap"]],
  ]);
  expect(diff?.unchanged).toBe(2);
  expect(partyDiff(corpus, "acme", "2024-06-01", "2024-06-01")?.changes).toEqual([]);
});

test("sources are due after their term, never those that came with a copy", () => {
  expect(dueSources(corpus, "2025-07-30")).toEqual([]);
  expect(
    dueSources(corpus, "2026-06-01").map(({ party, document, seen, age }) => [party, document, seen, age]),
  ).toEqual([
    ["acme", "tos", "2025-06-30", 336],
    ["stockhaus", "guide", "2026-01-01", 151],
  ]);
  expect(dueSources(corpus, "2026-01-10", 5).map(({ party }) => party)).toEqual(["acme", "stockhaus"]);
  const unread = compileSmall({
    [acme]: [
      [", seen: [2023-02-01, 2023-03-01]", ""],
      [", seen: [2024-01-10, 2025-06-30]", ""],
    ],
  }).corpus;
  expect(dueSources(unread, "2024-02-01")[0]).toMatchObject({
    party: "acme",
    seen: null,
    age: null,
    term: 90,
  });
});

test("a rule is found by its id, with the link to its clause", () => {
  expect(findRule(corpus, "acme-commercial")?.rule.source.url).toContain("#:~:text=You%20may");
  expect(findRule(corpus, "toString")).toBeUndefined();
});

describe("between two corpora", () => {
  test("new terms are told apart from better readings", () => {
    const next = compileSmall({
      [acme]: [
        [`in-force: { from: "≤2023-01-01" }`, `in-force: { from: "≤2023-01-01", until: 2026-06-01 }`],
        ["Above a million a year only Pro will do.", "Above a million a year only Pro is enough."],
        [
          "rules:\n",
          "rules:\n  acme-late:\n    topic: attribution\n    reading: Name Acme.\n    effect: duty\n    duty: service.attribution\n    source: { document: tos, at: a }\n    in-force: { from: 2026-06-01 }\n    known: 2026-06-02\n    grade: contract\n    review: reviewed\n",
        ],
      ],
      "models/paint-1.yaml": null,
    }).corpus;
    const changes = corpusChanges(corpus, next);
    expect(changes.partiesRemoved).toEqual(["paint-1"]);
    expect(changes.termsChanged.map(({ rule, what, on }) => [rule, what, on])).toEqual([
      ["acme-commercial", "ended", "2026-06-01"],
      ["acme-late", "added", "2026-06-01"],
    ]);
    expect(changes.readingsCorrected.map(({ rule, what }) => [rule, what])).toEqual([
      ["acme-cap", "reworded"],
    ]);
    expect(corpusChanges(corpus, corpus)).toEqual({
      partiesAdded: [],
      partiesRemoved: [],
      termsChanged: [],
      readingsCorrected: [],
    });
  });

  test("only the questions whose answer flips are listed", () => {
    const next = compileSmall({ [acme]: [["effect: permission", "effect: prohibition"]] }).corpus;
    const decide = (each: typeof corpus, id: string) => findRule(each, id)?.rule.effect;
    expect(answerFlips(corpus, next, ["acme-commercial", "acme-cap"], decide)).toEqual([
      { question: "acme-commercial", before: "permission", after: "prohibition" },
    ]);
  });
});
