import type { ModelClaim, ServiceClaim } from "../../evidence.ts";
import type { Findings } from "../../findings.ts";
import { readResourceList } from "../civitai.ts";
import { isRecord, type JsonRecord, numberOf, parseJson, seedOf, textOf } from "../json.ts";

interface ExtraMetadata {
  readonly service: ServiceClaim;
  readonly claims: readonly ModelClaim[];
  readonly stated: Partial<Findings>;
}

/** Civitai's own ComfyUI runs keep what the user asked for beside the graph, as JSON in a string, and the AIRs they used. */
export function readExtraMetadata(source: JsonRecord, at: string): ExtraMetadata | null {
  const extra = unpackJson(source["extraMetadata"]);
  const airs = isRecord(source["extra"]) ? source["extra"]["airs"] : undefined;
  if (!isRecord(extra) && !Array.isArray(airs)) return null;
  const service: ServiceClaim = { id: "civitai", name: "Civitai", at, strength: "structured" };
  if (!isRecord(extra)) return { service, claims: [], stated: {} };
  const roles = new Map<string, string>();
  for (const air of Array.isArray(airs) ? airs : []) {
    if (typeof air === "string" && air.includes("@")) roles.set(air.slice(air.lastIndexOf("@") + 1), air);
  }
  const listed = Array.isArray(extra["resources"]) ? (extra["resources"] as unknown[]) : [];
  const { models, adapters } = readResourceList(
    listed.map((entry) =>
      isRecord(entry) ? { air: roles.get(String(entry["modelVersionId"])), ...entry } : entry,
    ),
    at,
  );
  const prompt = textOf(extra["prompt"]);
  const negativePrompt = textOf(extra["negativePrompt"]);
  const parameters = {
    ...optional("seed", seedOf(extra["seed"])),
    ...optional("steps", numberOf(extra["steps"])),
    ...optional("sampler", textOf(extra["sampler"])),
    ...optional("cfgScale", numberOf(extra["cfgScale"])),
  };
  return {
    service,
    claims: [...models, ...adapters],
    stated: {
      ...(prompt === undefined ? {} : { prompt }),
      ...(negativePrompt === undefined ? {} : { negativePrompt }),
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    },
  };
}

function optional(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}

/** JSON that may be kept as a string. */
export function unpackJson(value: unknown): unknown {
  return typeof value === "string" ? parseJson(value) : value;
}
