import type { Corpus, Party } from "@cleartitle/corpus";
import { buildUndatedChain, type Asked, type Making, type UndatedChain } from "./build-chain.ts";
import { identify } from "./identify.ts";
import { linkSpec } from "./link-spec.ts";

/** Another way to make the image. */
export interface AlternativeChain {
  readonly change: Readonly<Record<string, string>>;
  readonly text: string;
  readonly chain: UndatedChain;
}

/** What a chain is built from, apart from the day. */
type UndatedMaking = Omit<Making, "madeOn">;

/**
 * Other chains that might do: without the adapters, or with another model in place of the one used. Which of them do is for
 * the engine to decide. `withModels` gives the chains of {@link withEveryModel}; it is a parameter so that a caller with many
 * images can keep them, for they do not hang on the model that was used.
 */
export function alternativeChains(
  corpus: Corpus,
  making: UndatedMaking,
  asked: Asked,
  withModels: (kept: UndatedMaking) => readonly AlternativeChain[] = (kept) =>
    withEveryModel(corpus, kept, asked),
): readonly AlternativeChain[] {
  const alternatives: AlternativeChain[] = [];
  const rest = making.specs.filter(({ kind }) => kind !== "adapter");
  const adapters = making.specs.filter(({ kind }) => kind === "adapter");
  if (adapters.length > 0) {
    const names = adapters.map(({ name, hash }) => `"${name ?? hash ?? ""}"`).join(", ");
    alternatives.push({
      change: { adapter: "none" },
      text: `Make it again without ${names}.`,
      chain: buildUndatedChain(corpus, { ...making, specs: rest }, asked),
    });
  }
  const used = rest.filter(({ kind }) => kind === "model" || kind === "component");
  if (used.length === 0) return alternatives;
  const kept = rest.filter(({ kind }) => kind !== "model" && kind !== "component");
  const present = used.flatMap((spec) => identify(corpus, spec).party ?? []);
  const others = withModels({ ...making, specs: kept }).filter(
    ({ change }) => !present.some(({ id }) => id === change["model"]),
  );
  return [...alternatives, ...nearestFirst(corpus, present, others)];
}

/** Models by the same people before those of others, and then those that the most models derive from: the ones people know. */
function nearestFirst(
  corpus: Corpus,
  used: readonly Party[],
  others: readonly AlternativeChain[],
): readonly AlternativeChain[] {
  const makers = new Set(used.flatMap(({ operator }) => operator ?? []));
  const descendants = new Map<string, number>();
  for (const { base } of Object.values(corpus.parties)) {
    if (base !== null) descendants.set(base, (descendants.get(base) ?? 0) + 1);
  }
  const rank = ({ change }: AlternativeChain): number => {
    const party = corpus.parties[change["model"] ?? ""];
    const same = party?.operator !== undefined && party.operator !== null && makers.has(party.operator);
    return (same ? -1_000 : 0) - (descendants.get(party?.id ?? "") ?? 0);
  };
  return others.toSorted((left, right) => rank(left) - rank(right));
}

/** The same making with each model on record that makes images by itself. */
export function withEveryModel(
  corpus: Corpus,
  kept: UndatedMaking,
  asked: Asked,
): readonly AlternativeChain[] {
  return engines(corpus).map(({ id, name }) => ({
    change: { model: id },
    text: `Make it again with ${name}.`,
    chain: buildUndatedChain(
      corpus,
      { ...kept, specs: [...kept.specs, linkSpec("model", { name: id, declared: true })] },
      asked,
    ),
  }));
}

/** Models that make images by themselves: those that are not parts of others. */
function engines(corpus: Corpus): readonly { id: string; name: string }[] {
  const parties = Object.values(corpus.parties);
  const parts = new Set(parties.flatMap(({ components }) => components.map(({ id }) => id)));
  return parties.filter(({ id, kind, licence }) => kind === "model" && licence.length > 0 && !parts.has(id));
}
