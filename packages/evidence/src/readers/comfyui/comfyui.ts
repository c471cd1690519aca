import type { Carriers, TextCarrier } from "../../carriers.ts";
import type { ModelClaim, Problem, ServiceClaim } from "../../evidence.ts";
import type { Findings } from "../../findings.ts";
import { limits } from "../../limits.ts";
import { isRecord, type JsonRecord, parseJson } from "../json.ts";
import { readExtraMetadata, unpackJson } from "./extra-metadata.ts";
import { claimModel, isAdapter, stemOf } from "../models.ts";
import { scanBrokenGraph } from "./broken-graph.ts";
import { type Graph, followLink, reachableNodes, readGraph } from "./graph.ts";
import { findGeneration, mayKeep } from "./generation.ts";
import { readHosted } from "./hosted.ts";
import { readLoader } from "./loaders.ts";
import { readNamedParts } from "./named-parts.ts";
import { readText } from "./graph-texts.ts";
import { readSampling } from "./sampling.ts";
import { graphOfWorkflow } from "./workflow.ts";

/** Where savers put a graph: texts of their own, fields of Exif under a label, or a comment as JSON. */
export const COMFYUI_FIELDS: readonly string[] = [
  "prompt",
  "workflow",
  "Prompt",
  "Workflow",
  "Make",
  "Model",
  "ImageDescription",
  "UserComment",
  "Comment",
  "parameters",
  "exif:UserComment",
  "Description",
  "dc:description",
  "XPComment",
  "2:120",
  "Software",
  "DocumentName",
  "Artist",
  "Copyright",
];
const FIELDS = new Set(COMFYUI_FIELDS);
/** Where nothing but a graph is kept, so that a broken one is still seen to be one. */
const GRAPH_FIELDS = new Set(["prompt", "Prompt", "workflow", "Workflow", "Make", "Model"]);

/** ComfyUI: the executed graph wherever a saver put it, otherwise the editor's workflow. */
export function readComfyUI(carriers: Carriers): Findings[] {
  const findings: Findings[] = [];
  const workflows: { readonly read: () => unknown; readonly carrier: TextCarrier }[] = [];
  for (const carrier of carriers.texts) {
    if (!FIELDS.has(carrier.key)) continue;
    const piece = readPiece(carriers, carrier);
    if (piece === null) continue;
    if (piece.prompt !== undefined) {
      const graph = readGraph(piece.prompt);
      if (graph !== null) {
        findings.push(withoutInternalNames(interpretGraph(graph, piece.prompt, carrier.at), carriers));
        continue;
      }
    }
    if (piece.workflow !== undefined) workflows.push({ read: piece.workflow, carrier });
  }
  if (findings.length > 0) return findings;
  for (const { read, carrier } of workflows) {
    const value = read();
    if (value === undefined) continue;
    const graph = graphOfWorkflow(value);
    return graph === null ? [] : [asInferred(interpretGraph(graph, null, carrier.at))];
  }
  for (const { key, text, at } of carriers.texts) {
    const found = GRAPH_FIELDS.has(key) ? scanBrokenGraph(text, at) : null;
    if (found !== null) return [found];
  }
  return findings;
}

/** TensorArt calls files `EMS-<number>-EMS` inside; where it also says what they are, the inner names only repeat it. */
function withoutInternalNames(finding: Findings, carriers: Carriers): Findings {
  const isInternal = (claim: ModelClaim): boolean => claim.name !== null && /^EMS-\d+-EMS\b/.test(claim.name);
  const all = [...(finding.models ?? []), ...(finding.adapters ?? [])];
  if (!all.some(isInternal)) return finding;
  if (carriers.find("generation_data") === undefined) {
    const service: ServiceClaim = {
      id: "tensorart",
      name: "TensorArt",
      at: finding.at,
      strength: "inferred",
    };
    return {
      ...finding,
      services: [...(finding.services ?? []), service],
      gateways: [...(finding.gateways ?? []), service],
    };
  }
  return {
    ...finding,
    models: (finding.models ?? []).filter((claim) => !isInternal(claim)),
    adapters: (finding.adapters ?? []).filter((claim) => !isInternal(claim)),
  };
}

/** A workflow tells what was on the editor's screen, not what was run: its models are a conclusion. */
function asInferred(finding: Findings): Findings {
  const weaken = (claims: readonly ModelClaim[] | undefined): ModelClaim[] =>
    (claims ?? []).map((claim) => ({ ...claim, strength: "inferred" as const }));
  return {
    ...finding,
    models: weaken(finding.models),
    adapters: weaken(finding.adapters),
    unreachable: weaken(finding.unreachable),
  };
}

/**
 * The graphs in one text. Savers differ in the field they use, so a text counts by its content and a field only as a hint. A
 * workflow is parsed only where no executed graph is found.
 */
function readPiece(
  carriers: Carriers,
  carrier: TextCarrier,
): { prompt?: unknown; workflow?: () => unknown } | null {
  const { key, text } = carrier;
  if (key === "prompt" || key === "Prompt") return { prompt: carriers.json(carrier, parseJson) };
  if (key === "workflow" || key === "Workflow") return { workflow: () => carriers.json(carrier, parseJson) };
  const head = text.slice(0, 64).toLowerCase();
  const labelled = /^\s*(prompt|workflow)\s*:\s*\{/.exec(head);
  if (labelled !== null) {
    const read = (): unknown => parseJson(text.slice(text.indexOf("{")));
    return labelled[1] === "prompt" ? { prompt: read() } : { workflow: read };
  }
  if (!/^\s*\{/.test(head)) return null;
  const value = carriers.json(carrier, parseJson);
  if (!isRecord(value)) return null;
  const prompt = unpackJson(value["prompt"]);
  const workflow = unpackJson(value["workflow"]);
  if (readGraph(prompt) !== null) return { prompt, workflow: () => workflow };
  if (isRecord(workflow) && Array.isArray(workflow["nodes"])) return { workflow: () => workflow };
  return readGraph(value) === null ? null : { prompt: value };
}

/** What a graph says: the models that feed its outputs, those that do not, and what the sampler was told. */
export function interpretGraph(graph: Graph, source: unknown, at: string): Findings {
  const reachable = reachableNodes(graph);
  const counted = reachableNodes(graph, mayKeep);
  const claims: ModelClaim[] = [];
  const leftovers: ModelClaim[] = [];
  const services: ServiceClaim[] = [];
  const gateways: ServiceClaim[] = [];
  for (const node of graph.values()) {
    const into = counted.has(node.id) ? claims : leftovers;
    if (reachable.has(node.id) && node.off === undefined)
      readHosted(graph, node, at, { services, gateways, models: claims });
    const first = into.length;
    readLoader(graph, node, at, into);
    readNamedParts(graph, node, at, into, first);
    if (node.off !== undefined)
      for (const claim of into.splice(first)) into.push({ ...claim, applied: false });
    if (into === claims && node.off === undefined) readEmbeddings(graph, node.inputs, at, claims);
  }
  const civitai = isRecord(source) ? readExtraMetadata(source, at) : null;
  const generation = findGeneration(graph, reachable);
  const known = uniqueModels([...claims, ...(civitai?.claims ?? [])]);
  const sampling = readSampling(graph, reachable);
  return {
    at,
    strength: "structured",
    ai: generation === "made" || civitai !== null,
    tools: [{ id: "comfyui", version: null, at, strength: "structured" }],
    services: civitai === null ? services : [...services, civitai.service],
    gateways: civitai === null ? gateways : [...gateways, civitai.service],
    models: known.filter((claim) => !isAdapter(claim.role)),
    adapters: known.filter((claim) => isAdapter(claim.role)),
    unreachable: uniqueModels(leftovers),
    ...(sampling.prompt === undefined ? {} : { prompt: sampling.prompt }),
    ...(sampling.negativePrompt === undefined ? {} : { negativePrompt: sampling.negativePrompt }),
    parameters: sampling.parameters,
    problems: [
      ...(graph.isExhausted || claims.length >= limits.models ? [tooLarge(at)] : []),
      ...(generation === "not-known" && civitai === null ? [notKnown(at)] : []),
    ],
    ...civitai?.stated,
  };
}

function tooLarge(at: string): Problem {
  return {
    code: "limit-graph",
    message: `${at}: the graph is too large or too tangled to be followed to its end.`,
  };
}

function notKnown(at: string): Problem {
  return {
    code: "generation-not-known",
    message: `${at}: nothing in the graph is known to generate an image, but some of its nodes are of an unknown kind.`,
  };
}

/** A loader that stands in a graph twice is one model; one that is applied anywhere is applied. */
function uniqueModels(claims: readonly ModelClaim[]): ModelClaim[] {
  const unique = new Map<string, ModelClaim>();
  for (const claim of claims) {
    const key = `${claim.role}/${claim.version ?? claim.air ?? stemOf(claim.name ?? "")}`;
    const known = unique.get(key);
    if (known === undefined || (known.applied === false && claim.applied !== false)) unique.set(key, claim);
  }
  return [...unique.values()];
}

/** A name up to its weight, or an AIR, which has colons of its own. */
const EMBEDDING = /^(?:urn:air:[^\s,()<>"'|]{1,200}|[^\s,:()<>"'|]{1,200})/;

/** `embedding:name` in a text that is encoded loads a textual inversion. */
function readEmbeddings(graph: Graph, inputs: JsonRecord, at: string, claims: ModelClaim[]): void {
  for (const key in inputs) {
    const value = inputs[key];
    const text =
      typeof value === "string"
        ? value
        : key === "text" && followLink(graph, value) !== null
          ? readText(graph, value)
          : null;
    if (text === null) continue;
    for (
      let from = text.indexOf("embedding:");
      from >= 0 && claims.length < limits.models;
      from = text.indexOf("embedding:", from)
    ) {
      const name = EMBEDDING.exec(text.slice(from + 10, from + 220))?.[0].replace(/:[\d.]*$/, "");
      from += 10 + (name?.length ?? 0);
      if (name !== undefined)
        claims.push(claimModel("embedding", at, "structured", { name, loader: `embedding in ${key}` }));
    }
  }
}
