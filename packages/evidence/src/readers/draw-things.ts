import type { Carriers } from "../carriers.ts";
import type { ModelClaim, ToolClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { interpretInfotext } from "./a1111.ts";
import { parseInfotext } from "./infotext.ts";
import { isRecord, type JsonRecord, numberOf, seedOf, textOf } from "./json.ts";
import { definedOnly, jsonTexts } from "./json-texts.ts";
import { readListedLoras } from "./listed-loras.ts";
import { claimModel, isNoModel, stemOf } from "./models.ts";

/** Draw Things: JSON in the XMP `exif:UserComment`, `c` being the prompt and `uc` what is unwanted; its model names are its own quantised files. */
export function readDrawThings(carriers: Carriers): Findings[] {
  const named = carriers.texts.find(
    (carrier) => carrier.key === "xmp:CreatorTool" && carrier.text.trim() === "Draw Things",
  );
  const findings: Findings[] = [];
  for (const { carrier, value } of jsonTexts(carriers)) {
    if (typeof value["c"] !== "string" || typeof value["model"] !== "string") continue;
    if (named === undefined && !isRecord(value["v2"])) continue;
    const { at } = carrier;
    const models = [claimModel("checkpoint", at, "structured", { name: value["model"] })];
    const refiner =
      textOf(value["refiner"]) ?? (isRecord(value["v2"]) ? textOf(value["v2"]["refinerModel"]) : undefined);
    if (refiner !== undefined && !isNoModel(refiner))
      models.push(claimModel("checkpoint", at, "structured", { name: refiner }));
    const full = isRecord(value["v2"]) ? value["v2"] : {};
    for (const key of ["upscaler", "faceRestoration"]) {
      const name = textOf(value[key]) ?? textOf(full[key]);
      if (name !== undefined && !isNoModel(name))
        models.push(claimModel("upscaler", at, "structured", { name, loader: key }));
    }
    const adapters: ModelClaim[] = [];
    for (const entry of Array.isArray(full["controls"])
      ? (full["controls"] as unknown[]).slice(0, limits.models)
      : []) {
      const name = isRecord(entry) ? textOf(entry["file"]) : undefined;
      if (isRecord(entry) && name !== undefined && !isNoModel(name))
        adapters.push(
          claimModel("controlnet", at, "structured", { name, weight: numberOf(entry["weight"]) }),
        );
    }
    adapters.push(...lorasOf(value, full, carriers, at));
    findings.push({
      at,
      strength: "structured",
      ai: true,
      tools: [claimTool(at)],
      models,
      adapters,
      prompt: value["c"],
      ...(typeof value["uc"] === "string" ? { negativePrompt: value["uc"] } : {}),
      parameters: definedOnly({
        seed: seedOf(value["seed"]),
        steps: numberOf(value["steps"]),
        sampler: textOf(value["sampler"]),
        cfgScale: numberOf(value["scale"]),
      }),
    });
  }
  if (findings.length === 0 && named !== undefined) findings.push(readDescription(carriers, named.at));
  return findings;
}

/** `lora`, `loras`, `v2.loras` and the lines of the description: the same files under names of their own, joined. */
function lorasOf(value: JsonRecord, full: JsonRecord, carriers: Carriers, at: string): readonly ModelClaim[] {
  const claims = new Map<string, ModelClaim>();
  const add = (name: string | undefined, weight: number | undefined): void => {
    if (name !== undefined && !isNoModel(name) && !claims.has(stemOf(name)))
      claims.set(stemOf(name), claimModel("lora", at, "structured", { name, weight }));
  };
  for (const list of [value["lora"], value["loras"], full["loras"], full["lora"]]) {
    for (const entry of Array.isArray(list) ? (list as unknown[]).slice(0, limits.models) : []) {
      const fields = isRecord(entry) ? entry : {};
      add(
        textOf(entry) ?? textOf(fields["model"]) ?? textOf(fields["file"]) ?? textOf(fields["name"]),
        numberOf(fields["weight"]),
      );
    }
  }
  const description = carriers.find("dc:description")?.text.slice(-limits.infotextCharacters) ?? "";
  const info = description === "" ? null : parseInfotext(description);
  for (const { name, weight } of info === null ? [] : readListedLoras(info.settings)) add(name, weight);
  return [...claims.values()];
}

/** Where only the description is left: the grammar of A1111 with words of its own, what is unwanted behind a hyphen. */
function readDescription(carriers: Carriers, at: string): Findings {
  const tool = { at, strength: "structured", ai: true, tools: [claimTool(at)] } as const;
  const text = carriers.find("dc:description")?.text.slice(-limits.infotextCharacters) ?? "";
  const info = parseInfotext(text);
  if (info === null) return tool;
  const found = interpretInfotext(info, carriers.find("dc:description")?.at ?? at);
  const mark = `\n${info.prompt}`.lastIndexOf("\n-");
  return {
    ...found,
    ...tool,
    ...(mark < 0
      ? {}
      : { prompt: info.prompt.slice(0, Math.max(0, mark - 1)), negativePrompt: info.prompt.slice(mark + 1) }),
    parameters: {
      ...found.parameters,
      ...definedOnly({ cfgScale: numberOf(info.settings.get("guidance scale")) }),
    },
  };
}

function claimTool(at: string): ToolClaim {
  return { id: "drawthings", version: null, at, strength: "structured" };
}
