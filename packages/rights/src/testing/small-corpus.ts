import { compileCorpus } from "@cleartitle/corpus/compile";
import type { Corpus } from "@cleartitle/corpus";

const REGISTRY: Readonly<Record<string, string>> = {
  uses: `
personal: { label: Personal, band: not-usually, examples: [keeping it] }
commercial: { label: Commercial, band: clear, examples: [selling] }
advertising: { parent: commercial, label: Advertising, band: clear, examples: [a banner] }
stock: { parent: commercial, label: Stock, band: clear, needs: market, examples: [an agency] }
`,
  facts: `
plan: { type: text, scope: link, subject: making, change: user, label: Plan, question: "Which plan of {party}?", help: "" }
route.hosted: { type: boolean, scope: link, subject: route, change: never, derived: true, label: Hosted, question: "", help: "" }
revenue: { type: number, scope: question, subject: holder, change: never, label: Revenue, question: What revenue?, help: "" }
beta: { type: boolean, scope: question, subject: making, change: never, label: Beta, question: A beta?, help: "" }
registered: { type: boolean, scope: question, subject: registration, change: user, label: Registered, question: Registered?, help: "" }
person: { type: boolean, scope: question, subject: content, change: user, attest: true, clear: [false], label: A person, question: A person?, help: "" }
consent: { type: boolean, scope: question, subject: content, change: user, attest: true, clear: [true], label: Consent, question: Consent?, help: "" }
exclusive: { type: boolean, scope: question, subject: use, change: user, default: false, label: Exclusive, question: Exclusive?, help: "" }
title.ownership: { type: text, scope: question, subject: title, change: never, derived: true, label: Ownership, question: "", help: "" }
`,
  duties: `
register: { phase: before, text: Register first., how: "", met-by: { registered: true } }
label: { phase: with, text: Label it., how: "" }
`,
  topics: `
commercial-use: { layer: source, label: Commercial use }
acceptance: { layer: destination, label: Acceptance }
people: { layer: people-and-marks, label: People }
ownership: { layer: source, label: Ownership, statement: true, values: [owned, not-stated, licensed] }
`,
  grades: `
contract: { label: The terms, stale-days: 90, expires-days: 400 }
`,
};

const HEAD = `
documents:
  tos:
    title: Terms
    url: https://example.org/terms
    governs: {governs}
    versions:
      - { id: v1, from: 2024-01-01, seen: [2024-01-02, 2026-01-01] }
`;

/** A party file: head and rules; every rule gets source, dates and grade unless it names its own. */
export function partyFile(
  id: string,
  kind: string,
  rules: Readonly<Record<string, string>>,
  extra: string = "",
): { path: string; text: string } {
  const governs = kind === "market" || kind === "law" ? "use" : kind === "licence" ? "copy" : "making";
  const body = Object.entries(rules).map(([name, rule]) => {
    const period = rule.includes("in-force") ? "" : ", in-force: { from: 2024-01-01 }";
    return `  ${id}-${name}: { ${rule}, reading: Reading of ${name}., source: { document: tos, at: "§1" }${period}, known: 2026-01-01, grade: contract, review: reviewed }`;
  });
  const text = `id: ${id}\nkind: ${kind}\nname: ${id.toUpperCase()}\n${extra}${HEAD.replace("{governs}", governs)}rules:\n${body.join("\n")}\n`;
  return { path: `${kind}s/${id}.yaml`, text };
}

/** A corpus of invented parties, compiled as the real one is; a mistake in it fails the test that made it. */
export function smallCorpus(...parties: readonly { path: string; text: string }[]): Corpus {
  const registry = Object.entries(REGISTRY).map(([name, text]) => ({ path: `registry/${name}.yaml`, text }));
  const { corpus, findings } = compileCorpus([...registry, ...parties], { version: "test" });
  if (findings.length > 0)
    throw new Error(findings.map(({ file, line, message }) => `${file}:${line} ${message}`).join("\n"));
  return corpus;
}
