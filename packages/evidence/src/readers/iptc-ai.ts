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
  const service = system === undefined ? undefined : SYSTEMS.find(([pattern]) => pattern.test(system))?.[1];
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

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/midjourney/i, "midjourney"],
  [/dall|gpt|openai|sora/i, "openai"],
  [/firefly/i, "adobe-firefly"],
  [/gemini|imagen|nano banana/i, "google-gemini"],
  [/novelai/i, "novelai"],
  [/grok/i, "xai-grok"],
  [/titan|nova canvas/i, "amazon-titan-nova"],
];
