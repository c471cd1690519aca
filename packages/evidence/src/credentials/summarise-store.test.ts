import fc from "fast-check";
import { expect, test } from "vitest";
import { findConflicts } from "../conflicts.ts";
import { reportStore } from "./report-store.ts";
import { summariseStore } from "./summarise-store.ts";

const label = "urn:c2pa:1";
const now = new Date("2026-11-22T00:00:00Z");

function summarise(
  manifest: unknown,
  report: unknown = {},
): ReturnType<typeof summariseStore>["manifests"][number] | undefined {
  const store = { active_manifest: label, manifests: { [label]: manifest } };
  return summariseStore(store, { manifests: [{ label, ...Object(report) }] }).manifests[0];
}

test.each([
  [
    "the line of an old claim",
    { claim_generator: "Tool/1.0 c2pa-rs/0.31", claim_generator_info: [{ name: "x" }] },
    "Tool/1.0 c2pa-rs/0.31",
  ],
  ["name and version of a new one", { claim_generator_info: [{ name: "Tool", version: "2" }] }, "Tool/2"],
  ["a name alone", { claim_generator_info: [{ name: "Tool" }] }, "Tool"],
  ["neither", {}, null],
])("the claim generator: %s", (_, manifest, expected) => {
  expect(summarise(manifest)?.claimGenerator).toBe(expected);
});

test("software agents as a text, as an object, and by their index in a list", () => {
  const actions = [
    { action: "c2pa.created", softwareAgent: "DALL·E" },
    { action: "c2pa.edited", softwareAgent: { name: "gpt-image", version: "2.0" } },
    {
      action: "c2pa.placed",
      softwareAgentIndex: 0,
      digitalSourceType: "https://c2pa.org/digitalsourcetype/empty",
    },
    { action: 7 },
  ];
  const data = { actions, softwareAgents: [{ name: "Engine" }] };
  const manifest = summarise({
    assertions: [
      { label: "c2pa.actions.v2__1", data },
      { label: "other", data },
    ],
  });
  expect(manifest?.actions.map((action) => action.softwareAgent)).toEqual([
    "DALL·E",
    "gpt-image 2.0",
    "Engine",
  ]);
  expect(manifest?.actions[2]?.digitalSourceType).toBe("empty");
});

test.each([
  ["stds.iptc", "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "yes"],
  ["cawg.metadata", "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic", "yes"],
  ["c2pa.metadata", "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", "no"],
  ["somebody.else", "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "nothing"],
])("a digital source type in an assertion of metadata: %s", (name, uri, said) => {
  const data = { "Iptc4xmpExt:DigitalSourceType": uri };
  const store = summariseStore(
    { active_manifest: label, manifests: { [label]: { assertions: [{ label: name, data }] } } },
    {},
  );
  const found = reportStore(store, null, now).findings[0];
  expect(found?.ai).toBe(said === "yes");
  expect(found?.digitalSourceTypes?.map(({ value }) => value) ?? []).toEqual(
    said === "nothing" ? [] : [uri.slice(uri.lastIndexOf("/") + 1)],
  );
});

test("a capture that was edited with a model, manifest by manifest, is a history and no conflict", () => {
  const actions = (type: string): object => ({
    claim_generator: "Camera",
    assertions: [
      {
        label: "c2pa.actions.v2",
        data: { actions: [{ action: "c2pa.created", digitalSourceType: `http://x/${type}` }] },
      },
    ],
  });
  const store = {
    active_manifest: "b",
    manifests: {
      a: actions("digitalCapture"),
      b: { ...actions("trainedAlgorithmicMedia"), ingredients: [{ active_manifest: "a" }] },
    },
  };
  const { findings } = reportStore(summariseStore(store, {}), null, now);
  expect(findings.flatMap((finding) => finding.digitalSourceTypes ?? []).map(({ value }) => value)).toEqual([
    "trainedAlgorithmicMedia",
    "digitalCapture",
  ]);
  expect(findConflicts(findings)).toEqual([]);
});

test("the active manifest comes first, then what it was made from, and a circle ends", () => {
  const store = {
    active_manifest: "b",
    manifests: {
      a: { ingredients: [{ active_manifest: "b" }] },
      b: { ingredients: [{ active_manifest: "c" }, { active_manifest: "gone" }] },
      c: { ingredients: [{ active_manifest: "b" }] },
    },
  };
  expect(summariseStore(store, {}).manifests.map((manifest) => manifest.label)).toEqual(["b", "c", "a"]);
});

test("a store without an active manifest proves nothing", () => {
  const answer = reportStore(summariseStore({ manifests: { a: {} } }, {}), null, now);
  expect(answer.contentCredentials).toMatchObject({ state: "invalid", integrity: "invalid" });
});

test("success codes are needed: a report that is missing is not a pass", () => {
  const answer = reportStore(
    summariseStore({ active_manifest: label, manifests: { [label]: {} } }, {}),
    null,
    now,
  );
  expect(answer.contentCredentials).toMatchObject({
    state: "invalid",
    expiry: "unknown",
    trust: "untrusted",
  });
});

test("a name cannot steer the terminal that shows it", () => {
  expect(summarise({ claim_generator: "Tool\u001b[2J\u202e1.0\n" })?.claimGenerator).toBe("Tool [2J 1.0");
});

test("an ingredient that its own signer found broken is no signed evidence, and that is said", () => {
  const validated = (code: string) => ({ success: [{ code }, { code: "signingCredential.trusted" }] });
  const actions = [{ action: "c2pa.created", digitalSourceType: "x/trainedAlgorithmicMedia" }];
  const store = (status: readonly unknown[]) => ({
    active_manifest: "outer",
    manifests: {
      outer: { ingredients: [{ active_manifest: "inner", validation_status: status }] },
      inner: { assertions: [{ label: "c2pa.actions", data: { actions } }] },
    },
  });
  const report = {
    manifests: [
      { label: "outer", validationResults: validated("claimSignature.validated") },
      { label: "inner", validationResults: validated("ingredient.manifest.validated") },
    ],
  };
  const good = reportStore(summariseStore(store([]), report), null, now).findings[1];
  const bad = reportStore(summariseStore(store([{ code: "claimSignature.mismatch" }]), report), null, now)
    .findings[1];
  expect(good).toMatchObject({ ai: true, strength: "signed" });
  expect(good?.problems).toBeUndefined();
  expect(bad).toMatchObject({
    ai: true,
    strength: "structured",
    problems: [{ code: "credentials-ingredient-invalid" }],
  });
});

test("any JSON gives an answer of bounded size", () => {
  const key = fc.constantFrom(
    "active_manifest",
    "manifests",
    "assertions",
    "ingredients",
    "label",
    "data",
    "actions",
    "action",
    "softwareAgent",
    "claim_generator_info",
    "signature_info",
    "signature",
    "certificateInfo",
    "validationResults",
    "failure",
    "code",
    label,
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "medium" },
      fc.constant(label),
      fc.constant("c2pa.actions"),
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 8 }),
    ),
  })).value;
  fc.assert(
    fc.property(json, json, (store, report) => {
      const answer = reportStore(summariseStore(store, report), null, now);
      expect(answer.contentCredentials.state).not.toBe("valid");
    }),
    { numRuns: 2000, seed: 20_261_122 },
  );
  const long = "x".repeat(1_000_000);
  const many = Array.from({ length: 5000 }, () => ({ action: long, softwareAgent: long }));
  const manifest = summarise({
    claim_generator: long,
    assertions: [{ label: "c2pa.actions", data: { actions: many } }],
  });
  expect(JSON.stringify(manifest).length).toBeLessThan(1_000_000);
});
