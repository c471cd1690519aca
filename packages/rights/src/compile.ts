import type { Corpus } from "@cleartitle/corpus";
import type { Chain } from "@cleartitle/title";
import { decide, type DecideOptions } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { listFixes } from "./fixes.ts";
import { buildProgram, residualKey, type Program } from "./program.ts";
import type { Question } from "./question.ts";

/** How many answers are remembered for one chain, use and day, so that a stream of any length needs bounded memory. */
const REMEMBERED = 20_000;

/** The compiled form of the engine: `decide` for many questions. */
export interface Engine {
  /** The same bytes as {@link decide} on the same corpus (L8). Decisions are shared between questions: treat them as frozen. */
  readonly decide: (chain: Chain, question: Question, options?: DecideOptions) => Decision;
}

interface Prepared {
  readonly program: Program;
  readonly answers: Map<string, Decision>;
}

/**
 * Compiles a corpus for deciding many questions. A chain is prepared once for each use and day that is asked about it, so hand in
 * the same chain object for the same chain. Questions that come down to the same residual are decided once.
 */
export function compile(corpus: Corpus): Engine {
  const prepared = new WeakMap<Chain, Map<string, Prepared>>();
  const prepare = (chain: Chain, question: Question): Prepared => {
    let forChain = prepared.get(chain);
    if (forChain === undefined) prepared.set(chain, (forChain = new Map()));
    const key = `${question.use}\n${question.on}\n${question.market ?? ""}\n${question.known ?? ""}`;
    let found = forChain.get(key);
    if (found === undefined) {
      found = { program: buildProgram(corpus, chain, question), answers: new Map() };
      forChain.set(key, found);
    }
    return found;
  };
  const answer = (chain: Chain, question: Question): Decision => {
    const { program, answers } = prepare(chain, question);
    const key = hasStrangeFacts(corpus, question) ? null : residualKey(program, question);
    if (key === null) return decide(corpus, chain, question, { fixes: false });
    let decision = answers.get(key);
    if (decision === undefined) {
      decision = decide(corpus, chain, question, { fixes: false });
      if (answers.size >= REMEMBERED) answers.clear();
      answers.set(key, decision);
    }
    return decision;
  };
  return {
    decide: (chain, question, options = {}) => {
      const decision = answer(chain, question);
      if (options.fixes === false || decision.verdict === "allowed" || decision.verdict === "conditional")
        return decision;
      return {
        ...decision,
        fixes: listFixes(corpus, chain, question, decision, answer, options.alternatives),
      };
    },
  };
}

/** Facts that no registry knows are named in the answer, so such a question is not like the others. */
function hasStrangeFacts(corpus: Corpus, { facts }: Question): boolean {
  for (const code in facts) {
    if (corpus.registry.facts[code] === undefined && !code.startsWith("met.")) return true;
  }
  return false;
}
