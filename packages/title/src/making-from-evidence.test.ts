import type { Evidence, ModelClaim } from "@cleartitle/evidence";
import { expect, test } from "vitest";
import { linkSpec } from "./link-spec.ts";
import { makingFromEvidence } from "./making-from-evidence.ts";

const strength = "structured";
const model = (name: string, at: string): ModelClaim => ({
  role: "checkpoint",
  name,
  hash: null,
  hashKind: null,
  at,
  strength,
});

function evidenceOf(
  models: readonly ModelClaim[],
  gateway: Evidence["gateway"] = null,
  rest: Partial<Evidence> = {},
): Evidence {
  const service = { id: "maker", name: "Maker", at: "png:tEXt/Description", strength } as const;
  return {
    sha256: null,
    format: "png",
    width: 8,
    height: 8,
    tool: null,
    service,
    gateway,
    models,
    adapters: [],
    prompt: null,
    negativePrompt: null,
    parameters: {},
    digitalSourceType: null,
    contentCredentials: { state: "absent", claimGenerator: null, signer: null, actions: [] },
    carriers: [],
    madeByAI: "yes",
    madeOn: null,
    problems: [],
    claims: { ...noClaims, services: [service] },
    unreachable: [],
    ...rest,
  };
}

const noClaims = { tools: [], services: [], gateways: [], digitalSourceTypes: [] };

const namesOf = (evidence: Evidence): readonly (string | null)[] =>
  makingFromEvidence(evidence, { specs: [], madeOn: null }).specs.map(({ name }) => name);

test("a service answers for the model that it names itself, and not for one that another carrier names", () => {
  expect(namesOf(evidenceOf([model("Maker v6", "png:tEXt/Description")]))).toEqual(["maker"]);
  const both = [model("Maker v6", "png:tEXt/Description"), model("flux1-dev", "png:tEXt/parameters")];
  expect(namesOf(evidenceOf(both))).toEqual(["maker", "flux1-dev"]);
});

test("two services that a file names for sure both count; what only looks like another one does not", () => {
  const maker = { id: "maker", name: "Maker", at: "png:tEXt/Description", strength } as const;
  const other = { id: "other", name: "Other", at: "png:iTXt/xmp" } as const;
  const named = (weaker: NonNullable<Evidence["service"]>): readonly (string | null)[] =>
    namesOf(evidenceOf([], null, { claims: { ...noClaims, services: [maker, weaker] } }));
  expect(named({ ...other, strength: "declared" })).toEqual(["maker", "other"]);
  expect(named({ ...other, strength: "inferred" })).toEqual(["maker"]);
});

test("behind a gateway every model counts", () => {
  const gateway = { id: "host", name: "Host", at: "png:tEXt/Description", strength } as const;
  expect(namesOf(evidenceOf([model("tuned", "png:tEXt/Description")], gateway))).toEqual([
    "host",
    "maker",
    "tuned",
  ]);
});

test("a record that is cut short or damaged leaves open what else was used, until somebody says how it was made", () => {
  const tuned = model("tuned", "png:tEXt/parameters");
  const file = (code: string, rest: Partial<Evidence> = {}): Evidence =>
    evidenceOf([tuned], null, { problems: [{ code, message: "" }], ...rest });
  for (const code of ["truncated", "damaged-graph", "damaged-text", "limit-models", "limit-text"])
    expect(namesOf(file(code))).toEqual(["maker", "tuned", null]);
  expect(namesOf(file("label-uncertain"))).toEqual(["maker", "tuned"]);
  expect(namesOf(file("truncated", { format: "jpeg" }))).toEqual(["maker", "tuned"]);
  expect(namesOf(file("truncated", { format: "jpeg", width: null }))).toEqual(["maker", "tuned", null]);
  const said = linkSpec("model", { name: "base", declared: true });
  const { specs } = makingFromEvidence(file("truncated"), { specs: [said], madeOn: null });
  expect(specs.map(({ name }) => name)).toEqual(["base"]);
});

test("parts that nobody understood leave the chain open, whatever else is said", () => {
  const open = evidenceOf([], null, { unreadParts: [{ at: "png:tEXt/x", key: "nets", value: "kettle" }] });
  for (const specs of [[], [linkSpec("model", { name: "some-model", declared: true })]]) {
    const unread = makingFromEvidence(open, { specs, madeOn: null }).specs.filter(
      (spec) => spec.unread !== undefined,
    );
    expect(unread).toEqual([
      linkSpec("adapter", {
        unread: 'the file names parts in a place that is not understood: nets = "kettle" (png:tEXt/x)',
      }),
    ]);
  }
});

test("a hosted node covers only its own engine: local checkpoints beside it are judged too", () => {
  const at = "png:tEXt/prompt";
  const maker = { id: "maker", name: "Maker", at, strength } as const;
  const tools = [{ id: "comfyui", version: null, at, strength }] as const;
  const claims = { tools, services: [maker], gateways: [], digitalSourceTypes: [] };
  const engine = { ...model("hosted-1", at), loader: "MakerNode" };
  const local = { ...model("local", at), loader: "CheckpointLoaderSimple.ckpt_name" };
  const named = (models: readonly ModelClaim[], rest: Partial<Evidence> = {}): readonly (string | null)[] =>
    namesOf(evidenceOf(models, null, { claims, ...rest }));
  expect(named([engine])).toEqual(["maker"]);
  expect(named([engine, local])).toEqual(["maker", "local"]);
  expect(named([local, { ...local, name: "other" }])).toEqual(["maker", "local", "other"]);
});

test("a graph in which nothing is known to generate says so", () => {
  const tools = [{ id: "comfyui", version: null, at: "png:tEXt/prompt", strength }] as const;
  const claims = { tools, services: [], gateways: [], digitalSourceTypes: [] };
  const silence = (rest: Partial<Evidence>): string =>
    makingFromEvidence(evidenceOf([], null, { service: null, ...rest }), { specs: [], madeOn: null }).silence;
  expect(silence({ claims, madeByAI: "no-evidence" })).toMatch(/nothing in the file's graph is known/);
  expect(silence({ madeByAI: "no-evidence" })).toBe("the file does not say how it was made");
  expect(silence({ claims })).toMatch(/AI made it/);
});
