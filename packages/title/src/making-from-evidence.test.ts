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

test("a hosted node covers its own engine alone: local models beside it are judged too", () => {
  const at = "png:tEXt/prompt";
  const service = { id: "openai", name: null, at, strength } as const;
  const tool = { id: "comfyui", version: null, at, strength } as const;
  const mixed = evidenceOf(
    [
      { ...model("engine-1", at), loader: "HostedNode" },
      { ...model("local.safetensors", at), loader: "CheckpointLoaderSimple.ckpt_name" },
    ],
    null,
    { service, tool, claims: { services: [service], tools: [tool], gateways: [], digitalSourceTypes: [] } },
  );
  const names = makingFromEvidence(mixed, { specs: [], madeOn: null }).specs.map(({ name }) => name);
  expect(names).toContain("local.safetensors");
  expect(names).not.toContain("engine-1");
});
