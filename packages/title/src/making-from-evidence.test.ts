import type { Evidence, ModelClaim } from "@cleartitle/evidence";
import { expect, test } from "vitest";
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

function evidenceOf(models: readonly ModelClaim[], gateway: Evidence["gateway"] = null): Evidence {
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
    claims: { tools: [], services: [service], gateways: [], digitalSourceTypes: [] },
    unreachable: [],
  };
}

const namesOf = (evidence: Evidence): readonly (string | null)[] =>
  makingFromEvidence(evidence, { specs: [], madeOn: null }).specs.map(({ name }) => name);

test("a service answers for the model that it names itself, and not for one that another carrier names", () => {
  expect(namesOf(evidenceOf([model("Maker v6", "png:tEXt/Description")]))).toEqual(["maker"]);
  const both = [model("Maker v6", "png:tEXt/Description"), model("flux1-dev", "png:tEXt/parameters")];
  expect(namesOf(evidenceOf(both))).toEqual(["maker", "flux1-dev"]);
});

test("behind a gateway every model counts", () => {
  const gateway = { id: "host", name: "Host", at: "png:tEXt/Description", strength } as const;
  expect(namesOf(evidenceOf([model("tuned", "png:tEXt/Description")], gateway))).toEqual([
    "host",
    "maker",
    "tuned",
  ]);
});
