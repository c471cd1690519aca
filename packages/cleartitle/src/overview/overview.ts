import type { Fix, Unknown, Verdict } from "@cleartitle/rights";

import type { Answer, Judgement } from "../answer.ts";
import { deniedFacts } from "../content/denied-facts.ts";
import { decidingReasons } from "../render/why.ts";
import { Frequent, type Counted } from "./frequent.ts";

/** How many files got which answer; `none`: those that could not be answered for. */
export type Tally = Readonly<Record<Verdict | "none", number>>;

/** What keeps a file from a yes: a rule, a question that nobody answered, or a gap. */
export type Blocker =
  | { readonly kind: "rule"; readonly party: string; readonly reading: string }
  | { readonly kind: "question"; readonly unknown: Unknown }
  | { readonly kind: "gap"; readonly text: string };

/** Questions that, answered together, settle the files that hang on them and on nothing else. */
export interface Answering {
  readonly questions: readonly Unknown[];
  readonly files: number;
}

/** How many kinds of each are kept: far more than are shown. */
const kept = 500;

/** What many answers have in common, in memory that does not grow with them. */
export class Overview {
  readonly #tally: Record<Verdict | "none", number> = {
    allowed: 0,
    conditional: 0,
    forbidden: 0,
    unknown: 0,
    none: 0,
  };
  readonly #blockers = new Frequent<Blocker>(kept);
  readonly #fixes = new Frequent<Fix>(kept);
  readonly #asked = new Frequent<readonly Unknown[]>(kept);
  readonly #denied = new Map<string, number>();
  #deniedFiles = 0;

  add({ decision }: Answer): void {
    this.#tally[decision?.verdict ?? "none"] += 1;
    const denied = new Set((decision === null ? [] : deniedFacts(decision)).map(({ fact }) => fact));
    if (denied.size > 0) this.#deniedFiles += 1;
    for (const fact of denied) this.#denied.set(fact, (this.#denied.get(fact) ?? 0) + 1);
    if (decision === null || decision.verdict === "allowed" || decision.verdict === "conditional") return;
    for (const [key, blocker] of blockersOf(decision)) this.#blockers.add(key, blocker);
    const fixes = new Map(decision.fixes.map((fix) => [fix.text, fix]));
    for (const [text, fix] of fixes) this.#fixes.add(text, fix);
    const questions = questionsOf(decision);
    // What the words of a file keep open, no answer about many files settles.
    const settles =
      questions.length > 0 &&
      decision.unknown.every(({ kind, overrule }) => kind === "missing-fact" && overrule !== true);
    if (settles) this.#asked.add(questions.map(({ fact }) => fact).join(), questions);
  }

  get tally(): Tally {
    return { ...this.#tally };
  }

  /** Files whose own words say otherwise than what was stated about them, and how many for each fact, the most first. */
  get denied(): { readonly files: number; readonly facts: readonly Counted<string>[] } {
    const facts = [...this.#denied].map(([value, count]) => ({ value, count }));
    return { files: this.#deniedFiles, facts: facts.toSorted((a, b) => b.count - a.count) };
  }

  blockers(most: number): readonly Counted<Blocker>[] {
    return this.#blockers.top(most);
  }

  /** The changes that would turn the most files into a yes. */
  fixes(most: number): readonly Counted<Fix>[] {
    return this.#fixes.top(most);
  }

  /** The questions that settle the most files: those whose own questions are all among them. Null where no file hangs on questions alone. */
  answering(): Answering | null {
    const sets = this.#asked.top().map(({ value, count }) => ({
      questions: value,
      facts: new Set(value.map(({ fact }) => fact)),
      count,
    }));
    const found = sets.map(({ questions, facts }) => ({
      questions,
      files: sets.reduce(
        (sum, other) => ([...other.facts].every((fact) => facts.has(fact)) ? sum + other.count : sum),
        0,
      ),
    }));
    return found.toSorted((a, b) => b.files - a.files || a.questions.length - b.questions.length)[0] ?? null;
  }
}

/** Each blocker of one file once, under a key that is the same for all files that it blocks. */
function blockersOf(decision: Judgement): ReadonlyMap<string, Blocker> {
  const found = new Map<string, Blocker>();
  if (decision.verdict === "forbidden") {
    for (const { rule, party, reading } of decidingReasons(decision))
      found.set(`rule ${rule}`, { kind: "rule", party, reading });
    return found;
  }
  for (const unknown of decision.unknown) {
    if (unknown.kind === "missing-fact")
      found.set(`question ${unknown.question ?? unknown.text}`, { kind: "question", unknown });
    else found.set(`gap ${unknown.text}`, { kind: "gap", text: unknown.text });
  }
  return found;
}

function questionsOf({ unknown }: Judgement): readonly Unknown[] {
  const asked = unknown.filter(({ kind, fact }) => kind === "missing-fact" && fact !== undefined);
  return [...new Map(asked.map((question) => [question.fact ?? "", question])).values()].toSorted((a, b) =>
    (a.fact ?? "") < (b.fact ?? "") ? -1 : 1,
  );
}
