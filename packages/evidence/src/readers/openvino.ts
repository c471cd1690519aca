import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { numberOf, seedOf } from "./json.ts";
import { definedOnly } from "./json-texts.ts";
import { claimModel } from "./models.ts";

export const OPENVINO_FIELDS: readonly string[] = ["Created with", "Stable diffusion model"];

/** stable_diffusion.openvino: one text for each setting, all named `Stable diffusion …`. */
export function readOpenVino(carriers: Carriers): Findings[] {
  const tool = carriers.find("Created with");
  const model = carriers.find("Stable diffusion model");
  const isTool = tool !== undefined && /\bopenvino\b/i.test(tool.text);
  // "Created with" is a key of many programs; without the settings of this one it says nothing.
  if (!isTool && model === undefined) return [];
  const { at } = model ?? tool!;
  const text = (key: string): string | undefined => carriers.find(`Stable diffusion ${key}`)?.text;
  const prompt = text("prompt");
  const negativePrompt = text("negative prompt");
  return [
    {
      at,
      strength: "structured",
      ai: true,
      tools: isTool ? [{ id: "openvino", version: null, at: tool.at, strength: "structured" }] : [],
      models:
        model === undefined || model.text.trim() === ""
          ? []
          : [
              claimModel("checkpoint", at, "structured", {
                name: model.text.slice(0, 300),
                loader: "Stable diffusion model",
              }),
            ],
      ...(prompt === undefined ? {} : { prompt }),
      ...(negativePrompt === undefined ? {} : { negativePrompt }),
      parameters: definedOnly({
        seed: seedOf(text("seed")),
        steps: numberOf(text("num inference steps")),
        cfgScale: numberOf(text("guidance scale")),
        eta: numberOf(text("eta")),
      }),
    },
  ];
}
