import { limits } from "../limits.ts";
import { isRecord, numberOf, parseJson, textOf } from "./json.ts";
import { isNoModel, isWeightsFile } from "./models.ts";

/** A LoRA that the settings name outside the prompt, with what else they say of it. */
export interface ListedLora {
  readonly name: string;
  readonly hash: string | undefined;
  readonly weight: number | undefined;
  /** The setting that names it. */
  readonly loader: string;
}

/**
 * LoRAs as savers of ComfyUI and Draw Things list them: `Lora_0 Model name`, `LoRA 1 Model`, the summary `LoRAs: a: str_0.8, b: str_0.5`. What has no hash
 * stands nowhere else, so a place that is read only in part would lose it.
 */
export function readListedLoras(settings: ReadonlyMap<string, string>): readonly ListedLora[] {
  const found: ListedLora[] = [];
  let inSummary = false;
  for (const [key, value] of settings) {
    const numbered = /^(?:lora|lyco|lycoris|locon)s?[_ ]?\d+[_ ]?(?:model[_ ]?name|model|name|file)?$/.exec(
      key,
    );
    if (numbered !== null && !isNoModel(value)) found.push(numberedLora(settings, key, value));
    if (isSummary(key)) {
      found.push(...summarised(value, key));
      inSummary = true;
      continue;
    }
    // The second and later entries of a summary look like settings of their own, named like files.
    const more: boolean = isWeightsFile(key) || (inSummary && isStrength(value));
    if (more) found.push({ name: key, hash: undefined, weight: weightIn(value), loader: "LoRAs" });
    inSummary &&= more;
  }
  return found.slice(0, limits.models);
}

function isSummary(key: string): boolean {
  return /^(?:loras|lora|lycoris|lora models?|loras used|used loras)$/.test(key);
}

function numberedLora(settings: ReadonlyMap<string, string>, key: string, value: string): ListedLora {
  const stem = /^\D+\d+/.exec(key)?.[0] ?? key;
  const beside = (pattern: RegExp): string | undefined => {
    for (const [name, stated] of settings)
      if (name.startsWith(stem) && pattern.test(name.slice(stem.length))) return stated;
    return undefined;
  };
  const weight = beside(/^[_ ]?(?:strength model|model strength|strength|weight|model weight)$/);
  return { name: value, hash: beside(/^[_ ]?(?:model[_ ]?)?hash$/), weight: numberOf(weight), loader: key };
}

/** `a.safetensors: str_0.8/0.7`, `a (0.8)`, `a:0.8; b:0.5`, or a list in JSON. */
function summarised(value: string, loader: string): readonly ListedLora[] {
  const json = parseJson(value);
  if (Array.isArray(json)) return json.slice(0, limits.models).flatMap((entry) => entryOf(entry, loader));
  const pieces = value.replaceAll(/[[\]"{}]/g, "").split(/[,;\n|]/, limits.models);
  return pieces.flatMap((piece) => {
    const [, name = "", rest = ""] =
      /^\s*(.+?)\s*(?:(?:[:=]\s*|\(\s*)((?:str_|strength[ _]?)?-?[\d.]+\b.*))?$/i.exec(piece) ?? [];
    if (name === "" || isNoModel(name) || /^-?[\d.]+$/.test(name)) return [];
    return [{ name: name.replace(/:$/, ""), hash: undefined, weight: weightIn(rest), loader }];
  });
}

function entryOf(entry: unknown, loader: string): readonly ListedLora[] {
  const fields = isRecord(entry) ? entry : {};
  const first = (...keys: readonly string[]): string | number | undefined =>
    keys.map((key) => numberOf(fields[key]) ?? textOf(fields[key])).find((found) => found !== undefined);
  const name = textOf(entry) ?? first("name", "model_name", "model", "file", "path", "lora_name", "lora");
  if (name === undefined || isNoModel(String(name))) return [];
  const weight = numberOf(first("strength_model", "strength", "weight", "multiplier", "model_strength"));
  const hash = textOf(fields["hash"]) ?? textOf(fields["model_hash"]);
  return [{ name: String(name), hash, weight, loader }];
}

function isStrength(value: string): boolean {
  return /^(?:str_|strength[ _:]?)-?[\d.]/i.test(value);
}

function weightIn(text: string): number | undefined {
  return numberOf(/-?\d+(?:\.\d+)?|-?\.\d+/.exec(text)?.[0]);
}
