import type { Corpus, FactValue } from "@cleartitle/corpus";
import type { Chain, Link } from "@cleartitle/title";
import type { Decision, Fix, Verdict } from "./decision.ts";
import type { Question } from "./question.ts";
import { rulesForUse } from "./rules-for-use.ts";

/** Another chain that would do, with what changes: made by whoever knows how to build chains. */
export interface Alternative {
  readonly change: Readonly<Record<string, FactValue>>;
  readonly text: string;
  readonly chain: Chain;
}

interface Candidate extends Alternative {
  readonly question: Question;
  /** What it costs the person, from a form to fill in to another model. */
  readonly cost: number;
}

const FIX_LIMIT = 8;
/** Another model or market is one idea, however many would do. */
const SAME_KIND_LIMIT = 3;
const PAIR_LIMIT = 200;
/** After so many changes that were too much to decide exactly, the rest will be too. */
const BOUNDED_LIMIT = 2;

interface Tried {
  readonly fix: Fix;
  readonly cost: number;
}

/** Decides one question about one chain, fixes left out. */
export type Answerer = (chain: Chain, question: Question) => Decision;

/**
 * Changes that would make it a yes, cheapest first, each decided again before it is shown (L5). Only facts that a person can
 * change are touched: never a country or a revenue, and never a watermark or a mark of origin.
 */
export function listFixes(
  corpus: Corpus,
  chain: Chain,
  question: Question,
  decision: Decision,
  answer: Answerer,
  alternatives: (() => readonly Alternative[]) | undefined,
): readonly Fix[] {
  // Where too much is missing for an answer, it is too much for changes of it.
  if (isBounded(decision)) return [];
  const simple = [
    ...factChanges(corpus, chain, question),
    ...planChanges(corpus, chain, question),
    ...(isYes(decision.layers.destination) ? [] : marketChanges(corpus, chain, question)),
  ];
  // Where an answer would settle it, nobody has to make the image again.
  const asksOnly =
    decision.unknown.length > 0 && decision.unknown.every(({ kind }) => kind === "missing-fact");
  const others = (asksOnly ? [] : (alternatives?.() ?? [])).map((alternative): Candidate => ({
    ...alternative,
    question,
    cost: 5,
  }));
  const owed = new Set(decision.duties.map(({ code }) => code));
  const single = tryCandidates([...simple, ...others], owed, answer);
  const found = single.length > 0 ? single : tryCandidates(pairs(simple), owed, answer);
  // The sort is stable: alternatives keep the order in which they were handed in.
  return few(found.toSorted((left, right) => left.cost - right.cost).map(({ fix }) => fix));
}

function few(fixes: readonly Fix[]): readonly Fix[] {
  const seen = new Map<string, number>();
  const kept = fixes.filter(({ change }) => {
    const kind = Object.keys(change).join();
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    return count <= SAME_KIND_LIMIT || (kind !== "model" && kind !== "market");
  });
  return kept.slice(0, FIX_LIMIT);
}

function isBounded({ findings }: Decision): boolean {
  return findings.some(({ code }) => code === "bounded");
}

function tryCandidates(
  candidates: readonly Candidate[],
  owed: ReadonlySet<string>,
  answer: Answerer,
): readonly Tried[] {
  const found: Tried[] = [];
  let bounded = 0;
  for (const candidate of candidates) {
    if (bounded > BOUNDED_LIMIT) break;
    const decision = answer(candidate.chain, candidate.question);
    if (isBounded(decision)) bounded += 1;
    found.push(...toFix(candidate, decision, owed));
  }
  return found;
}

function toFix(
  candidate: Candidate,
  { verdict, duties }: Decision,
  owed: ReadonlySet<string>,
): readonly Tried[] {
  if (!isYes(verdict)) return [];
  const adds = duties.filter(({ code, met }) => !met && !owed.has(code)).map(({ code }) => code);
  const fix = { change: candidate.change, then: verdict, text: candidate.text, adds };
  return [{ fix, cost: candidate.cost + (verdict === "allowed" ? 0 : 0.5) }];
}

function isYes(verdict: Verdict): boolean {
  return verdict === "allowed" || verdict === "conditional";
}

function factChanges(corpus: Corpus, chain: Chain, question: Question): readonly Candidate[] {
  const parties = new Set(chain.links.flatMap(({ terms }) => terms.map(({ party }) => party)));
  const seen = new Set<string>();
  for (const party of parties) {
    for (const { rule } of rulesForUse(corpus, party, question.use, question.known)) {
      for (const { fact } of rule.when) seen.add(fact);
    }
  }
  const candidates: Candidate[] = [];
  for (const code of seen) {
    const fact = corpus.registry.facts[code];
    if (fact === undefined || fact.change !== "user" || code === "plan") continue;
    const values = fact.clear ?? (fact.type === "boolean" ? [true, false] : []);
    for (const value of values) {
      if (question.facts[code] === value || (question.facts[code] === undefined && fact.default === value))
        continue;
      candidates.push({
        change: { [code]: value },
        text: factText(fact.label, fact.subject, value),
        chain,
        question: { ...question, facts: { ...question.facts, [code]: value } },
        cost: fact.subject === "registration" ? 2 : 1,
      });
    }
  }
  return candidates;
}

function factText(label: string, subject: string, value: FactValue): string {
  // Names inside a label keep their capitals.
  const what = label.charAt(0).toLowerCase() + label.slice(1);
  if (subject === "content")
    return value === true
      ? `Provide: ${what}.`
      : `Make or edit the image so that this does not apply: ${what}.`;
  if (typeof value === "boolean") return value ? `Get this first: ${what}.` : `Do without: ${what}.`;
  return `Change: ${what} to ${String(value)}.`;
}

/** A plan counts on the day of making, so another plan means making the image again. */
function planChanges(corpus: Corpus, chain: Chain, question: Question): readonly Candidate[] {
  return chain.links.flatMap((link, index) => {
    const party = link.party === null ? undefined : corpus.parties[link.party];
    if (party === undefined || (link.kind !== "service" && link.kind !== "gateway")) return [];
    return Object.values(party.plans)
      .filter(({ id, until }) => id !== link.plan && (until === null || until.latest > question.on))
      .map(({ id, name }): Candidate => ({
        change: { plan: id },
        text: `Make it on the plan ${name} of ${party.name}.`,
        chain: variantOf(chain, index, { ...link, plan: id, planUnrecognised: false }),
        question,
        cost: 3,
      }));
  });
}

function marketChanges(corpus: Corpus, chain: Chain, question: Question): readonly Candidate[] {
  const index = chain.links.findIndex(({ kind }) => kind === "market");
  const current = chain.links[index];
  if (current === undefined) return [];
  return (
    Object.values(corpus.parties)
      .filter(({ id, kind }) => kind === "market" && id !== current.party)
      // Only markets that name this very use: a book shop is no answer to a stock agency.
      .filter(({ id }) =>
        rulesForUse(corpus, id, question.use, question.known).some(({ rule }) =>
          rule.uses?.includes(question.use),
        ),
      )
      .map(({ id, name, stance }): Candidate => ({
        change: { market: id },
        text: `Offer it to ${name} instead.`,
        chain: variantOf(chain, index, {
          ...current,
          party: id,
          name,
          identity: "declared",
          because: "chosen",
          stance,
          terms: [{ party: id, from: null, until: null }],
        }),
        question: { ...question, market: id },
        cost: 4,
      }))
  );
}

const variants = new WeakMap<readonly Link[], Map<string, readonly Link[]>>();

/** The chain with one link changed: the same links each time it is asked for, so that what is prepared for them serves again. */
export function variantOf(chain: Chain, index: number, link: Link): Chain {
  let known = variants.get(chain.links);
  if (known === undefined) variants.set(chain.links, (known = new Map()));
  const key = `${index} ${link.party ?? ""} ${link.plan ?? ""}`;
  let links = known.get(key);
  if (links === undefined) {
    links = chain.links.map((other, at) => (at === index ? link : other));
    known.set(key, links);
  }
  return { ...chain, links };
}

/** Two changes at once, where one alone does not do. */
function pairs(candidates: readonly Candidate[]): readonly Candidate[] {
  const found: Candidate[] = [];
  candidates.forEach((first, at) => {
    for (const second of candidates.slice(at + 1)) {
      if (found.length >= PAIR_LIMIT || Object.keys(first.change).some((key) => key in second.change))
        continue;
      const facts = { ...second.question.facts, ...first.change };
      const merged = first.cost <= 2 ? { ...second, question: { ...second.question, facts } } : null;
      if (merged === null) continue;
      found.push({
        ...merged,
        change: { ...first.change, ...second.change },
        text: `${first.text} ${second.text}`,
        cost: first.cost + second.cost,
      });
    }
  });
  return found;
}
