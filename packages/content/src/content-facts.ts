import type { ContentFact, Finding } from "./finding.ts";

/** Names that may mean something else: ask the person. */
export interface ContentQuestion {
  readonly fact: ContentFact;
  readonly findings: readonly Finding[];
}

export interface ContentFacts {
  /** Facts that a certain finding gives, as inferred evidence: the person's own word goes before it. Never false, never from silence. */
  readonly facts: Readonly<Partial<Record<ContentFact, true>>>;
  /** The findings the facts rest on. */
  readonly findings: readonly Finding[];
  /** For facts that are still open: what to ask about. */
  readonly questions: readonly ContentQuestion[];
}

/**
 * What a decision may take from findings. A fact is true where a certain finding in the prompt speaks for it; ambiguous findings only raise
 * a question. A name in a negative prompt gives neither: it says what the picture must not show. A fact without findings stays missing, because
 * the data set does not hold every name (DESIGN: a missing fact never becomes a yes).
 */
export function contentFacts(findings: readonly Finding[]): ContentFacts {
  const facts: Partial<Record<ContentFact, true>> = {};
  const grounds: Finding[] = [];
  const open = new Map<ContentFact, Finding[]>();
  const shown = findings.filter((finding) => finding.part === "prompt");
  for (const finding of shown) {
    if (finding.confidence !== "certain") continue;
    facts[finding.fact] = true;
    grounds.push(finding);
  }
  for (const finding of shown) {
    if (finding.confidence === "certain" || facts[finding.fact] === true) continue;
    const same = open.get(finding.fact);
    if (same === undefined) open.set(finding.fact, [finding]);
    else same.push(finding);
  }
  return {
    facts,
    findings: grounds,
    questions: Array.from(open, ([fact, questioned]) => ({ fact, findings: questioned })),
  };
}
