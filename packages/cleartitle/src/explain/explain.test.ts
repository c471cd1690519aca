import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readQuestion } from "../ask/read-question.ts";
import type { Question } from "../ask/question.ts";
import { Cleartitle } from "../cleartitle.ts";
import { explanationText } from "../render/explain/explanation-text.ts";
import { namesOf } from "../render/names.ts";
import type { Explanation } from "./explanation.ts";

const cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T00:00:00Z") });
const names = namesOf(cleartitle.corpus);
const paper = { width: 80, colour: false, unicode: true };

function tell(question: Question): { story: Explanation; text: string } {
  const story = cleartitle.explain(null, question);
  if (story === null) throw new Error("no story");
  return { story, text: explanationText(paper, names, "Your question", null, story).replaceAll(/\s+/g, " ") };
}

const standard: Question = {
  made: { on: "2025-07-01", chain: [{ service: "midjourney", plan: "standard" }] },
  use: "advertising",
  on: "2026-11-22",
  facts: {
    "holder.kind": "company",
    "holder.revenue-usd": 40_000,
    "holder.employer-revenue-usd": "none",
    "inputs.kind": "none",
  },
};

const withFact = (name: string, value: string | number | boolean): Question => ({
  ...standard,
  facts: { ...standard.facts, [name]: value },
});

describe("the story of an answer", () => {
  test("says which rule nearly counted, what it takes, and what was said instead", () => {
    const { story, text } = tell(standard);
    const near = story.links.flatMap(({ nearly }) => nearly).find(({ rule }) => rule === "midjourney-cap");
    expect(near).toMatchObject({
      fact: "holder.revenue-usd",
      wanted: "above USD 1,000,000",
      value: 40_000,
      from: "stated",
    });
    expect(text).toContain(
      `would forbid, if "Annual revenue" were above USD 1,000,000; you said USD 40,000.`,
    );
  });

  test("a no rests on the facts that force it, and on rules that fire", () => {
    const { story } = tell(withFact("holder.revenue-usd", 1_200_000));
    expect(story.decision.verdict).toBe("forbidden");
    expect(story.why?.facts).toMatchObject({ "holder.revenue-usd": 1_200_000 });
    expect(story.why?.facts).not.toHaveProperty("inputs.kind");
    expect(story.why?.rules).toContain("midjourney-cap");
    for (const rule of story.why?.rules ?? [])
      expect(story.decision.reasons.find((reason) => reason.rule === rule)?.fires).toBe("yes");
  });

  test("says what each answer to an open question would lead to", () => {
    const { "holder.revenue-usd": _, ...facts } = standard.facts ?? {};
    const { story, text } = tell({ ...standard, facts });
    const open = story.open.find(({ fact }) => fact === "holder.revenue-usd");
    expect(open?.kind).toBe("question");
    expect(open?.consequences.map(({ answers, verdict }) => [answers, verdict])).toEqual([
      [["none", "up to USD 1,000,000"], "conditional"],
      [["above USD 1,000,000"], "forbidden"],
    ]);
    expect(text).toContain("above USD 1,000,000 → no");
  });

  test("tells the day of making by the stretches between changes of terms", () => {
    const { story } = tell({
      use: "merchandise",
      on: "2026-11-22",
      made: { chain: [{ model: "flux-1-dev" }] },
    });
    const open = story.open.find(({ fact }) => fact === "made.on");
    expect(open?.consequences.length).toBeGreaterThan(1);
    expect(open?.consequences.flatMap(({ answers }) => answers).join()).toMatch(/^before \d{4}-\d\d-\d\d/);
  });

  test("asks for a country with the countries that rules name, and all others as one", () => {
    const { story } = tell({
      use: "merchandise",
      on: "2026-11-22",
      made: { on: "2026-01-10", chain: [{ model: "hunyuan-image-3.0" }] },
    });
    const open = story.open.find(({ fact }) => fact === "holder.country");
    const answers = open?.consequences.flatMap((consequence) => consequence.answers) ?? [];
    expect(answers).toContain("anywhere else");
    expect(answers.length).toBeGreaterThan(1);
    expect(open?.consequences.length).toBeGreaterThan(1);
  });

  test("keeps the three statements apart and never says a bare 'you own'", () => {
    const { text, story } = tell(withFact("use.territory", "us"));
    const parts = [
      "May you use it?",
      "Do you own it, as between the parties?",
      "Is it protected by copyright, and where?",
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text).not.toMatch(/\byou own (?:it|this|the image)\b(?!, as between)/i);
    expect(story.copyright.filter(({ asked }) => asked).map(({ party }) => party)).toContain("us-copyright");
    expect(story.copyright.some(({ asked }) => !asked)).toBe(true);
    for (const { party, says } of story.copyright)
      for (const saying of says) expect([saying.party, saying.topic]).toEqual([party, "copyright"]);
  });

  test.each([
    ["a service", { ...standard, use: "stock-licensing", market: "adobe-stock" }],
    [
      "a model under a licence",
      { use: "merchandise", on: "2026-11-22", made: { chain: [{ model: "sd-1.5" }] } },
    ],
  ] satisfies readonly (readonly [string, Question])[])(
    "every rule of the answer stands at a link, with its source and its age: %s",
    (_, question) => {
      const { story, text } = tell(question);
      const told = new Set(
        story.links.flatMap(({ layers }) => layers.flatMap(({ rules }) => rules.map(({ rule }) => rule))),
      );
      expect(story.decision.reasons.length).toBeGreaterThan(0);
      for (const { rule } of story.decision.reasons) expect(told.has(rule)).toBe(true);
      const days = story.sources.map(({ seen }) => seen ?? "");
      expect(days).toEqual(days.toSorted());
      expect(text).toContain("not legal advice");
    },
  );

  test("reads like no trace: no code of a rule, a fact or a verdict, and no undefined", () => {
    const { story, text } = tell({ ...standard, use: "stock-licensing", market: "adobe-stock" });
    for (const { rule } of story.decision.reasons) expect(text).not.toContain(rule);
    expect(text).not.toMatch(/undefined|\[object|\bnull\b|NaN|holder\.kind/);
  });
});

const cases = join(import.meta.dirname, "../../../../../shared/cases/cases.jsonl");
const lines = existsSync(cases) ? readFileSync(cases, "utf8").trim().split("\n") : [];

describe.skipIf(lines.length === 0)(
  "stories of real questions (../shared/cases; skipped where absent)",
  () => {
    const given = lines.map((line) => JSON.parse(line) as { id: string; question: unknown });
    test.each(given.map(({ id, question }) => [id, question] as const))("%s", (_, written) => {
      const question = readQuestion(written);
      const { story, text } = tell(question);
      expect(story.decision.verdict).toBe(cleartitle.judge(question).verdict);
      // Known facts alone force a verdict that is no unknown; an unknown says what it hangs on.
      expect(story.why === null).toBe(story.decision.verdict === "unknown");
      if (story.why === null) expect(story.decision.unknown.length).toBeGreaterThan(0);
      for (const { consequences } of story.open) expect(consequences.length).toBeGreaterThan(0);
      expect(text).not.toMatch(/undefined|\[object|NaN/);
    });
  },
);
