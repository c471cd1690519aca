import type { ModelClaim, ModelRole } from "../../evidence.ts";
import type { Findings } from "../../findings.ts";
import { limits } from "../../limits.ts";
import { claimModel, isAdapter, isNoModel } from "../models.ts";

const NAMED: Readonly<Record<string, ModelRole>> = {
  ckpt_name: "checkpoint",
  unet_name: "unet",
  vae_name: "vae",
  clip_name: "text-encoder",
  lora_name: "lora",
  control_net_name: "controlnet",
};
const NAME = /"(ckpt|unet|vae|clip|lora|control_net)_name\d?"\s{0,8}:\s{0,8}"((?:[^"\\]|\\.){1,512})"/g;

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
  for (const [, input, quoted] of text.matchAll(NAME)) {
    const role = NAMED[`${input}_name`]!;
    const name = quoted!.replaceAll("\\\\", "\\");
    if (claims.size < limits.models && !isNoModel(name) && !claims.has(`${role}/${name}`))
      claims.set(`${role}/${name}`, claimModel(role, at, "inferred", { name, loader: `${input}_name` }));
  }
  const known = [...claims.values()];
  return {
    at,
    strength: "inferred",
    ai: true,
    tools: [{ id: "comfyui", version: null, at, strength: "inferred" }],
    models: known.filter((claim) => !isAdapter(claim.role)),
    adapters: known.filter((claim) => isAdapter(claim.role)),
    problems: [
      {
        code: "damaged-graph",
        message: `${at}: the graph is cut short or too long to be read; only names were picked out of its text.`,
      },
    ],
  };
}
