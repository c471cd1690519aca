import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { claimModel } from "./models.ts";

export const IPTC_AI_FIELDS: readonly string[] = [
  ":AISystemUsed",
  ":AISystemVersionUsed",
  ":AIPromptInformation",
  ":AIPromptWriterName",
];

/** The AI fields of IPTC Photo Metadata 2025.1. No generator is known to write them yet; people and agencies may. */
export function readIptcAi(carriers: Carriers): Findings[] {
  const fields: Record<string, string> = {};
  let at: string | null = null;
  for (const carrier of carriers.texts) {
    if (carrier.kind !== "xmp" || !carrier.key.startsWith("Iptc4xmpExt:AI")) continue;
    at ??= carrier.at;
    fields[carrier.key.slice("Iptc4xmpExt:".length)] ??= carrier.text.slice(0, 65_536);
  }
  if (at === null) return [];
  const system = fields["AISystemUsed"]?.trim();
  // Somebody filled the form in to say that there was none.
  if (system !== undefined && /^(none|no|n\/?a|not applicable|not used|-+|0|false)\.?$/i.test(system))
    return [];
  const version = fields["AISystemVersionUsed"]?.trim();
  const prompt = fields["AIPromptInformation"];
  const service = system === undefined ? undefined : serviceOf(system);
  const claim = { at, strength: "declared" as const };
  return [
    {
      ...claim,
      ai: true,
      services: service === undefined ? [] : [{ id: service, name: system ?? null, ...claim }],
      models:
        system === undefined || system === ""
          ? []
          : [
              claimModel("checkpoint", at, "declared", {
                name: version === undefined ? system : `${system} ${version}`,
              }),
            ],
      ...(prompt === undefined ? {} : { prompt }),
      labels: [{ ...claim, standard: "iptc-ai", fields }],
    },
  ];
}

/** The one service that the words name, at their beginning: `imagenes`, `Kendall` and `with prompts by ChatGPT` name none. */
function serviceOf(system: string): string | undefined {
  const parts = system.split(/[,;+&/|]|\s(?:and|with|via)\s/i);
  const named = parts.map((part) => SYSTEMS.find(([name]) => startOf(name).test(part))?.[1]);
  return named.every((id) => id === named[0]) ? named[0] : undefined;
}

/** Who makes it may stand before what it is called. */
function startOf(name: string): RegExp {
  return new RegExp(
    `^\\s*(?:(?:adobe|amazon|aws|bing|google|microsoft|openai|xai)(?:['\u2019]s)?\\s+)?(?:${name})(?![\\p{L}])`,
    "iu",
  );
}

const SYSTEMS: readonly (readonly [string, string])[] = [
  ["midjourney", "midjourney"],
  ["dall[-\u00b7\\s]?e|chatgpt|gpt(?=[-\\s]?\\d|[-\\s]?image)|openai|sora", "openai"],
  ["firefly", "adobe-firefly"],
  ["gemini|imagen|nano banana", "google-gemini"],
  ["novelai", "novelai"],
  ["grok", "xai-grok"],
  ["titan|nova canvas", "amazon-titan-nova"],
];
