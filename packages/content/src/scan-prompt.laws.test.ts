import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { contentFacts } from "./content-facts.ts";
import { factOfKind } from "./finding.ts";
import { namesMatcher, scanPrompt } from "./scan-prompt.ts";

const runs = { seed: 20261122, numRuns: 2000 };
const plain = namesMatcher()
  .forms.flat()
  .filter((form) => form.strength === "plain" && form.text.length > 4 && /^[\p{L} ]+$/u.test(form.text));

const pieces = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "(",
    ":1.2)",
    "\\(",
    "<lora:",
    ">",
    "__",
    "BREAK",
    " by ",
    ", ",
    "\u200B",
    "\uD800",
    "--no ",
  ),
  fc.constantFrom(...plain.map((form) => form.text)),
);
const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));

describe("laws of the scanner", () => {
  test("it never throws, and spans are valid, ordered and hold what was matched", () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, negative) => {
        let before = 0;
        for (const { span, matched, kind, fact } of scanPrompt(text, { negative })) {
          expect(span[0]).toBeGreaterThanOrEqual(before);
          expect(span[1]).toBeGreaterThan(span[0]);
          expect(span[1]).toBeLessThanOrEqual(text.length);
          expect(matched).toBe(text.slice(span[0], span[1]));
          expect(fact).toBe(factOfKind[kind]);
          before = span[0];
        }
      }),
      runs,
    );
  });

  test("a plain name between commas is always found", () => {
    fc.assert(
      fc.property(fc.constantFrom(...plain), fc.constantFrom("a tree", "日本", "", "дом"), (form, other) => {
        const found = scanPrompt(`${other}, ${form.text}, ${other}`);
        expect(found.map(({ fact }) => fact)).toContain(factOfKind[form.name.kind]);
      }),
      runs,
    );
  });

  test("case, doubled spaces and underscores change nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...plain), (form) => {
        const names = (text: string): readonly string[] => scanPrompt(text).map(({ name }) => name);
        const written = names(form.text);
        expect(names(form.text.replaceAll(" ", "  "))).toEqual(written);
        expect(names(form.text.replaceAll(" ", "_"))).toEqual(written);
        expect(names(form.text.normalize("NFD"))).toEqual(written);
      }),
      runs,
    );
  });

  test("no finding, no fact: facts are never false and never from silence", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const findings = scanPrompt(text, { negative: true });
        const { facts, questions } = contentFacts(findings);
        for (const [fact, value] of Object.entries(facts)) {
          expect(value).toBe(true);
          expect(findings.some((one) => one.fact === fact && one.confidence === "certain")).toBe(true);
        }
        for (const { fact } of questions) expect(facts).not.toHaveProperty(fact);
      }),
      runs,
    );
  });
});

describe("time grows with the text", () => {
  const cases: Readonly<Record<string, (length: number) => string>> = {
    "one letter": (length) => "a".repeat(length),
    "the start of names": (length) => "vincent van ".repeat(length / 12),
    "names without end": (length) => "pikachu ".repeat(length / 8),
    "ambiguous names": (length) => "apple turner link ".repeat(length / 18),
    "open tags": (length) => "<lora:".repeat(length / 6),
    "open parameters": (length) => "--no ".repeat(length / 5),
    "combining marks": (length) => `monet${"\u0301".repeat(length)}`,
    "blank lines": (length) => "\n".repeat(length),
    brackets: (length) => "((".repeat(length / 2),
    "Korean endings": (length) => "피카츄를".repeat(length / 4),
    katakana: (length) => "モネ".repeat(length / 2),
    Han: (length) => "原神".repeat(length / 2),
  };
  test.each(Object.keys(cases))("%s", (name) => {
    const make = cases[name]!;
    const seconds = (length: number): number => {
      const text = make(length);
      const start = performance.now();
      scanPrompt(text, { negative: true });
      return (performance.now() - start) / 1000;
    };
    seconds(10_000);
    // A quadratic scanner would need hours for this; the bound is wide because machines are busy.
    expect(seconds(2_000_000)).toBeLessThan(20);
  });

  test("a prompt of ten megabytes", () => {
    const text = `${"a quiet lake between mountains, morning light, ".repeat(220_000)}by Claude Monet`;
    expect(scanPrompt(text).map(({ name }) => name)).toEqual(["Claude Monet"]);
  });
});
