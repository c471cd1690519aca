import type { Corpus } from "@cleartitle/corpus";
import type { Chain, Facts, Ground, Link, MadeBetween } from "@cleartitle/title";
import { decide, type DecideOptions } from "./decide.ts";
import type { Decision, Fix } from "./decision.ts";
import { factsKeys } from "./facts-key.ts";
import { eraOf, erasOf } from "./eras.ts";
import { listFixes, type Answerer } from "./fixes.ts";
import { decideEverywhere } from "./places/decide-everywhere.ts";
import { statesSeveral } from "./places/place-facts.ts";
import { buildProgram, cellsKey, residualKey, type Program } from "./program.ts";
import type { Question } from "./question.ts";

/** How many answers are remembered for one chain, use and era, so that a stream of any length needs bounded memory. */
const REMEMBERED = 4_000;

/** The compiled form of the engine: `decide` for many questions. */
export interface Engine {
  /** The same bytes as {@link decide} on the same corpus (L8). Decisions are shared between questions: treat them as frozen. */
  readonly decide: (chain: Chain, question: Question, options?: DecideOptions) => Decision;
  /**
   * The answer wherever the question means: in the places that it states, or in every place on record where it leaves a place out. The chain
   * and the alternatives need no laws of places: `ground` adds those.
   */
  readonly decideEverywhere: (
    ground: Ground,
    chain: Chain,
    question: Question,
    options?: DecideOptions,
  ) => Decision;
}

/** Everything that is worked out once for a chain's links. */
interface PreparedLinks {
  readonly eras: readonly string[];
  readonly programs: Map<string, Prepared>;
  /** What was asked last, for the next question is mostly of the same kind. */
  last: { readonly question: Question; readonly made: MadeBetween; readonly prepared: Prepared } | null;
}

interface Prepared {
  /** The days of making that stand for all days of the era. */
  readonly made: MadeBetween;
  readonly program: Program;
  readonly byCells: Map<number, Decision>;
  readonly byResidual: Map<string, Decision>;
  readonly fixes: Map<string, readonly Fix[]>;
}

/** The answers about a chain in every place. Laws go by the day of use, so the eras are those of the chain without them. */
interface PreparedPlaces {
  readonly eras: readonly string[];
  readonly decisions: Map<string, Decision>;
  readonly fixes: Map<string, readonly Fix[]>;
}

/**
 * Compiles a corpus for deciding many questions. The links of a chain are prepared once for each use, day of use and era of
 * making, so hand in the same array of links for the same links. Questions that come down to the same residual are decided once.
 */
export function compile(corpus: Corpus): Engine {
  const keyOf = factsKeys(corpus);
  const links = new WeakMap<readonly Link[], PreparedLinks>();

  const prepare = (chain: Chain, question: Question): Prepared => {
    let found = links.get(chain.links);
    if (found === undefined) {
      found = { eras: erasOf(corpus, chain.links), programs: new Map(), last: null };
      links.set(chain.links, found);
    }
    const { last } = found;
    if (last !== null && sameSetting(last.question, question) && sameDays(last.made, chain.made))
      return last.prepared;
    const prepared = prepareEra(found, chain, question);
    found.last = { question, made: chain.made, prepared };
    return prepared;
  };

  const prepareEra = ({ eras, programs }: PreparedLinks, chain: Chain, question: Question): Prepared => {
    const made = eraOf(eras, chain.made);
    const { use, on, market, known } = question;
    const key = [use, on, market, known, made.earliest, made.latest].join("\n");
    let found = programs.get(key);
    if (found === undefined) {
      const program = buildProgram(corpus, { ...chain, made }, question);
      found = { made, program, byCells: new Map(), byResidual: new Map(), fixes: new Map() };
      keep(programs, key, found);
    }
    return found;
  };

  /** The answer for the first day of the era; it differs from that of the day itself in nothing but the day. */
  const answer = (chain: Chain, question: Question): Decision => {
    const { made, program, byCells, byResidual } = prepare(chain, question);
    const strange = hasStrangeFacts(corpus, question);
    const cells = strange ? Number.NaN : cellsKey(program, question);
    const known = byCells.get(cells);
    if (known !== undefined) return known;
    const residual = strange ? null : residualKey(program, question);
    if (residual === null) return decide(corpus, { ...chain, made }, question, { fixes: false });
    let decision = byResidual.get(residual);
    if (decision === undefined) {
      decision = decide(corpus, { ...chain, made }, question, { fixes: false });
      keep(byResidual, residual, decision);
    }
    if (!Number.isNaN(cells)) keep(byCells, cells, decision);
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

  /** Without the tables, which cost more than they save for a chain under the laws of one place. */
  const plainly: Answerer = (chain, question) => decide(corpus, chain, question, { fixes: false });

  const everywhere = new WeakMap<readonly Link[], PreparedPlaces>();

  const preparePlaces = (chain: Chain): PreparedPlaces => {
    let found = everywhere.get(chain.links);
    if (found === undefined) {
      found = { eras: erasOf(corpus, chain.links), decisions: new Map(), fixes: new Map() };
      everywhere.set(chain.links, found);
    }
    return found;
  };

  /** As {@link answer}: for the first day of the era. */
  const answerEverywhere = (
    ground: Ground,
    chain: Chain,
    question: Question,
    asOne: Answerer | null,
  ): Decision => {
    const { eras, decisions } = preparePlaces(chain);
    const made = eraOf(eras, chain.made);
    const key = `${asOne === null ? "yes?" : ""}${placesKey(question, made, keyOf)}`;
    let decision = decisions.get(key);
    if (decision === undefined) {
      decision = decideEverywhere(corpus, ground, { ...chain, made }, question, answer, asOne);
      keep(decisions, key, decision);
    }
    return decision;
  };

  return {
    decideEverywhere: (ground, chain, question, options = {}) => {
      const decision = answerEverywhere(ground, chain, question, plainly);
      const settled = isYes(decision);
      const there = sameDays(decision.made, chain.made) ? decision : { ...decision, made: chain.made };
      if (options.fixes === false || settled) return there;
      const { eras, fixes } = preparePlaces(chain);
      const key = placesKey(question, eraOf(eras, chain.made), keyOf);
      let found = options.alternatives === undefined ? undefined : fixes.get(key);
      if (found === undefined) {
        // No law makes a yes of what is none without it.
        const again = (other: Chain, asked: Question): Decision => {
          const bare = statesSeveral(asked) ? null : answer(ground.under(other, []), asked);
          return bare === null || isYes(bare) ? answerEverywhere(ground, other, asked, null) : bare;
        };
        found = listFixes(corpus, chain, question, decision, again, options.alternatives);
        if (options.alternatives !== undefined) keep(fixes, key, found);
      }
      return { ...there, fixes: found };
    },
    decide: (chain, question, options = {}) => {
      const decision = answer(chain, question);
      const settled = isYes(decision);
      const fixes =
        options.fixes === false || settled ? decision.fixes : fixesOf(chain, question, decision, options);
      if (fixes === decision.fixes && sameDays(decision.made, chain.made)) return decision;
      return { ...decision, fixes, made: chain.made };
    },
  };
}

function isYes({ verdict }: Decision): boolean {
  return verdict === "allowed" || verdict === "conditional";
}

function placesKey(
  { use, on, market, known, facts }: Question,
  made: MadeBetween,
  keyOf: (facts: Facts) => string,
): string {
  return [use, on, market, known, made.earliest, made.latest, keyOf(facts)].join("\n");
}

function sameSetting(left: Question, right: Question): boolean {
  return (
    left.use === right.use &&
    left.on === right.on &&
    left.market === right.market &&
    left.known === right.known
  );
}

function sameDays(left: MadeBetween, right: MadeBetween): boolean {
  return left.earliest === right.earliest && left.latest === right.latest;
}

function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
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
