import type { Carriers } from "../carriers.ts";
import type { ModelClaim } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { limits } from "../limits.ts";
import { isRecord, type JsonRecord, numberOf, seedOf, textOf } from "./json.ts";
import { definedOnly, jsonTexts } from "./json-texts.ts";
import { claimModel, isNoModel } from "./models.ts";

/** Fooocus (its own scheme; the other one is the text of A1111), its forks that keep JSON in a comment, and RuinedFooocus. */
export function readFooocus(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  for (const { carrier, value: written } of jsonTexts(carriers)) {
    const value = withKeys(written);
    const software = textOf(value["software"]) ?? "";
    if (software.startsWith("RuinedFooocus")) {
      findings.push(interpret(value, carrier.at, "ruined-fooocus", afterName(software)));
      continue;
    }
    const version = textOf(value["version"]) ?? "";
    const scheme =
      carriers.find("fooocus_scheme") !== undefined ||
      value["metadata_scheme"] !== undefined ||
      (value["sharpness"] !== undefined && value["performance"] !== undefined);
    if (
      software.startsWith("Fooocus") ||
      version.startsWith("Fooocus") ||
      (scheme && value["base_model"] !== undefined)
    ) {
      const named = software === "" ? version : software;
      findings.push(interpret(value, carrier.at, "fooocus", named === "" ? null : named));
    }
  }
  return findings;
}

/** Forks write the labels of the interface instead of the keys: `Base Model` for `base_model`. */
function withKeys(written: JsonRecord): JsonRecord {
  if (written["Base Model"] === undefined) return written;
  const value: Record<string, unknown> = {};
  for (const key of Object.keys(written).slice(0, limits.settings))
    value[key.toLowerCase().replaceAll(" ", "_")] = written[key];
  return value;
}

function afterName(software: string): string | null {
  const rest = software.slice("RuinedFooocus".length).trim();
  return rest === "" ? null : rest;
}

function interpret(value: JsonRecord, at: string, id: string, version: string | null): Findings {
  const models: ModelClaim[] = [];
  const add = (role: "checkpoint" | "vae", name: unknown, hash: unknown): void => {
    if (typeof name === "string" && !isNoModel(name))
      models.push(claimModel(role, at, "structured", { name, hash: textOf(hash) ?? null }));
  };
  add("checkpoint", value["base_model_name"] ?? value["base_model"], value["base_model_hash"]);
  add("checkpoint", value["refiner_model"] ?? value["refiner_model_name"], value["refiner_model_hash"]);
  add("vae", value["vae"], null);
  const prompt = textOf(value["prompt"]) ?? textOf(value["Prompt"]);
  const negativePrompt =
    textOf(value["negative_prompt"]) ?? textOf(value["Negative"]) ?? textOf(value["negative"]);
  return {
    at,
    strength: "structured",
    ai: true,
    tools: [{ id, version, at, strength: "structured" }],
    models,
    adapters: readLoras(value, at),
    ...(prompt === undefined ? {} : { prompt }),
    ...(negativePrompt === undefined ? {} : { negativePrompt }),
    parameters: definedOnly({
      seed: seedOf(value["seed"]),
      steps: numberOf(value["steps"]),
      sampler: textOf(value["sampler"]) ?? textOf(value["sampler_name"]),
      scheduler: textOf(value["scheduler"]),
      cfgScale: numberOf(value["guidance_scale"] ?? value["cfg"]),
    }),
  };
}

/** `[[name, weight, hash]]`; in forks `l1`, `w1` and on, objects, or `lora_combined_1 = "name : weight"`. */
function readLoras(value: JsonRecord, at: string): ModelClaim[] {
  const adapters: ModelClaim[] = [];
  const add = (name: unknown, weight: unknown, hash: unknown): void => {
    if (typeof name === "string" && !isNoModel(name) && adapters.length < limits.models) {
      adapters.push(
        claimModel("lora", at, "structured", { name, weight: numberOf(weight), hash: textOf(hash) ?? null }),
      );
    }
  };
  const loras = value["loras"];
  for (const entry of Array.isArray(loras) ? (loras as unknown[]) : []) {
    if (Array.isArray(entry)) {
      // RuinedFooocus: ["hash", "weight - name"] or ["name", weight].
      const [first, second, third] = entry as readonly unknown[];
      const split = typeof second === "string" ? /^(-?[\d.]+) - (.+)$/.exec(second) : null;
      if (split === null) add(first, second, third);
      else add(split[2], split[1], first);
    } else if (isRecord(entry)) add(entry["name"] ?? entry["model"], entry["weight"], entry["hash"]);
  }
  for (let number = 1; number <= 20; number++) {
    add(value[`l${number}`], value[`w${number}`], null);
    const combined = textOf(value[`lora_combined_${number}`]) ?? textOf(value[`lora_${number}`]);
    const colon = combined?.lastIndexOf(" : ") ?? -1;
    if (combined !== undefined && colon > 0) add(combined.slice(0, colon), combined.slice(colon + 3), null);
  }
  return adapters;
}
