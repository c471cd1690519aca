import type { ModelClaim, ServiceClaim } from "../../evidence.ts";
import { claimModel } from "../models.ts";
import { type Graph, type GraphNode, resolveValue } from "./graph.ts";

/** A service that answers a call, or a gateway that runs the models of others. */
interface Host {
  readonly id: string;
  readonly isGateway?: true;
}

/**
 * Partner nodes by the service that they call, which has a contract of its own: never the product that its maker offers to
 * consumers. Services that nobody has put on record are named all the same, so that the question stays open.
 */
const SERVICES: readonly (readonly [RegExp, Host])[] = [
  [/_fal$|^Fal[A-Z_]|\bfal\.ai\b/, { id: "fal", isGateway: true }],
  [/^Replicate(\b|_)/i, { id: "replicate", isGateway: true }],
  [/^OpenRouter/i, { id: "openrouter", isGateway: true }],
  [/^OpenAI(Dalle|GPTImage|Image|VideoSora)/, { id: "openai" }],
  [/^(GeminiImage|GeminiNanoBanana|GoogleImagen|Veo(Video|\d))/, { id: "google-gemini" }],
  [/^(FluxPro|Flux2(Pro|Max|Flex)|FluxKontext(Pro|Max))/, { id: "bfl-api" }],
  [/^Ideogram(V\d|\w*(Node|Api)$)/, { id: "ideogram" }],
  [/^Recraft/, { id: "recraft" }],
  [/^Stability/, { id: "stability" }],
  [/^Luma[A-Z]/, { id: "luma" }],
  [/^ByteDance/, { id: "byteplus" }],
  [/^(Wan|Qwen|HappyHorse)\w*Api$/, { id: "alibaba-model-studio" }],
  [/^Runway/, { id: "runway-api" }],
  [/^Kling/, { id: "kling-api" }],
  [/^Reve(Image|[A-Z]\w*Node$)/, { id: "reve" }],
  [/^Grok(Image|Video)/, { id: "xai-grok" }],
  [/^Minimax/i, { id: "minimax-api" }],
  [/^Vidu/, { id: "vidu-api" }],
  [/^Pixverse/, { id: "pixverse-api" }],
  [/^Pika(?!chu)/, { id: "pika-api" }],
  [/^Moonvalley/, { id: "moonvalley" }],
  [/^Tripo(?!S[RG])/, { id: "tripo-api" }],
  [/^Rodin3D/, { id: "rodin-api" }],
  [/^Meshy/, { id: "meshy-api" }],
  [/^Topaz/, { id: "topaz-api" }],
  [/^Magnific/, { id: "magnific-api" }],
  [/^Bria[A-Z]/, { id: "bria-api" }],
  [/^Krea2(Image|Style\w*)Node$/, { id: "krea-api" }],
  [/^Meta\w+Api$/, { id: "meta-api" }],
  [/^Tencent/, { id: "tencent-cloud" }],
  [/^ComfyCloud/, { id: "comfy-cloud" }],
  [/^Wavespeed/i, { id: "wavespeed" }],
  [/^HitPaw/, { id: "hitpaw-api" }],
  [/^Higgsfield/, { id: "higgsfield-api" }],
  [/^Quiver/, { id: "quiver-api" }],
  [/^LtxvApi/, { id: "ltx-api" }],
  [/^BizyAir/i, { id: "bizyair" }],
];

/** A node that calls somebody by the looks of it, nobody knows whom. */
const UNKNOWN: Host = { id: "unknown-api" };
const CALLS = /(^|[\W_a-z])(API|Api)(Node)?([\W_]|$)/;
const KEYS =
  /^(api_?(key|token|url|base|host|endpoint)|base_?url|endpoint(_?url)?|access_?key(_?id)?|auth_?token|secret_?key)$/i;
/** Calls that give words: what they answer is a prompt at most, and no image. */
const WORDS_ONLY = /chat|llm|caption|describe|translat|vision|vqa|interrogat|tagger|TextGenerate/i;
/** Calls that cut out, trace or enlarge: an image goes in and comes out again, made or not. */
const HANDLES =
  /RemoveBackground|Vectoriz|CrispUpscale|Enhance|FastNode|Upscal|InputFiles|Controls$|Color|Style/;

/** The host that a node calls; null where it calls nobody, or asks for words alone. */
export function hostOf(node: GraphNode): Host | null {
  for (const [pattern, host] of SERVICES) if (pattern.test(node.type)) return host;
  const calls = CALLS.test(node.type) || Object.keys(node.inputs).some((key) => KEYS.test(key));
  return calls && !WORDS_ONLY.test(node.type) ? UNKNOWN : null;
}

/** Whether a hosted node makes an image, rather than handling one. */
export function makesHosted(node: GraphNode): boolean {
  return hostOf(node) !== null && !HANDLES.test(node.type);
}

const ENGINE_INPUTS = ["model", "model_name", "model_id"];

/** Whether a node is a hosted engine, and what it claims. */
export function readHosted(
  graph: Graph,
  node: GraphNode,
  at: string,
  into: { services: ServiceClaim[]; gateways: ServiceClaim[]; models: ModelClaim[] },
): boolean {
  const host = hostOf(node);
  if (host === null) return false;
  const claim: ServiceClaim = { id: host.id, name: node.type, at, strength: "structured" };
  if (!into.services.some((service) => service.id === host.id)) {
    into.services.push(claim);
    if (host.isGateway) into.gateways.push(claim);
  }
  const named = ENGINE_INPUTS.map((key) => resolveValue(graph, node.inputs[key])).find(
    (value) => typeof value === "string" && value !== "",
  );
  into.models.push(
    claimModel("checkpoint", at, "structured", {
      name: typeof named === "string" ? named : node.type,
      loader: node.type,
    }),
  );
  return true;
}
