import type { Carriers } from "../carriers.ts";
import type { Findings } from "../findings.ts";
import { numberOf, seedOf } from "./json.ts";
import { definedOnly } from "./json-texts.ts";
import { claimModel } from "./models.ts";

export const MOCHI_FIELDS: readonly string[] = ["dc:description", "ImageDescription", "Description", "2:120"];

/** Mochi Diffusion (macOS): `Include in Image: …; Exclude from Image: …; Model: …; … Generator: Mochi Diffusion 5.0` as the caption. */
export function readMochi(carriers: Carriers): Findings[] {
  for (const { key, text, at } of carriers.texts) {
    if (!MOCHI_FIELDS.includes(key) || !text.startsWith("Include in Image: ")) continue;
    const program = /; Generator: Mochi Diffusion ?([\w.]{0,20})/.exec(text.slice(-400));
    if (program === null) continue;
    const name = valueOf(text, "Model");
    const prompt = valueOf(text, "Include in Image");
    const negativePrompt = valueOf(text, "Exclude from Image");
    return [
      {
        at,
        strength: "structured",
        ai: true,
        tools: [{ id: "mochi-diffusion", version: program[1] || null, at, strength: "structured" }],
        models: name === undefined ? [] : [claimModel("checkpoint", at, "structured", { name })],
        ...(prompt === undefined ? {} : { prompt }),
        ...(negativePrompt === undefined ? {} : { negativePrompt }),
        parameters: definedOnly({
          seed: seedOf(valueOf(text, "Seed")),
          steps: numberOf(valueOf(text, "Steps")),
          sampler: valueOf(text, "Scheduler"),
          cfgScale: numberOf(valueOf(text, "Guidance Scale")),
        }),
      },
    ];
  }
  return [];
}

/** The value of a field, up to the next field that begins with a capital. */
function valueOf(text: string, name: string): string | undefined {
  const start = text.startsWith(`${name}: `) ? 0 : text.indexOf(`; ${name}: `) + 2;
  if (start === 1) return undefined;
  const rest = text.slice(start + name.length + 2);
  const end = rest.search(/; [A-Z][A-Za-z ]{2,30}: /);
  const value = (end < 0 ? rest : rest.slice(0, end)).trim();
  return value === "" ? undefined : value;
}
