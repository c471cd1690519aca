import type { Evidence, ModelClaim } from "@cleartitle/evidence";
import type { Making } from "./build-chain.ts";
import { linkSpec, type LinkSpec } from "./link-spec.ts";

/** What the user says about a file beside what the file says. Declared links come first and replace what they contradict. */
export interface Declared {
  readonly specs: readonly LinkSpec[];
  readonly madeOn: string | null;
}

const COMPONENT_ROLES = new Set(["vae", "text-encoder", "controlnet", "upscaler"]);

/** What a file says about its making, as links to look up; what the user declares has the last word. */
export function makingFromEvidence(evidence: Evidence, declared: Declared): Making {
  const said = new Set(declared.specs.map(({ kind }) => kind));
  const engine = said.has("model") || said.has("service");
  const stated = statedSpecs(evidence).filter(({ kind }) => {
    if (kind === "model" || kind === "service") return !engine;
    return kind === "tool" || kind === "gateway" ? !said.has(kind) : true;
  });
  return {
    specs: [...declared.specs, ...stated],
    madeOn: declared.madeOn ?? evidence.madeOn?.date ?? null,
    silence:
      evidence.madeByAI === "yes"
        ? "the file says that AI made it, but not which model"
        : evidence.problems.some(({ code }) => code === "generation-not-known")
          ? "nothing in the file's graph is known to generate an image, but some of its nodes are of an unknown kind"
          : (evidence.claims?.tools ?? []).some(({ id }) => id === "comfyui")
            ? "nothing in the file's graph is known to generate an image"
            : "the file does not say how it was made",
  };
}

function statedSpecs(evidence: Evidence): readonly LinkSpec[] {
  const specs: LinkSpec[] = [];
  const { gateway, tool } = evidence;
  if (gateway !== null) specs.push(linkSpec("gateway", { name: gateway.id }));
  for (const name of servicesOf(evidence)) specs.push(linkSpec("service", { name }));
  if (tool !== null) specs.push(linkSpec("tool", { name: tool.id }));
  // A service's own engine is covered by the service's terms; a gateway runs the models of others. What another carrier names is
  // another making, for example on one's own computer: no service answers for that.
  const covering = new Set(gateway === null ? claimedServices(evidence).map(({ at }) => at) : []);
  // A graph may run models of its own beside the engine of a service: there only that engine is covered, which a node alone names.
  const graphs = new Set(
    (evidence.claims?.tools ?? []).flatMap(({ id, at }) => (id === "comfyui" ? [at] : [])),
  );
  const isLocal = ({ at, loader }: ModelClaim): boolean => graphs.has(at) && loader?.includes(".") === true;
  for (const model of evidence.models) {
    if (model.applied === false) continue;
    if (covering.has(model.at) && model.hash === null && !isLocal(model)) continue;
    specs.push(modelSpec(model, COMPONENT_ROLES.has(model.role) ? "component" : "model"));
  }
  for (const adapter of evidence.adapters)
    if (adapter.applied !== false) specs.push(modelSpec(adapter, "adapter"));
  // Whoever says how the image was made settles this, as any model that the file names.
  if (specs.length > 0 && isCutShort(evidence)) specs.push(linkSpec("model", { unread: CUT_SHORT }));
  for (const { at, key, value } of evidence.unreadParts ?? [])
    specs.push(
      linkSpec("adapter", {
        unread: `the file names parts in a place that is not understood: ${key} = "${value}" (${at})`,
      }),
    );
  return specs;
}

/** The service, and others that the file names for sure: an image that went through two hands stands under the terms of both. */
export function servicesOf(evidence: Services): ReadonlySet<string> {
  const { gateway, service } = evidence;
  const sure = claimedServices(evidence).filter(({ strength }) => strength !== "inferred");
  const names = new Set([...(service === null ? [] : [service]), ...sure].map(({ id }) => id));
  if (gateway !== null) names.delete(gateway.id);
  return names;
}

type Services = Pick<Evidence, "gateway" | "service" | "claims">;

/** Evidence that somebody kept may have the strongest claim alone. */
function claimedServices({ service, claims }: Services): NonNullable<Evidence["claims"]>["services"] {
  return claims?.services ?? (service === null ? [] : [service]);
}

const CUT_SHORT = "what the file says about its making is cut short or damaged, so more may have been used";

/**
 * Whether some of what the file said about its making may be lost: half a list of models is no list, and half a name is another name. A JPEG says it
 * before its size and its pixels, so that an end that is missing there takes nothing away.
 */
function isCutShort({ problems, format, width }: Evidence): boolean {
  return problems.some(({ code }) =>
    code === "truncated"
      ? format !== "jpeg" || width === null
      : code === "damaged-graph" || code === "damaged-text" || code.startsWith("limit-"),
  );
}

/** What a file says about a model, as a link to look up. */
export function modelSpec(claim: ModelClaim, kind: "model" | "component" | "adapter"): LinkSpec {
  if (claim.version !== undefined && claim.hash === null) {
    return linkSpec(kind, { name: claim.name, hash: claim.version, hashKind: "civitai" });
  }
  return linkSpec(kind, {
    name: claim.name,
    hash: claim.hash,
    hashKind: claim.hashKind,
  });
}
