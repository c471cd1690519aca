/**
 * The executable specification of a decision, as small as it can be said: one complete world at a time, no slicing, no three
 * values, no shortcuts. The laws hold the engine against it.
 */
import type { Corpus, DateBound, FactValue, Layer, Rule, Test } from "@cleartitle/corpus";
import type { Chain, Link } from "@cleartitle/title";
import type { WorldVerdict } from "../decision.ts";
import type { Question } from "../question.ts";
import { testHolds } from "../test-holds.ts";

/** Everything that a complete world fixes. */
export interface World {
  /** Facts of the question; facts of a link as `name@index`. */
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly madeOn: string;
  /** For each open change `party:earliest:latest`: whether it had happened. */
  readonly changes: Readonly<Record<string, boolean>>;
  /** For each group `party:group`: the reading that is right. */
  readonly readings: Readonly<Record<string, string>>;
}

const ORDER: readonly WorldVerdict[] = ["allowed", "conditional", "silent", "forbidden"];

export function worse(left: WorldVerdict, right: WorldVerdict): WorldVerdict {
  return ORDER.indexOf(left) >= ORDER.indexOf(right) ? left : right;
}

/** The verdict of one complete world: the join over all links and layers. */
export function verdictOfWorld(corpus: Corpus, chain: Chain, question: Question, world: World): WorldVerdict {
  const specification = new Specification(corpus, chain, question, world);
  const layers: readonly Layer[] = ["source", "inputs", "people-and-marks", "destination", "disclosure"];
  return chain.links
    .flatMap((link, index) => layers.map((layer) => specification.linkVerdict(link, index, layer)))
    .reduce(worse, "allowed");
}

class Specification {
  readonly corpus: Corpus;
  readonly chain: Chain;
  readonly question: Question;
  readonly world: World;

  constructor(corpus: Corpus, chain: Chain, question: Question, world: World) {
    this.corpus = corpus;
    this.chain = chain;
    this.question = question;
    this.world = world;
  }

  linkVerdict(link: Link, index: number, layer: Layer): WorldVerdict {
    const fired = this.fired(link, index).filter((rule) => rule.layer === layer);
    if (fired.some(({ effect }) => effect === "prohibition")) return "forbidden";
    const licensor = link.stance === "permission" && layer === "source";
    if (licensor && !fired.some(({ effect }) => effect === "permission")) return "silent";
    return fired.some((rule) => rule.effect === "duty" && !this.isMet(rule, index))
      ? "conditional"
      : "allowed";
  }

  /** Rules that apply, less those that an applying exception defeats; an exception may itself be defeated. */
  fired(link: Link, index: number): readonly Rule[] {
    const applying = link.terms
      .flatMap(({ party }) => this.corpus.parties[party]?.rules ?? [])
      .filter((rule) => this.applies(rule, index));
    const stands = (rule: Rule): boolean =>
      !applying.some((other) => other.exceptionTo.includes(rule.id) && stands(other));
    return applying.filter(stands);
  }

  applies(rule: Rule, index: number): boolean {
    const path = this.corpus.registry.uses[this.question.use]?.path ?? [];
    const day = rule.source.governs === "use" ? this.question.on : this.world.madeOn;
    const { group, reading } = rule.alternative ?? {};
    return (
      rule.withdrawn === undefined &&
      rule.known.until === null &&
      (rule.uses === null || rule.uses.some((use) => path.includes(use))) &&
      this.passed(rule.inForce.from, day, rule.party) &&
      !(rule.inForce.until !== null && this.passed(rule.inForce.until, day, rule.party)) &&
      (group === undefined || this.world.readings[`${rule.party}:${group}`] === reading) &&
      rule.when.every((test) => this.holds(test, index))
    );
  }

  passed(bound: DateBound, day: string, party: string): boolean {
    if (day >= bound.latest) return true;
    return day >= bound.earliest && this.world.changes[`${party}:${bound.earliest}:${bound.latest}`] === true;
  }

  holds(test: Test, index: number): boolean {
    if (test.fact.startsWith("title.")) return testHolds(test, this.title(test.fact.slice("title.".length)));
    return testHolds(
      test,
      this.world.facts[`${test.fact}@${index}`] ?? this.world.facts[test.fact] ?? "none",
    );
  }

  /** The worst statement of all licensors. */
  title(topic: string): string {
    const values = this.corpus.registry.topics[topic]?.values ?? [];
    const said = this.chain.links.flatMap((link, index) =>
      link.stance === "permission" ? [this.stated(link, index, topic)] : [],
    );
    return said.reduce(
      (worst, value) => (values.indexOf(value) > values.indexOf(worst) ? value : worst),
      said[0] ?? "not-stated",
    );
  }

  stated(link: Link, index: number, topic: string): string {
    const values = this.corpus.registry.topics[topic]?.values ?? [];
    const said = this.fired(link, index).flatMap(({ statement }) =>
      statement?.topic === topic ? [values.indexOf(statement.value)] : [],
    );
    return said.length === 0 ? "not-stated" : (values[Math.max(...said)] ?? "not-stated");
  }

  isMet(rule: Rule, index: number): boolean {
    if (this.question.facts[`met.${rule.duty ?? ""}`] === true) return true;
    const metBy = this.corpus.registry.duties[rule.duty ?? ""]?.metBy;
    if (metBy === null || metBy === undefined) return false;
    return Object.entries(metBy).every(([fact, value]) =>
      this.holds({ fact, kind: "in", values: [value] }, index),
    );
  }
}
