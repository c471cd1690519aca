import type { Corpus, Fact } from "@cleartitle/corpus";
import { describe, expect, test } from "vitest";

import { requireParty } from "./require-party.ts";

import { findUse } from "./find-use.ts";
import { dayOf, parseDay } from "./parse-day.ts";
import { parseFact } from "./parse-fact.ts";

const fact = (code: string, rest: Partial<Fact>): Fact => ({
  code,
  type: "text",
  values: null,
  closed: false,
  scope: "question",
  subject: "holder",
  change: "never",
  attest: false,
  clear: null,
  derived: false,
  label: code,
  question: "",
  help: "",
  ...rest,
});

const corpus = {
  registry: {
    uses: {
      commercial: { code: "commercial", label: "Commercial use" },
      "stock-licensing": { code: "stock-licensing", label: "Licensing through a stock agency" },
    },
    facts: {
      "holder.kind": fact("holder.kind", { type: "enum", values: ["individual", "company"], closed: true }),
      "holder.revenue-usd": fact("holder.revenue-usd", { type: "number", unit: "USD a year" }),
      "content.people": fact("content.people", { type: "boolean", values: [true, false] }),
      "made.day": fact("made.day", { type: "date" }),
      "title.ownership": fact("title.ownership", { derived: true }),
      plan: fact("plan", {}),
    },
    duties: { "market.ai-checkbox": {} },
  },
  parties: {
    "adobe-stock": { id: "adobe-stock", kind: "market", name: "Adobe Stock", aliases: ["Fotolia"] },
    "123rf": { id: "123rf", kind: "market", name: "123RF", aliases: [] },
  },
} as unknown as Corpus;

const message = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
  return "no error";
};

describe("parseFact", () => {
  const parse = (text: string): unknown => parseFact(corpus.registry, text)[1];
  test("gives each value its type", () => {
    expect(parse("holder.revenue-usd=1,250,000.5")).toBe(1_250_000.5);
    expect(parse("holder.revenue-usd=40_000")).toBe(40_000);
    expect(parse("holder.revenue-usd=none")).toBe("none");
    expect(parse("content.people=Yes")).toBe(true);
    expect(parse("made.day=2024-02-29")).toBe("2024-02-29");
    expect(parse("plan=a=b")).toBe("a=b");
    expect(parse("met.market.ai-checkbox=true")).toBe(true);
  });
  test.each([
    ["holder.knd=individual", 'unknown-fact: No fact is called "holder.knd". Did you mean "holder.kind"?'],
    ["holder.kind=indvidual", "bad-fact-value: holder.kind takes individual, company or none"],
    [
      "holder.revenue-usd=12,5",
      "bad-fact-value: holder.revenue-usd takes a number from 0 (USD a year) or none",
    ],
    ["holder.revenue-usd=40.000", 'not "40.000". It may be 40000 or 40: write 40000 or 40.'],
    ["holder.revenue-usd=1,200", "It may be 1200 or 1.2: write 1200 or 1.2."],
    ["holder.revenue-usd=1.200.000", "Write 1200000."],
    ["holder.revenue-usd=40k", "Write 40000."],
    ["holder.revenue-usd=$1.5m", "Write 1500000."],
    ["holder.revenue-usd=-5", "holder.revenue-usd takes a number from 0"],
    ["holder.revenue-usd=Infinity", "bad-fact-value: holder.revenue-usd takes a number"],
    ["content.people=maybe", 'bad-fact-value: content.people takes true, false or none, not "maybe".'],
    ["title.ownership=assigned", 'unknown-fact: "title.ownership" is worked out'],
    ["made.day=2023-02-29", "bad-date: made.day takes a day"],
    ["toString=x", 'unknown-fact: No fact is called "toString"'],
    ["plan", "bad-fact-value: --fact takes NAME=VALUE"],
    ["=x", "bad-fact-value: --fact takes NAME=VALUE"],
    ["holder.revenue-usd= ", "bad-fact-value: holder.revenue-usd has no value"],
    ["plan=\t", "bad-fact-value: plan has no value"],
    ["holder.revenue-usd=0x10", "bad-fact-value: holder.revenue-usd takes a number"],
    ["market=x", 'unknown-fact: "market" is no fact and has an option of its own: --market MARKET.'],
    ["made=2025", 'unknown-fact: "made" is no fact and has an option of its own: --made DATE.'],
    ["use=editorial", 'unknown-fact: "use" is no fact and has an option of its own: --for USE.'],
    ["adapter=x", 'has it as "adapter" of a link of "made.chain".'],
    ["zz.top=1", "`cleartitle words facts` lists all facts."],
  ])("%s", (text, expected) => {
    expect(message(() => parse(text))).toContain(expected);
  });
});

test("uses and parties are found by name, or the nearest is named", () => {
  expect(findUse(corpus, "commercial")).toBe("commercial");
  for (const written of ["Stock licensing", "STOCK_LICENSING", "licensing through a stock agency"])
    expect(findUse(corpus, written)).toBe("stock-licensing");
  expect(message(() => findUse(corpus, "stock-licencing"))).toContain('Did you mean "stock-licensing"?');
  expect(message(() => findUse(corpus, "zzz"))).toContain("Uses: commercial, stock-licensing.");
  expect(requireParty(corpus, "market", "adobe stock").id).toBe("adobe-stock");
  expect(requireParty(corpus, "market", "FOTOLIA").id).toBe("adobe-stock");
  expect(message(() => requireParty(corpus, "market", "adobe-stok"))).toContain(
    'unknown-market: No market on record is called "adobe-stok". Did you mean "adobe-stock"?',
  );
  expect(message(() => requireParty(corpus, "service", "x"))).toContain("None is on record yet.");
  const ids = Array.from({ length: 35 }, (_, index) => `m${index}`);
  const many = {
    parties: Object.fromEntries(ids.map((id) => [id, { id, kind: "model", name: id, aliases: [] }])),
  };
  expect(message(() => requireParty(many as unknown as Corpus, "model", "nothing alike"))).toMatch(
    / and 5 more\.$/,
  );
});

test("days are calendar days", () => {
  expect(parseDay("2024-02-29", "--on")).toBe("2024-02-29");
  for (const text of ["2023-02-29", "2024-1-1", "yesterday", "2024-13-01", "2024-01-01T00:00"]) {
    expect(message(() => parseDay(text, "--on"))).toContain("bad-date: --on takes a day");
  }
  expect(dayOf(new Date(2026, 10, 2, 23, 59))).toBe("2026-11-02");
});
