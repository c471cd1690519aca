import type { Corpus } from "@cleartitle/corpus";
import { buildUndatedChain, type Asked, type Making, type UndatedChain } from "./build-chain.ts";
import { identify } from "./identify.ts";
import { linkSpec } from "./link-spec.ts";

/** Another way to make the image. */
export interface AlternativeChain {
  readonly change: Readonly<Record<string, string>>;
  readonly text: string;
  readonly chain: UndatedChain;
}

/**
 * Other chains that might do: without the adapters, or with another model in place of the one used. Which of them do is for
 * the engine to decide.
 */
export function alternativeChains(
  corpus: Corpus,
  making: Omit<Making, "madeOn">,
  asked: Asked,
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
  const present = new Set(used.map((spec) => identify(corpus, spec).party?.id));
  for (const { id, name } of engines(corpus)) {
    const specs = [...kept, linkSpec("model", { name: id, declared: true })];
    if (present.has(id)) continue;
    const chain = buildUndatedChain(corpus, { ...making, specs }, asked);
    alternatives.push({ change: { model: id }, text: `Make it again with ${name}.`, chain });
  }
  return alternatives;
}

/** Models that make images by themselves: those that are not parts of others. */
function engines(corpus: Corpus): readonly { id: string; name: string }[] {
  const parties = Object.values(corpus.parties);
  const parts = new Set(parties.flatMap(({ components }) => components.map(({ id }) => id)));
  return parties.filter(({ id, kind, licence }) => kind === "model" && licence.length > 0 && !parts.has(id));
}
