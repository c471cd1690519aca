import * as fc from "fast-check";
import type { Corpus, Party } from "@cleartitle/corpus";
import type { Chain } from "@cleartitle/title";
import { decide } from "../decide.ts";
import type { Verdict, WorldVerdict } from "../decision.ts";
import type { Question } from "../question.ts";
import { scene, type Scene } from "./random-corpus.ts";
import { verdictOfWorld } from "../laws/specification.ts";
import { completeWorlds, withReadings } from "./worlds.ts";

/** One question with its answer, for an implementation in any language. */
export interface Vector {
  readonly id: string;
  readonly parties: Readonly<Record<string, Party>>;
  readonly chain: Chain;
  readonly question: Question;
  readonly expect: {
    readonly worlds: readonly WorldVerdict[];
    readonly verdict: Verdict;
    readonly layers: Readonly<Record<string, Verdict>>;
  };
}

export interface Vectors {
  readonly about: string;
  readonly registry: Corpus["registry"];
  readonly vectors: readonly Vector[];
}

const ORDER: readonly WorldVerdict[] = ["allowed", "conditional", "silent", "forbidden"];

/** The verdicts over all complete worlds, by brute force over the specification. */
export function specifiedVerdicts(given: Scene): readonly WorldVerdict[] {
  const { corpus, chain, question } = given;
  const found = new Set(
    withReadings(given, completeWorlds(given)).map((world) => verdictOfWorld(corpus, chain, question, world)),
  );
  return ORDER.filter((verdict) => found.has(verdict));
}

/** A fixed set of questions over small invented corpora; `worlds` comes from the specification, not from the engine. */
export function makeVectors(): Vectors {
  const scenes = fc.sample(scene, { seed: 7, numRuns: 80 });
  const vectors = scenes.map((given, index): Vector => {
    const { corpus, chain, question } = given;
    const { verdict, layers } = decide(corpus, chain, question, { fixes: false });
    const used = new Set(chain.links.map(({ party }) => party));
    const parties = Object.fromEntries(Object.entries(corpus.parties).filter(([id]) => used.has(id)));
    return {
      id: `vector-${index + 1}`,
      parties,
      chain,
      question,
      expect: { worlds: specifiedVerdicts(given), verdict, layers },
    };
  });
  return {
    about:
      "Questions and answers for implementations of packages/rights/SPEC.md; invented parties, CC0. `worlds` is the set of verdicts of §4.",
    registry: scenes[0]?.corpus.registry ?? ({} as Corpus["registry"]),
    vectors,
  };
}
