import type { ManifestDefinition } from "./sign-image.ts";

export interface SampleAction {
  readonly action: string;
  readonly softwareAgent?: string | { readonly name: string; readonly version?: string };
  readonly digitalSourceType?: string;
  readonly description?: string;
  readonly parameters?: { readonly ingredientIds: readonly string[] };
}

/** A manifest with one list of actions; `number` makes its label its own. */
export function sampleManifest(
  number: number,
  generator: string,
  actions: readonly SampleAction[],
): ManifestDefinition {
  const id = String(number).padStart(12, "0");
  return {
    label: `urn:c2pa:00000000-0000-4000-8000-${id}`,
    instance_id: `xmp:iid:${id}`,
    claim_generator_info: [{ name: generator, version: "1.0" }],
    assertions: [{ label: "c2pa.actions.v2", created: true, data: { actions } }],
  };
}

/** The action of a generator that names its model, as most services write it. */
export function created(model: string, type = "trainedAlgorithmicMedia"): SampleAction {
  return {
    action: "c2pa.created",
    softwareAgent: { name: model },
    digitalSourceType: `http://cv.iptc.org/newscodes/digitalsourcetype/${type}`,
  };
}
