import type { FactValue } from "@cleartitle/corpus";
import type { World } from "../laws/specification.ts";
import { DOMAINS, MADE_DAYS, PLANS, type Scene } from "./random-corpus.ts";

const CHANGE_PARTIES = ["one", "two"];

/** Every complete world of a scene, by brute force over the domains of all facts that any rule or duty looks at. */
export function completeWorlds({ corpus, chain, question }: Scene): readonly World[] {
  const looked = new Set([
    "flag",
    ...Object.values(corpus.parties).flatMap(({ rules }) =>
      rules.flatMap(({ when }) => when.map(({ fact }) => fact)),
    ),
  ]);
  let worlds: readonly World[] = [{ facts: {}, madeOn: chain.made.latest, changes: {}, readings: {} }];
  const facts: Record<string, FactValue> = {};
  for (const [name, domain] of Object.entries(DOMAINS)) {
    const value = question.facts[name];
    if (value !== undefined) facts[name] = value;
    else if (looked.has(name))
      worlds = spread(worlds, domain, (world, chosen) => ({
        ...world,
        facts: { ...world.facts, [name]: chosen },
      }));
  }
  chain.links.forEach(({ plan, kind }, index) => {
    if (kind === "market") return;
    const domain = plan === null ? (looked.has("plan") ? PLANS : PLANS.slice(0, 1)) : [plan];
    worlds = spread(worlds, domain, (world, chosen) => ({
      ...world,
      facts: { ...world.facts, [`plan@${index}`]: chosen },
    }));
  });
  const days = chain.made.earliest === chain.made.latest ? [chain.made.latest] : MADE_DAYS;
  worlds = spread(worlds, days, (world, madeOn) => ({ ...world, madeOn }));
  for (const party of CHANGE_PARTIES.filter((id) => chain.links.some((link) => link.party === id))) {
    const key = `${party}:2024-06-01:2024-07-01`;
    worlds = spread(worlds, [true, false], (world, happened) => ({
      ...world,
      changes: { ...world.changes, [key]: happened },
    }));
  }
  return worlds.map((world) => ({ ...world, facts: { ...facts, ...world.facts } }));
}

/** Every way to settle which reading of each ambiguous clause is right; only readings that somebody wrote down count. */
export function withReadings(scene: Scene, worlds: readonly World[]): readonly World[] {
  let spreadOut = worlds;
  for (const party of Object.values(scene.corpus.parties)) {
    const readings = [
      ...new Set(
        party.rules.flatMap(({ alternative }) => (alternative === null ? [] : [alternative.reading])),
      ),
    ];
    if (readings.length === 0 || !scene.chain.links.some((link) => link.party === party.id)) continue;
    spreadOut = spread(spreadOut, readings, (world, reading) => ({
      ...world,
      readings: { ...world.readings, [`${party.id}:clause`]: reading },
    }));
  }
  return spreadOut;
}

function spread<Value>(
  worlds: readonly World[],
  domain: readonly Value[],
  put: (world: World, value: Value) => World,
): readonly World[] {
  return worlds.flatMap((world) => domain.map((value) => put(world, value)));
}
