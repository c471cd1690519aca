import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import {
  buildUndatedChain,
  dateChain,
  makingFromEvidence,
  specsFromQuestion,
  type Chain,
} from "@cleartitle/title";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Answer, Judgement } from "../answer.ts";
import { askedAsFacts } from "../ask/asked-as-facts.ts";
import type { Question } from "../ask/question.ts";
import { readGivenQuestion, readQuestion } from "../ask/read-question.ts";
import { Cleartitle } from "../cleartitle.ts";
import { isYes } from "../content/with-content.ts";
import { makingOf } from "../judge/making-of.ts";
import { answer, names as madeUpNames } from "../testing/decisions.ts";
import { fullAnswer } from "./full-answer.ts";
import { fileSection } from "./html/file-section.ts";
import { namesOf } from "./names.ts";
import { shortAnswer } from "./short-answer.ts";

const cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T00:00:00Z") });
const { corpus } = cleartitle;
const names = namesOf(corpus);
const paper = { width: 80, colour: false, unicode: true };
const typed = { name: "cleartitle", options: [] };

/** Text as it reads, wherever its lines break. */
const plain = (text: string): string => text.replaceAll(/\s+/g, " ");
const ofHtml = (text: string): string =>
  plain(
    text
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&"),
  );

/** The links whose silence is not a yes, each with the parties whose terms bind it. */
function licensors({ links }: Chain): readonly (readonly string[])[] {
  return links
    .filter(({ stance }) => stance === "permission")
    .map(({ party, terms }) => [...terms.map((term) => term.party), ...(party === null ? [] : [party])]);
}

/** Licensors of a yes of whom no permission can be read in a text. */
function missing(decision: Judgement, chain: Chain, text: string): readonly (readonly string[])[] {
  return licensors(chain).filter((parties) =>
    decision.reasons.every(
      ({ effect, party, reading }) =>
        effect !== "permission" || !parties.includes(party) || !text.includes(plain(reading)),
    ),
  );
}

function expectShown(told: Answer, chain: Chain): void {
  const { decision } = told;
  if (decision === null || !isYes(decision)) return;
  expect(missing(decision, chain, plain(fullAnswer(paper, names, told, typed))), "text").toEqual([]);
  expect(missing(decision, chain, ofHtml(fileSection(names, told, 1, null).text)), "HTML").toEqual([]);
  const maybe = decision.reasons.filter(({ effect, fires }) => effect === "permission" && fires === "maybe");
  for (const { rule, when } of maybe)
    if (names.looksAt(rule, "plan")) expect(when).toMatch(/on (?:the|any) plan/);
  if (licensors(chain).length > 0)
    expect(shortAnswer(paper, names, told).split("\n").length, "short").toBeGreaterThan(2);
}

function chainOf(given: Question, evidence: Answer["evidence"] | null = null): Chain {
  const question = readGivenQuestion(corpus, given, "2026-11-22");
  const making =
    evidence === null
      ? makingOf(null, question)
      : makingFromEvidence(evidence, {
          specs: specsFromQuestion(question.made.chain),
          madeOn: question.made.on ?? null,
        });
  const { market, others } = askedAsFacts(question.facts);
  const asked = { ...question, market: question.market ?? market, facts: others };
  return dateChain(buildUndatedChain(corpus, making, asked), making.madeOn, asked.on);
}

const judged = (question: Question): Answer => answer(cleartitle.judge(question));

describe("L9: a yes shows a permission of each licensor, as text and as HTML", () => {
  const folder = join(import.meta.dirname, "../../cases");
  test.each(readdirSync(folder).filter((file) => file.endsWith(".jsonl")))("golden cases: %s", (file) => {
    for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
      if (line.trim() === "") continue;
      const question = readQuestion((JSON.parse(line) as { question: unknown }).question);
      expectShown(judged(question), chainOf(question));
    }
  });

  const examples = join(import.meta.dirname, "../../../../examples");
  test.each(readdirSync(examples).filter((file) => /\.(?:png|jpg|webp)$/.test(file)))("%s", async (file) => {
    for (const question of [
      { use: "merchandise", on: "2026-11-22", made: { on: "2026-07-10" } },
      { use: "commercial", on: "2026-11-22", facts: { "inputs.kind": "none" } },
      { use: "stock-licensing", market: "adobe-stock", on: "2026-11-22", made: { on: "2026-07-10" } },
    ] satisfies Question[]) {
      const told = await cleartitle.check(join(examples, file), question);
      expectShown(told, chainOf(question, told.evidence));
    }
  });

  const ofKind = (kind: string): readonly string[] =>
    Object.values(corpus.parties).flatMap((party) => (party.kind === kind ? [party.id] : []));
  const link = fc.oneof(
    fc
      .constantFrom(...ofKind("service"))
      .chain((service) =>
        fc
          .constantFrom(undefined, ...Object.keys(corpus.parties[service]?.plans ?? {}))
          .map((plan) => (plan === undefined ? { service } : { service, plan })),
      ),
    fc.record({ model: fc.constantFrom(...ofKind("model")) }),
    fc.record({ gateway: fc.constantFrom(...ofKind("gateway")), model: fc.constantFrom(...ofKind("model")) }),
  );
  const facts = fc.record(
    {
      "inputs.kind": fc.constantFrom("none", "own"),
      "holder.kind": fc.constantFrom("individual", "company"),
      "holder.revenue-usd": fc.constantFrom(0, 40_000, 5_000_000),
      "holder.employer-revenue-usd": fc.constant("none"),
      "holder.country": fc.constantFrom("US", "DE", "JP"),
    },
    { requiredKeys: [] },
  );
  const question = fc.record({
    made: fc.record({
      chain: fc.array(link, { minLength: 1, maxLength: 3 }),
      on: fc.constantFrom(null, "2024-02-01", "2025-06-01", "2026-07-10"),
    }),
    use: fc.constantFrom("merchandise", "commercial", "personal", "stock-licensing", "marketing"),
    on: fc.constant("2026-11-22"),
    facts,
  });

  test("random questions", () => {
    let yes = 0;
    fc.assert(
      fc.property(question, (asked) => {
        const told = judged(asked);
        if (told.decision !== null && isYes(told.decision)) yes += 1;
        expectShown(told, chainOf(asked));
      }),
      { seed: 20261122, numRuns: 150 },
    );
    expect(yes).toBeGreaterThan(10);
  });

  test.each(["google-gemini", "openai"])("of %s without a plan, whichever it is", (service) => {
    const asked = { made: { chain: [{ service }], on: "2026-07-10" }, use: "merchandise", on: "2026-11-22" };
    const told = judged(asked);
    expectShown(told, chainOf(asked));
    if (told.decision !== null && isYes(told.decision)) {
      const text = plain(fullAnswer(paper, names, told, typed));
      expect(text).toContain("In each case one of these");
      expect(ofHtml(fileSection(names, told, 1, null).text)).toContain("In each case one of these");
    }
  });

  test("of ten licensors each is named, and none is cut off", () => {
    const { decision } = answer(
      cleartitle.judge({ use: "merchandise", made: { chain: [{ service: "midjourney" }] } }),
    );
    const [reason] = cleartitle.judge({
      use: "personal",
      made: { chain: [{ model: "flux-1-schnell" }] },
    }).reasons;
    const reasons = Array.from({ length: 10 }, (_, at) => ({
      ...reason!,
      rule: `r-${at}`,
      party: `p-${at}`,
      effect: "permission" as const,
      fires: "yes" as const,
      reading: `Reading number ${at} grants it.`,
    }));
    const told = answer({ ...decision!, verdict: "conditional", reasons });
    for (const text of [
      plain(fullAnswer(paper, madeUpNames, told, typed)),
      ofHtml(fileSection(madeUpNames, told, 1, null).text),
    ])
      for (const { reading } of reasons) expect(text).toContain(reading);
  });
});
