import type { ModelClaim, ServiceClaim } from "../../evidence.ts";
import { claimModel } from "../models.ts";
import { type Graph, type GraphNode, resolveValue } from "./graph.ts";

/** Nodes that send the work to somebody's API: the class tells whose, a `model` input tells which engine. */
const HOSTED: readonly (readonly [RegExp, string])[] = [
  [/^(OpenAIDalle|OpenAIGPTImage)/, "openai"],
  [/^(GeminiImage|GeminiNanoBanana|GoogleImagen)/, "google-gemini"],
  [/^(FluxPro|Flux2Pro|Flux2Max|FluxKontext(Pro|Max))/, "bfl-api"],
  [/^Ideogram/, "ideogram"],
  [/^Recraft/, "recraft"],
  [/^Stability(Stable|Upscale|AI)/, "stability"],
  [/^Luma(Image|Video)/, "luma"],
  [/^ByteDance(Image|Seedream)/, "doubao"],
  [/^Runway/, "runway"],
  [/^Kling/, "kling"],
  [/^ReveImage/, "reve"],
  [/^GrokImage/, "xai-grok"],
];

/** All of them at once, for the many nodes that are none. */
const ANY_HOSTED = new RegExp(HOSTED.map(([pattern]) => pattern.source).join("|"));

/** Whether a node is a hosted engine, and what it claims. No sample of such a file is known to us; classes as ComfyUI names them. */
export function readHosted(
  graph: Graph,
  node: GraphNode,
  at: string,
  services: ServiceClaim[],
  models: ModelClaim[],
): boolean {
  if (!ANY_HOSTED.test(node.type)) return false;
  const found = HOSTED.find(([pattern]) => pattern.test(node.type));
  if (found === undefined) return false;
  if (!services.some((service) => service.id === found[1]))
    services.push({ id: found[1], name: node.type, at, strength: "structured" });
  const model = resolveValue(graph, node.inputs["model"] ?? node.inputs["model_name"]);
  models.push(
    claimModel("checkpoint", at, "structured", {
      name: typeof model === "string" && model !== "" ? model : node.type,
      loader: node.type,
    }),
  );
  return true;
}
