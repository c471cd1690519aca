import type { Corpus } from "@cleartitle/corpus";
import type { Chain, Ground } from "@cleartitle/title";
import type { Decision } from "../decision.ts";
import type { Answerer } from "../fixes.ts";
import type { Question } from "../question.ts";
import { acrossPlaces } from "./across-places.ts";
import { joinLinks } from "./join-links.ts";
import { joinPlaces } from "./join-places.ts";
import type { Placed } from "./placed.ts";
import { placeCases, type PlaceCase } from "./place-cases.ts";
import { placeTestsOf, type PlaceTests } from "./place-classes.ts";
import { asCountry, COUNTRY, statedPlaces, TERRITORY } from "./place-facts.ts";

/**
 * Decides a question in every place that it means: the places stated, or every place on record where a place is left out. Each place is
 * decided exactly as if it had been stated. A list of places is the join of its places; over places that were left out the answer is a yes
 * only where every place says yes, and a no only where every place says no.
 *
 * @param chain Its laws of places, if it has any, give way to those of each place decided.
 * @param answer Decides one chain under the laws it has, fixes left out.
 * @param asOne The same, for chains that are met once. Null where nobody needs to tell an open answer from a no.
 */
export function decideEverywhere(
  corpus: Corpus,
  ground: Ground,
  chain: Chain,
  question: Question,
  answer: Answerer,
  asOne: Answerer | null,
): Decision {
  const stated = statedPlaces(question, ground);
  const { territories, country } = stated;
  if (territories?.length === 1 && country !== null) {
    const laws = [...territories, country].flatMap(ground.lawsAt);
    const facts = { ...question.facts, [TERRITORY]: territories[0] ?? "" };
    return answer(ground.under(chain, [...new Set(laws)].sort()), { ...question, facts });
  }
  const bare = ground.under(chain, []);
  const tests = placeTestsOf(corpus, ground, bare, question);
  const { rows, open } = placeCases(stated, ground, tests);
  const place = placing({ corpus, ground, chain: bare, question, tests, answer, asOne });
  const joined = open.territory
    ? rows.flatMap((row) => row.map(place))
    : rows.map((row) => joinPlaces(corpus, row.map(place), stated.territories ?? []));
  if (!open.territory && !open.country) return (joined[0] as Placed).decision;
  return acrossPlaces(corpus, joined, ground.places.length, open);
}

interface Placing {
  readonly corpus: Corpus;
  readonly ground: Ground;
  readonly chain: Chain;
  readonly question: Question;
  readonly tests: PlaceTests;
  readonly answer: Answerer;
  readonly asOne: Answerer | null;
}

/**
 * Decides cases. The links of the chain and the laws of a place are decided apart and joined, so that the laws are decided once for all chains.
 * Cases that come down to the same laws and tests are decided once.
 */
function placing(given: Placing): (each: PlaceCase) => Placed {
  const answers = new Map<string, Decision>();
  return ({ territory, country }) => {
    const laws = [...new Set([...territory.laws, ...country.laws])].sort();
    const key = `${laws.join(" ")}|${territory.cell}|${country.cell}`;
    let decision = answers.get(key);
    if (decision === undefined) {
      const [used = ""] = territory.places;
      const [held = ""] = country.places;
      const facts = { ...given.question.facts, [TERRITORY]: used, [COUNTRY]: asCountry(held) };
      decision = decideUnder(given, laws, { ...given.question, facts });
      answers.set(key, decision);
    }
    return { territories: territory.places, countries: country.places, decision };
  };
}

function decideUnder(
  { corpus, ground, chain, tests, answer, asOne }: Placing,
  laws: readonly string[],
  question: Question,
): Decision {
  if (laws.some(tests.looksAtChain)) return answer(ground.under(chain, laws), question);
  const links = answer(chain, question);
  if (laws.length === 0) return links;
  // Laws look at the day of the use, whatever was made when and whoever sells it: so all images share their answers.
  const day = { earliest: question.on, latest: question.on };
  const law = answer(ground.only({ ...chain, made: day }, laws), { ...question, market: null });
  const joined = joinLinks(corpus, links, law);
  // Each forbids in some worlds; whether one of them does in every world, only the two as one tell.
  const mayBeNo =
    joined.verdict === "unknown" && [links, law].every(({ possible }) => possible.includes("forbidden"));
  return mayBeNo && asOne !== null ? asOne(ground.under(chain, laws), question) : joined;
}
