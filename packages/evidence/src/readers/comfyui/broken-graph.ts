import type { ModelClaim } from "../../evidence.ts";
import type { Findings } from "../../findings.ts";
import { limits } from "../../limits.ts";
import { readTags } from "../infotext.ts";
import { claimModel, isAdapter, isNoModel, stemOf } from "../models.ts";
import { makesByName } from "./generation.ts";
import { roleOfInput } from "./loaders.ts";

const ENDING = /\.(?:safetensors|sft|ckpt|pth|pt|bin|gguf|onnx|pkl)(?![\w.])/gi;
const NAME = /"((?:ckpt|unet|vae|clip|lora|control_net)_name)\d?"\s{0,8}:\s{0,8}"((?:[^"\\]|\\.){1,512})"/g;
const CLASS = /"(?:class_type|type)"\s{0,8}:\s{0,8}"((?:[^"\\]|\\.){1,200})"/g;
const LOOKED_AT = 20_000;

/**
 * A graph that is cut short, or too long to be parsed: that it is one can still be seen, and the names of its common loaders can be
 * picked out of the text. What feeds the output cannot be known, so all of it is inferred. Null where the text is something else.
 */
export function scanBrokenGraph(text: string, at: string): Findings | null {
  if (!/^\s*(?:(?:prompt|workflow)\s*:\s*)?\{/i.test(text.slice(0, 64))) return null;
  const isGraph =
    text.includes('"class_type"') || (text.includes('"widgets_values"') && text.includes('"nodes"'));
  if (!isGraph) return null;
  const claims = new Map<string, ModelClaim>();
  const add = (input: string, quoted: string): void => {
    const role = roleOfInput(input, "");
    const name = quoted.replaceAll("\\\\", "\\");
    const key = `${role}/${stemOf(name)}`;
    if (claims.size < limits.models && !isNoModel(name) && !claims.has(key))
      claims.set(key, claimModel(role, at, "inferred", { name, loader: input }));
  };
  for (const [, input, quoted] of text.matchAll(NAME)) add(input!, quoted!);
  let looked = 0;
  for (const { index, 0: ending } of text.matchAll(ENDING)) {
    if (looked++ > LOOKED_AT) break;
    const before = text.slice(Math.max(0, index - 512), index);
    const start = Math.max(
      before.lastIndexOf('"') + 1,
      before.lastIndexOf("\\n") + 2 * Number(before.includes("\\n")),
    );
    const key = /"([^"\\]{1,64})\\?"\s{0,8}:\s{0,8}\\?"$/.exec(
      before.slice(Math.max(0, start - 90), start),
    )?.[1];
    if (start > 0 && !isKnown(claims, before.slice(start) + ending))
      add(key ?? "", before.slice(start) + ending);
  }
  for (const tag of readTags(text)) add("lora_name", tag.name);
  const made = [...text.matchAll(CLASS)].some(([, type]) => makesByName(type!));
  const known = [...claims.values()];
  return {
    at,
    strength: "inferred",
    ai: made,
    tools: [{ id: "comfyui", version: null, at, strength: "inferred" }],
    models: known.filter((claim) => !isAdapter(claim.role)),
    adapters: known.filter((claim) => isAdapter(claim.role)),
    problems: [
      {
        code: "damaged-graph",
        message: `${at}: the graph is cut short or too long to be read; only names were picked out of its text.`,
      },
      ...(made
        ? []
        : [
            {
              code: "generation-not-known",
              message: `${at}: nothing in what is left of the graph is known to generate an image.`,
            },
          ]),
    ],
  };
}

const isKnown = (claims: ReadonlyMap<string, ModelClaim>, name: string): boolean => {
  const stem = stemOf(name.replaceAll("\\\\", "\\"));
  return [...claims.keys()].some((key) => key.endsWith(`/${stem}`));
};
