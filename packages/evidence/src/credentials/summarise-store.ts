import type {
  Manifest,
  ManifestAction,
  ManifestIngredient,
  ManifestStore,
  Signer,
} from "./manifest-store.ts";
import { asList, asObject, asText, type PlainObject } from "./plain-data.ts";

const MANIFESTS = 128;
const ACTIONS = 512;
const INGREDIENTS = 256;
const ASSERTIONS = 1024;
const CODES = 1024;

/**
 * Condenses the two reports of c2pa-rs: its manifest store (who made what) and its crJSON (certificates and the result of
 * every check). Whatever does not have the expected shape is left out; a hostile manifest cannot make the summary large.
 */
export function summariseStore(store: unknown, crJson: unknown): ManifestStore {
  const root = asObject(store);
  const described = asObject(root?.["manifests"]) ?? {};
  const active = asText(root?.["active_manifest"]);
  const reports = new Map<string, PlainObject>();
  for (const item of asList(asObject(crJson)?.["manifests"], MANIFESTS)) {
    const label = asText(asObject(item)?.["label"]);
    if (label !== null) reports.set(label, item as PlainObject);
  }
  const labels = orderLabels(described, active);
  return {
    manifests: labels.map((label) =>
      summariseManifest(label, label === active, asObject(described[label]) ?? {}, reports.get(label) ?? {}),
    ),
  };
}

/** The active manifest first, then every manifest that can be reached through ingredients, then the others. */
function orderLabels(described: PlainObject, active: string | null): readonly string[] {
  const found = new Set<string>(active !== null && Object.hasOwn(described, active) ? [active] : []);
  for (const label of found) {
    for (const ingredient of asList(asObject(described[label])?.["ingredients"], INGREDIENTS)) {
      const next = asText(asObject(ingredient)?.["active_manifest"]);
      if (next !== null && Object.hasOwn(described, next) && found.size < MANIFESTS) found.add(next);
    }
  }
  for (const label of Object.keys(described)) if (found.size < MANIFESTS) found.add(label);
  return [...found];
}

function summariseManifest(
  label: string,
  active: boolean,
  described: PlainObject,
  report: PlainObject,
): Manifest {
  const assertions = asList(described["assertions"], ASSERTIONS).map(asObject);
  const results = asObject(report["validationResults"]);
  const time = asText(asObject(described["signature_info"])?.["time"]);
  return {
    label,
    active,
    claimGenerator: readGenerator(described),
    signer: readSigner(described, report),
    signedAt: time === null || Number.isNaN(Date.parse(time)) ? null : time,
    actions: assertions.flatMap(readActions).slice(0, ACTIONS),
    ingredients: asList(described["ingredients"], INGREDIENTS).map(readIngredient),
    softBindings: unique(assertions.map((item) => readSoftBinding(item))),
    statedModels: unique(assertions.map((item) => readStatedModel(item))),
    statedSourceTypes: unique(assertions.map((item) => readStatedSourceType(item))),
    successes: readCodes(results?.["success"]),
    failures: readCodes(results?.["failure"]),
    notes: readCodes(results?.["informational"]),
  };
}

/** Claims of version 1 have one line; those of version 2 only name and version (C2PA 2.2 §10.3.2). */
function readGenerator(described: PlainObject): string | null {
  const line = asText(described["claim_generator"]);
  if (line !== null) return line;
  const info = asObject(asList(described["claim_generator_info"], 1)[0]);
  const name = asText(info?.["name"]);
  const version = asText(info?.["version"]);
  return name === null || version === null ? name : `${name}/${version}`;
}

function readSigner(described: PlainObject, report: PlainObject): Signer | null {
  const brief = asObject(described["signature_info"]);
  const certificate = asObject(asObject(report["signature"])?.["certificateInfo"]);
  if (brief === null && certificate === null) return null;
  const subject = asObject(certificate?.["subject"]);
  const issuer = asObject(certificate?.["issuer"]);
  const validity = asObject(certificate?.["validity"]);
  return {
    organisation: asText(subject?.["O"]) ?? asText(brief?.["issuer"]),
    unit: asText(subject?.["OU"]),
    commonName: asText(subject?.["CN"]) ?? asText(brief?.["common_name"]),
    issuer: asText(issuer?.["CN"]) ?? asText(issuer?.["O"]),
    notBefore: asText(validity?.["notBefore"]),
    notAfter: asText(validity?.["notAfter"]),
  };
}

/** `c2pa.actions`, `c2pa.actions.v2` and repeated ones (`…__1`), C2PA 2.2 §18.10. */
function readActions(assertion: PlainObject | null): readonly ManifestAction[] {
  if (asText(assertion?.["label"])?.startsWith("c2pa.actions") !== true) return [];
  const data = asObject(assertion?.["data"]);
  const agents = asList(data?.["softwareAgents"], ACTIONS);
  return asList(data?.["actions"], ACTIONS).flatMap((item) => {
    const action = asObject(item);
    const name = asText(action?.["action"]);
    if (action === null || name === null) return [];
    const index = action["softwareAgentIndex"];
    const agent = action["softwareAgent"] ?? (typeof index === "number" ? agents[index] : undefined);
    return [
      {
        action: name,
        softwareAgent: readAgent(agent),
        digitalSourceType: readSourceType(asText(action["digitalSourceType"])),
        description: asText(action["description"]) ?? asText(asObject(action["parameters"])?.["description"]),
        when: asText(action["when"]),
      },
    ];
  });
}

/** A text in old actions, `{ name, version }` in new ones. */
function readAgent(agent: unknown): string | null {
  const name = asText(asObject(agent)?.["name"]);
  const version = asText(asObject(agent)?.["version"]);
  return name === null ? asText(agent) : version === null ? name : `${name} ${version}`;
}

/** The bare code of an IPTC or C2PA digital source type. */
function readSourceType(uri: string | null): string | null {
  return uri === null ? null : asText(uri.slice(uri.lastIndexOf("/") + 1));
}

function readIngredient(item: unknown): ManifestIngredient {
  const ingredient = asObject(item);
  const results = asObject(asObject(ingredient?.["validation_results"])?.["activeManifest"]);
  return {
    title: asText(ingredient?.["title"]),
    relationship: asText(ingredient?.["relationship"]),
    manifest: asText(ingredient?.["active_manifest"]),
    recordedFailures: unique([
      ...readCodes(ingredient?.["validation_status"]),
      ...readCodes(results?.["failure"]),
    ]),
  };
}

function readSoftBinding(assertion: PlainObject | null): string | null {
  if (asText(assertion?.["label"])?.startsWith("c2pa.soft-binding") !== true) return null;
  return asText(asObject(assertion?.["data"])?.["alg"]);
}

function readStatedModel(assertion: PlainObject | null): string | null {
  if (asText(assertion?.["label"])?.startsWith("c2pa.ai_generated_content") !== true) return null;
  return asText(asObject(assertion?.["data"])?.["model"]);
}

/** `Iptc4xmpExt:DigitalSourceType` in an assertion of metadata: `stds.iptc`, `c2pa.metadata`, `cawg.metadata` (C2PA 2.2 §18.13). */
function readStatedSourceType(assertion: PlainObject | null): string | null {
  if (!/^(stds\.iptc|c2pa\.metadata|cawg\.metadata)/.test(asText(assertion?.["label"]) ?? "")) return null;
  return readSourceType(asText(asObject(assertion?.["data"])?.["Iptc4xmpExt:DigitalSourceType"]));
}

function readCodes(list: unknown): readonly string[] {
  return unique(asList(list, CODES).map((item) => asText(asObject(item)?.["code"])));
}

function unique(texts: readonly (string | null)[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== null))];
}
