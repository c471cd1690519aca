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
 */
export function decideEverywhere(
  corpus: Corpus,
  ground: Ground,
  chain: Chain,
  question: Question,
  answer: Answerer,
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
  const place = placing(corpus, ground, bare, question, tests, answer);
  const joined = open.territory
    ? rows.flatMap((row) => row.map(place))
    : rows.map((row) => joinPlaces(corpus, row.map(place), stated.territories ?? []));
  if (!open.territory && !open.country) return (joined[0] as Placed).decision;
  return acrossPlaces(corpus, joined, ground.places.length, open);
}

/**
 * Decides cases. The links of the chain and the laws of a place are decided apart and joined, so that the laws are decided once for all chains;
 * only a law that looks at the title of the chain is decided with it. Cases that come down to the same laws and tests are decided once.
 */
function placing(
  corpus: Corpus,
  ground: Ground,
  chain: Chain,
  question: Question,
  tests: PlaceTests,
  answer: Answerer,
): (each: PlaceCase) => Placed {
  const answers = new Map<string, Decision>();
  return ({ territory, country }) => {
    const laws = [...new Set([...territory.laws, ...country.laws])].sort();
    const key = `${laws.join(" ")}|${territory.cell}|${country.cell}`;
    let decision = answers.get(key);
    if (decision === undefined) {
      const [used = ""] = territory.places;
      const [held = ""] = country.places;
      const asked = { ...question, facts: { ...question.facts, [TERRITORY]: used, [COUNTRY]: asCountry(held) } };
      decision = laws.some(tests.looksAtTitle)
        ? answer(ground.under(chain, laws), asked)
        : joinLinks(corpus, answer(chain, asked), answer(ground.only(chain, laws), asked));
      answers.set(key, decision);
    }
    return { territories: territory.places, countries: country.places, decision };
  };
}
