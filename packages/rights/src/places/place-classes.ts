import type { Corpus, Test } from "@cleartitle/corpus";
import type { Chain, Ground } from "@cleartitle/title";
import type { Question } from "../question.ts";
import { rulesForUse } from "../rules-for-use.ts";
import { testHolds } from "../test-holds.ts";
import { asCountry, COUNTRY, ELSEWHERE, TERRITORY } from "./place-facts.ts";

/** Places that nothing in a question tells apart: the same laws look at them and they pass the same tests. One answer serves for all. */
export interface PlaceClass {
  readonly places: readonly string[];
  /** Laws of these places that speak of the use. */
  readonly laws: readonly string[];
  /** Which tests on the fact these places pass. */
  readonly cell: string;
}

/** Groups places by the laws that look at them and by the tests that they pass as values of a fact. The class of `elsewhere` comes first. */
export function classesOf(
  places: readonly string[],
  lawsOf: (place: string) => readonly string[],
  cellOf: (place: string) => string,
): readonly PlaceClass[] {
  const classes = new Map<string, { places: string[]; laws: readonly string[]; cell: string }>();
  for (const place of places) {
    const laws = lawsOf(place);
    const cell = cellOf(place);
    const key = `${laws.join(" ")}|${cell}`;
    const found = classes.get(key);
    if (found === undefined) classes.set(key, { places: [place], laws, cell });
    else found.places.push(place);
  }
  const isElsewhere = (one: PlaceClass): number => (one.places.includes(ELSEWHERE) ? 0 : 1);
  return [...classes.values()].sort((left, right) => isElsewhere(left) - isElsewhere(right));
}

/** What the rules about one use can tell of places, for the parties of one chain. */
export interface PlaceTests {
  /** The laws of a place that speak of the use. */
  readonly laws: (place: string) => readonly string[];
  readonly territoryCell: (place: string) => string;
  readonly countryCell: (place: string) => string;
  /** Whether a law tests where the image is used or held. */
  readonly looksAtPlaces: (law: string) => boolean;
  /** Whether a law asks what the licensors of the chain state, or when the image was made. */
  readonly looksAtChain: (law: string) => boolean;
}

export function placeTestsOf(corpus: Corpus, ground: Ground, chain: Chain, question: Question): PlaceTests {
  const { speaking, tests, chain: ofChain, places } = lawsOnUse(corpus, ground, question);
  const parties = new Set(chain.links.flatMap(({ terms }) => terms.map(({ party }) => party)));
  const all = [...tests, ...[...parties].flatMap((party) => testsOf(corpus, party, question))];
  const cells = (fact: string, asValue: (place: string) => string): ((place: string) => string) => {
    const own = all.filter((test) => test.fact === fact);
    return own.length === 0
      ? () => ""
      : (place) => own.map((test) => (testHolds(test, asValue(place)) ? "1" : "0")).join("");
  };
  return {
    laws: (place) => ground.lawsAt(place).filter((law) => speaking.has(law)),
    territoryCell: cells(TERRITORY, (place) => place),
    countryCell: cells(COUNTRY, asCountry),
    looksAtPlaces: (law) => places.has(law),
    looksAtChain: (law) => ofChain.has(law),
  };
}

interface LawsOnUse {
  readonly speaking: ReadonlySet<string>;
  readonly chain: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly tests: readonly Test[];
}

const remembered = new WeakMap<Corpus, Map<string, LawsOnUse>>();

/** The laws of places that have a rule about the use, with their tests on places. */
function lawsOnUse(corpus: Corpus, ground: Ground, question: Question): LawsOnUse {
  let byUse = remembered.get(corpus);
  if (byUse === undefined) remembered.set(corpus, (byUse = new Map()));
  const { use, known } = question;
  const found = known === null ? byUse.get(use) : undefined;
  if (found !== undefined) return found;
  const local = new Set(ground.places.flatMap((place) => ground.lawsAt(place)));
  const speaking = [...local].filter((law) => rulesForUse(corpus, law, use, known).length > 0);
  const laws = {
    speaking: new Set(speaking),
    chain: new Set(speaking.filter((law) => looksAtChain(corpus, law))),
    places: new Set(speaking.filter((law) => testsOf(corpus, law, question).length > 0)),
    tests: speaking.flatMap((law) => testsOf(corpus, law, question)),
  };
  if (known === null && corpus.registry.uses[use] !== undefined) byUse.set(use, laws);
  return laws;
}

function looksAtChain(corpus: Corpus, law: string): boolean {
  return (corpus.parties[law]?.rules ?? []).some(
    ({ when, source }) => source.governs !== "use" || when.some(({ fact }) => fact.startsWith("title.")),
  );
}

function testsOf(corpus: Corpus, party: string, { use, known }: Question): readonly Test[] {
  return rulesForUse(corpus, party, use, known).flatMap(({ rule }) =>
    rule.when.filter(({ fact }) => fact === TERRITORY || fact === COUNTRY),
  );
}
