import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { isRecord, numberOf, parseJson, seedOf, textOf } from "./json.ts";
import { definedOnly } from "./json-texts.ts";
import { claimModel } from "./models.ts";

/** Stability Matrix: beside the text of A1111 and a ComfyUI graph it keeps its own `parameters-json` and project. */
export function readStabilityMatrix(carriers: Carriers): Findings[] {
  const carrier = carriers.find("parameters-json");
  const value = carrier === undefined ? undefined : carriers.json(carrier, parseJson);
  if (carrier === undefined || !isRecord(value)) {
    const project = carriers.find("smproj");
    if (project === undefined) return [];
    return [
      {
        at: project.at,
        strength: "structured",
        ai: true,
        tools: [{ id: "stability-matrix", version: null, at: project.at, strength: "structured" }],
      },
    ];
  }
  const { at } = carrier;
  const name = textOf(value["ModelName"]) ?? null;
  const hash = textOf(value["ModelHash"]) ?? null;
  const version = value["ModelVersionId"];
  const prompt = textOf(value["PositivePrompt"]);
  const negativePrompt = textOf(value["NegativePrompt"]);
  return [
    {
      at,
      strength: "structured",
      ai: true,
      tools: [{ id: "stability-matrix", version: null, at, strength: "structured" }],
      models:
        name === null && hash === null
          ? []
          : [
              claimModel("checkpoint", at, "structured", {
                name,
                hash,
                version: typeof version === "number" ? String(version) : undefined,
              }),
            ],
      ...(prompt === undefined ? {} : { prompt }),
      ...(negativePrompt === undefined ? {} : { negativePrompt }),
      parameters: definedOnly({
        seed: seedOf(value["Seed"]),
        steps: numberOf(value["Steps"]),
        sampler: textOf(value["Sampler"]),
        cfgScale: numberOf(value["CfgScale"]),
      }),
    },
  ];
}
