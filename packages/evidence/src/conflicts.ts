import type { Problem } from "./evidence.ts";
import type { Findings } from "./findings.ts";
import { isAiSourceType, isCaptureSourceType } from "./readers/source-type.ts";
import { stemOf } from "./readers/models.ts";

/** Tools that run another one and keep what it writes: two names, no contradiction. */
const DRIVES: Readonly<Record<string, readonly string[]>> = {
  swarmui: ["comfyui"],
  "stability-matrix": ["comfyui", "automatic1111"],
  comfyui: ["automatic1111"],
};

/** What contradicts itself across the carriers of one file, each as a problem that names both sides. */
export function findConflicts(findings: readonly Findings[]): Problem[] {
  if (findings.length < 2) return [];
  return [
    ...toolConflicts(findings),
    ...serviceConflicts(findings),
    ...modelConflicts(findings),
    ...originConflicts(findings),
  ];
}

function toolConflicts(findings: readonly Findings[]): Problem[] {
  const tools = findings
    .flatMap((finding) => finding.tools ?? [])
    .filter((tool) => tool.strength !== "inferred");
  const first = tools[0];
  if (first === undefined) return [];
  const other = tools.find(
    (tool) => tool.id !== first.id && !drives(first.id, tool.id) && !drives(tool.id, first.id),
  );
  if (other === undefined) return [];
  return [{ code: "conflict-tool", message: `${first.at} says ${first.id}, ${other.at} says ${other.id}.` }];
}

function drives(id: string, driven: string): boolean {
  return DRIVES[id]?.includes(driven) ?? false;
}

function serviceConflicts(findings: readonly Findings[]): Problem[] {
  const services = findings
    .flatMap((finding) => finding.services ?? [])
    .filter((service) => service.strength !== "inferred");
  const first = services[0];
  const other = services.find((service) => service.id !== first?.id);
  if (first === undefined || other === undefined) return [];
  return [
    { code: "conflict-service", message: `${first.at} says ${first.id}, ${other.at} says ${other.id}.` },
  ];
}

/** Two carriers that both name checkpoints, and none in common. */
function modelConflicts(findings: readonly Findings[]): Problem[] {
  if (findings.length < 2) return [];
  const named = findings
    .map((finding) => ({
      at: finding.at,
      names: (finding.models ?? [])
        .filter(
          (model) =>
            (model.role === "checkpoint" || model.role === "unet") &&
            model.name !== null &&
            !model.name.startsWith("urn:"),
        )
        .map((model) => model.name ?? ""),
    }))
    .filter((finding) => finding.names.length > 0);
  const first = named[0];
  if (first === undefined) return [];
  const stems = new Set(first.names.map(stemOf));
  const other = named.find(
    (finding) => finding !== first && !finding.names.some((name) => stems.has(stemOf(name))),
  );
  if (other === undefined) return [];
  return [
    {
      code: "conflict-model",
      message: `${first.at} names ${listed(first.names)}, ${other.at} names ${listed(other.names)}.`,
    },
  ];
}

/**
 * A camera on one side and a generator on the other. A photograph that was edited with a model is both, and so it says; and in one
 * store of Content Credentials the manifests tell a history, each of its own image.
 */
function originConflicts(findings: readonly Findings[]): Problem[] {
  const types = findings.flatMap((finding) => finding.digitalSourceTypes ?? []);
  const capture = types.find((type) => isCaptureSourceType(type.value));
  if (capture === undefined) return [];
  const isEdited = types.some((type) => isEditedSourceType(type.value));
  const isElsewhere = ({ at }: { readonly at: string }): boolean =>
    !(at.startsWith("c2pa:") && capture.at.startsWith("c2pa:"));
  const made =
    types.find(
      (type) => isAiSourceType(type.value) && !isEditedSourceType(type.value) && isElsewhere(type),
    ) ?? findings.find((finding) => finding.ai && isElsewhere(finding) && !(isEdited && isMark(finding)));
  if (made === undefined) return [];
  return [
    {
      code: "conflict-origin",
      message: `${capture.at} says ${capture.value}, ${made.at} says that a generative model made the image.`,
    },
  ];
}

/** A photograph in which a model made a part. */
function isEditedSourceType(code: string): boolean {
  return code === "compositeWithTrainedAlgorithmicMedia" || code === "compositeSynthetic";
}

/** A mark that a model had a part, without anything about a making from nothing. */
function isMark({ tools, prompt }: Findings): boolean {
  return (tools ?? []).length === 0 && prompt === undefined;
}

/** The first few names; a file may list hundreds. */
function listed(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 6).join(", ")} and ${names.length - 6} more` : names.join(", ");
}
