import type { Corpus } from "@cleartitle/corpus";
import type { Chain, Link, MadeBetween } from "@cleartitle/title";
import { decide, type DecideOptions } from "./decide.ts";
import type { Decision, Fix } from "./decision.ts";
import { factsKeys } from "./facts-key.ts";
import { eraOf, erasOf } from "./eras.ts";
import { listFixes } from "./fixes.ts";
import { buildProgram, residualKey, type Program } from "./program.ts";
import type { Question } from "./question.ts";

/** How many answers are remembered for one chain, use and era, so that a stream of any length needs bounded memory. */
const REMEMBERED = 4_000;

/** The compiled form of the engine: `decide` for many questions. */
export interface Engine {
  /** The same bytes as {@link decide} on the same corpus (L8). Decisions are shared between questions: treat them as frozen. */
  readonly decide: (chain: Chain, question: Question, options?: DecideOptions) => Decision;
}

/** Everything that is worked out once for a chain's links. */
interface PreparedLinks {
  readonly eras: readonly string[];
  readonly programs: Map<string, Prepared>;
}

interface Prepared {
  /** The days of making that stand for all days of the era. */
  readonly made: MadeBetween;
  readonly program: Program;
  readonly answers: Map<string, Decision>;
  readonly fixes: Map<string, readonly Fix[]>;
}

/**
 * Compiles a corpus for deciding many questions. The links of a chain are prepared once for each use, day of use and era of
 * making, so hand in the same array of links for the same links. Questions that come down to the same residual are decided once.
 */
export function compile(corpus: Corpus): Engine {
  const keyOf = factsKeys(corpus);
  const prepared = new WeakMap<readonly Link[], PreparedLinks>();
  const prepare = (chain: Chain, question: Question): Prepared => {
    let links = prepared.get(chain.links);
    if (links === undefined)
      prepared.set(chain.links, (links = { eras: erasOf(corpus, chain.links), programs: new Map() }));
    const made = eraOf(links.eras, chain.made);
    const { use, on, market, known } = question;
    const key = `${use}\n${on}\n${market ?? ""}\n${known ?? ""}\n${made.earliest}\n${made.latest}`;
    let found = links.programs.get(key);
    if (found === undefined) {
      const program = buildProgram(corpus, { ...chain, made }, question);
      found = { made, program, answers: new Map(), fixes: new Map() };
      keep(links.programs, key, found);
    }
    return found;
  };
  const answer = (chain: Chain, question: Question): Decision => {
    const { made, program, answers } = prepare(chain, question);
    const key = hasStrangeFacts(corpus, question) ? null : residualKey(program, question);
    if (key === null) return decide(corpus, chain, question, { fixes: false });
    let decision = answers.get(key);
    if (decision === undefined) {
      decision = decide(corpus, { ...chain, made }, question, { fixes: false });
      keep(answers, key, decision);
    }
    return decision;
  };
  const fixesOf = (
    chain: Chain,
    question: Question,
    decision: Decision,
    options: DecideOptions,
  ): readonly Fix[] => {
    const { fixes } = prepare(chain, question);
    const key = options.alternatives === undefined ? null : keyOf(question.facts);
    let found = key === null ? undefined : fixes.get(key);
    if (found === undefined) {
      found = listFixes(corpus, chain, question, decision, answer, options.alternatives);
      if (key !== null) keep(fixes, key, found);
    }
    return found;
  };
  return {
    decide: (chain, question, options = {}) => {
      const decision = answer(chain, question);
      const settled = decision.verdict === "allowed" || decision.verdict === "conditional";
      const fixes =
        options.fixes === false || settled ? decision.fixes : fixesOf(chain, question, decision, options);
      return { ...decision, fixes, made: chain.made };
    },
  };
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size >= REMEMBERED) map.clear();
  map.set(key, value);
}

/** Facts that no registry knows are named in the answer, so such a question is not like the others. */
function hasStrangeFacts(corpus: Corpus, { facts }: Question): boolean {
  for (const code in facts) {
    if (corpus.registry.facts[code] === undefined && !code.startsWith("met.")) return true;
  }
  return false;
}
