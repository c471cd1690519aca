import { expect, test } from "vitest";

import { contentFacts } from "./content-facts.ts";
import { scanPrompt } from "./scan-prompt.ts";

test("certain findings set facts, ambiguous ones only ask", () => {
  const { facts, findings, questions } = contentFacts(scanPrompt("pikachu eating an apple, by Claude Monet"));
  expect(facts).toEqual({ "content.third-party-character": true, "content.artist-name": true });
  expect(findings.map(({ name }) => name)).toEqual(["Pikachu", "Claude Monet"]);
  expect(questions.map(({ fact }) => fact)).toEqual(["content.trademark"]);
});

test("a fact that is settled is not asked about", () => {
  expect(contentFacts(scanPrompt("a link, pikachu")).questions).toEqual([]);
});

test("silence sets nothing", () => {
  expect(contentFacts(scanPrompt("a quiet lake"))).toEqual({ facts: {}, findings: [], questions: [] });
});

test("what the picture must not show is no fact about it", () => {
  const findings = scanPrompt("a lake --no pikachu", { negative: true });
  expect(findings).toHaveLength(1);
  expect(contentFacts(findings).facts).toEqual({});
});
