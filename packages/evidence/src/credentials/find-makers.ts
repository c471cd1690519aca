import type { ModelClaim, Strength } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { isProduct, recogniseGenerator, type Generator } from "./generators.ts";
import type { Manifest, ManifestAction } from "./manifest-store.ts";

/** Source types that say a generative model had a part (IPTC NewsCodes; C2PA 2.2 §18.10.4.4). */
const GENERATIVE: readonly string[] = [
  "trainedAlgorithmicMedia",
  "compositeWithTrainedAlgorithmicMedia",
  "compositeSynthetic",
  "trainedAlgorithmicData",
];

/** What one manifest says about the making: service, models, digital source types, date. */
export function findMakers(manifest: Manifest, strength: Strength): Findings {
  const at = `c2pa:jumbf/${manifest.label}`;
  const claim = { at, strength } as const;
  const generative = manifest.actions.filter(isGenerative);
  const generator = recogniseGenerator({
    claimGenerator: manifest.claimGenerator,
    signer: manifest.signer?.organisation ?? null,
    agents: generative.map((action) => action.softwareAgent ?? ""),
  });
  const ai =
    generative.length > 0 ||
    manifest.statedSourceTypes.some(isGenerativeType) ||
    manifest.statedModels.length > 0 ||
    generator?.alwaysAI === true;
  const names = nameModels(manifest, generative, generator);
  const models = names.map((name): ModelClaim => ({
    ...claim,
    role: "checkpoint",
    name,
    hash: null,
    hashKind: null,
  }));
  const types = new Set([
    ...manifest.actions.map((action) => action.digitalSourceType).filter((type) => type !== null),
    ...manifest.statedSourceTypes,
  ]);
  const ordered = [...types].toSorted(
    (a, b) => Number(GENERATIVE.includes(b)) - Number(GENERATIVE.includes(a)),
  );
  const madeOn = ai ? (generative.find((action) => action.when !== null)?.when ?? manifest.signedAt) : null;
  return {
    ...claim,
    ai,
    ...(ai && generator !== null
      ? { services: [{ ...claim, id: generator.service, name: generator.name }] }
      : {}),
    ...(models.length > 0 ? { models } : {}),
    ...(ordered.length > 0 ? { digitalSourceTypes: ordered.map((value) => ({ ...claim, value })) } : {}),
    ...(madeOn === null ? {} : { madeOn }),
  };
}

/** Whether a digital source type says that a generative model had a part. */
function isGenerativeType(type: string | null): boolean {
  return type !== null && GENERATIVE.includes(type);
}

/** An action by a named generative product counts even where its source type is left out. */
function isGenerative({ digitalSourceType, softwareAgent }: ManifestAction): boolean {
  if (isGenerativeType(digitalSourceType)) return true;
  return softwareAgent !== null && softwareAgent.toLowerCase().startsWith("adobe firefly");
}

/**
 * Models by name. The agent of a generative action names the model only where we know the service: of an unknown signer it may
 * as well be the program.
 */
function nameModels(
  manifest: Manifest,
  generative: readonly ManifestAction[],
  generator: Generator | null,
): readonly string[] {
  const agents = generative.map((action) => action.softwareAgent).filter((agent) => agent !== null);
  const named = generator === null ? [] : agents.filter((agent) => !isProduct(generator, agent));
  return [...new Set([...manifest.statedModels, ...named])];
}
