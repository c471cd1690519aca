import type { ModelClaim, ServiceClaim } from "../evidence.ts";
import { limits } from "../limits.ts";
import { isRecord, numberOf, parseJson, textOf } from "./json.ts";
import { claimModel, isAdapter, roleOfAir, roleOfType } from "./models.ts";

export interface CivitaiResources {
  readonly models: readonly ModelClaim[];
  readonly adapters: readonly ModelClaim[];
  /** Whose engine it was, where Civitai passed the request on. */
  readonly engines: readonly ServiceClaim[];
}

/** `Civitai resources: […]` and `Civitai metadata: {…}`: the ids of model versions that Civitai's own generator writes. */
export function readCivitaiResources(
  settings: ReadonlyMap<string, string>,
  at: string,
): CivitaiResources | null {
  const resources = parseJson(settings.get("civitai resources") ?? "");
  const metadata = parseJson(settings.get("civitai metadata") ?? "");
  if (!Array.isArray(resources) && !isRecord(metadata)) return null;
  const listed: unknown[] = Array.isArray(resources) ? [...resources] : [];
  const more: unknown = isRecord(metadata) ? metadata["resources"] : undefined;
  if (Array.isArray(more)) listed.push(...more);
  const { models, adapters } = readResourceList(listed, at);
  const ecosystem = isRecord(metadata) ? textOf(metadata["ecosystem"]) : undefined;
  const engine = ecosystem === undefined ? undefined : ENGINES.get(ecosystem.toLowerCase());
  const engines: ServiceClaim[] =
    engine === undefined ? [] : [{ id: engine, name: ecosystem ?? null, at, strength: "inferred" }];
  return { models, adapters, engines };
}

/** Ecosystems of Civitai that are somebody else's hosted engine. */
const ENGINES: ReadonlyMap<string, string> = new Map([
  ["openai", "openai"],
  ["imagen4", "google-gemini"],
  ["nanobanana", "google-gemini"],
  ["google", "google-gemini"],
  ["seedream", "doubao"],
]);

/** A list of `{type, modelVersionId, modelName, weight|strength, air}`; an id named twice is one model. */
export function readResourceList(
  list: readonly unknown[],
  at: string,
): { models: ModelClaim[]; adapters: ModelClaim[] } {
  const models: ModelClaim[] = [];
  const adapters: ModelClaim[] = [];
  const seen = new Set<string>();
  for (const entry of list.slice(0, limits.models)) {
    if (!isRecord(entry)) continue;
    const air = textOf(entry["air"]);
    const id = entry["modelVersionId"] ?? entry["modelVersionID"];
    const version = typeof id === "number" || typeof id === "string" ? String(id) : undefined;
    if (air === undefined && version === undefined) continue;
    const key = version ?? air!;
    if (seen.has(key)) continue;
    seen.add(key);
    const role =
      roleOfType(textOf(entry["type"]) ?? "") ?? (air === undefined ? null : roleOfAir(air)) ?? "checkpoint";
    const claim = claimModel(role, at, "structured", {
      name: textOf(entry["modelName"]) ?? null,
      version,
      air,
      weight: isAdapter(role) ? (numberOf(entry["weight"]) ?? numberOf(entry["strength"])) : undefined,
      hash: textOf(entry["hash"]) ?? null,
      loader: "Civitai resources",
    });
    (isAdapter(role) ? adapters : models).push(claim);
  }
  return { models, adapters };
}
