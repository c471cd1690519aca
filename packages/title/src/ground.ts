import { PLACE_FACTS, type Corpus, type Party } from "@cleartitle/corpus";
import type { Chain, Link } from "./chain.ts";
import { ELSEWHERE, touches } from "./territories.ts";

/** The places that terms and laws tell apart, and the chain of title under the laws of any of them. */
export interface Ground {
  /** Every place that a law or a rule names, in lower case and in order, and `elsewhere` for all others. */
  readonly places: readonly string[];
  /** Ids of the laws that look at a use or a holder in this place, beside those that hold everywhere. */
  readonly lawsAt: (place: string) => readonly string[];
  /** The chain with exactly these laws beside those that hold everywhere: the same links each time for the same laws. */
  readonly under: (chain: Chain, laws: readonly string[]) => Chain;
  /** These laws alone, for an image made when that of the chain was: the same links each time for the same laws. */
  readonly only: (chain: Chain, laws: readonly string[]) => Chain;
}

/** Places on record are few; others are whatever a caller writes. */
const MOST_PLACES = 1_000;

const known = new WeakMap<Corpus, Ground>();

/**
 * What a corpus knows of places. Laws that hold everywhere are part of every chain already; the laws of places are added here, so that
 * one chain serves for every place that a question may mean.
 */
export function groundOf(corpus: Corpus): Ground {
  let ground = known.get(corpus);
  if (ground === undefined) known.set(corpus, (ground = makeGround(corpus)));
  return ground;
}

function makeGround(corpus: Corpus): Ground {
  const laws = Object.values(corpus.parties).filter(({ kind }) => kind === "law");
  const local = laws.filter(({ territory }) => !territory.includes("world"));
  const atPlace = new Map<string, readonly string[]>();
  const alone = new Map<string, readonly Link[]>();
  const underLaws = new WeakMap<readonly Link[], Map<string, readonly Link[]>>();
  return {
    places: [...placesNamed(corpus, local), ELSEWHERE],
    lawsAt: (place) => {
      let found = atPlace.get(place);
      if (found === undefined) {
        found = local
          .filter(({ territory }) => territory.some((code) => touches(code, place)))
          .map(({ id }) => id);
        if (atPlace.size < MOST_PLACES) atPlace.set(place, found);
      }
      return found;
    },
    under: (chain, ids) => {
      let byLaws = underLaws.get(chain.links);
      if (byLaws === undefined) underLaws.set(chain.links, (byLaws = new Map()));
      const key = ids.join(" ");
      let links = byLaws.get(key);
      if (links === undefined) {
        if (byLaws.size >= MOST_PLACES) byLaws.clear();
        const rest = chain.links.filter(({ kind }) => kind !== "law");
        const there = laws.filter(({ id, territory }) => territory.includes("world") || ids.includes(id));
        links = [...rest, ...there.map(lawLink)];
        byLaws.set(key, links);
      }
      return { ...chain, links };
    },
    only: ({ made }, ids) => {
      const key = ids.join(" ");
      let links = alone.get(key);
      if (links === undefined) {
        links = local.filter(({ id }) => ids.includes(id)).map(lawLink);
        if (alone.size < MOST_PLACES) alone.set(key, links);
      }
      return { links, made, problems: [] };
    },
  };
}

/** A law as a link of the chain: its silence is no objection. */
export function lawLink(law: Party): Link {
  return {
    kind: "law",
    party: law.id,
    name: law.name,
    identity: "declared",
    because: "it looks at every such use there",
    plan: null,
    planUnrecognised: false,
    stance: "objection",
    terms: [{ party: law.id, from: null, until: null }],
    facts: {},
  };
}

function placesNamed(corpus: Corpus, local: readonly Party[]): readonly string[] {
  const places = new Set(local.flatMap(({ territory }) => territory.map(placeCode)));
  for (const { rules } of Object.values(corpus.parties)) {
    for (const test of rules.flatMap(({ when }) => when)) {
      if (!PLACE_FACTS.has(test.fact) || test.kind === "range") continue;
      for (const value of test.values) places.add(placeCode(String(value)));
    }
  }
  for (const word of ["none", "world", ELSEWHERE]) places.delete(word);
  return [...places].sort();
}

/** One code for one place: the United Kingdom is `uk` among territories and `GB` among countries. */
function placeCode(written: string): string {
  const code = written.toLowerCase();
  return code === "gb" ? "uk" : code;
}
