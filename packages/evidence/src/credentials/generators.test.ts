import { expect, test } from "vitest";
import { explainFailure } from "./failure-meanings.ts";
import { GENERATORS, isProduct, recogniseGenerator } from "./generators.ts";

test.each([
  ["ChatGPT c2pa-rs/0.31.3", "OpenAI", "DALL·E", "openai"],
  ["OpenAI Media Service API", "OpenAI OpCo, LLC", "gpt-image 2.0", "openai"],
  [
    "Microsoft_Responsible_AI/1.0",
    "Microsoft Corporation",
    "Azure OpenAI ImageGen",
    "microsoft-image-creator",
  ],
  ["Some Application", "Some Company", "Azure OpenAI DALL-E", "azure-openai"],
  ["Adobe_Photoshop/26.9.0", "Adobe Inc.", "Adobe Firefly", "adobe-firefly"],
  [
    "Amazon_Bedrock c2pa-rs/0.32.7",
    "Amazon Web Services, Inc.",
    "Titan Image Generator G1",
    "amazon-titan-nova",
  ],
  ["Google C2PA Core Generator Library/1", "Google LLC", "", "google-gemini"],
  ["Galaxy S25 c2pa-rs/0.62.0", "Samsung Galaxy", "Photo assist", "samsung"],
  ["Dreamina/2.1", "Bytedance Pte. Ltd.", "", "dreamina"],
  ["c2pa-rs/0.40", "北京火山引擎科技有限公司", "", "volcengine"],
  ["c2pa-rs/0.40", "Canva Pty Ltd", "", "canva-magic-media"],
  ["c2pa-rs/0.40", "Stability AI Ltd", "", "stability"],
  ["c2pa-rs/0.40", "Ideogram, Inc", "", "ideogram"],
  ["Grok Imagine c2pa-rs/0.60", "Truepic", "", "xai-grok"],
  ["Recraft.ai", "Truepic", "", "recraft"],
  ["c2pa-rs/0.40", "RUNWAY AI, INC.", "Runway Image Generation", "runway"],
])("%s by %s with %s is %s", (claimGenerator, signer, agent, service) => {
  expect(recogniseGenerator({ claimGenerator, signer, agents: [agent] })?.service).toBe(service);
});

test.each([
  ["Truepic Lens", "Truepic"],
  ["Leica M11", "Leica Camera AG"],
  ["CapCut/9.1", "Bytedance Pte. Ltd."],
  ["com.asus.gallery", "ASUSTeK"],
  ["Windows Paint", "Microsoft Corporation"],
  [null, null],
])("%s by %s is not a generator we know", (claimGenerator, signer) => {
  expect(recogniseGenerator({ claimGenerator, signer, agents: [] })).toBeNull();
});

test("products are told from models", () => {
  const adobe = recogniseGenerator({ claimGenerator: "Adobe_Firefly", signer: null, agents: [] });
  const amazon = recogniseGenerator({ claimGenerator: "Amazon_Bedrock", signer: null, agents: [] });
  if (adobe === null || amazon === null) throw new Error("The table lacks a service.");
  expect(isProduct(adobe, "Adobe Firefly")).toBe(true);
  expect(isProduct(adobe, "Gemini 3 Pro Image")).toBe(false);
  expect(isProduct(amazon, "Nova Canvas")).toBe(false);
  const google = recogniseGenerator({ claimGenerator: null, signer: "Google LLC", agents: [] });
  expect([
    google && isProduct(google, "Google Generative AI"),
    google && isProduct(google, "Google Imagen 4"),
  ]).toEqual([true, false]);
});

test("the table is written in lower case, as it is compared", () => {
  for (const row of GENERATORS) {
    const words = [...(row.generators ?? []), ...(row.signers ?? []), ...(row.agents ?? [])];
    expect(words.length).toBeGreaterThan(0);
    expect(words).toEqual(words.map((word) => word.toLowerCase()));
  }
});

test("every code is explained, known or not", () => {
  expect(explainFailure("assertion.dataHash.mismatch")).toContain("changed after it was signed");
  for (const code of ["assertion.new", "claim.new", "cawg.new", "something.else", "constructor"]) {
    expect(explainFailure(code)).toMatch(/^[A-Z].*\.$/);
  }
});
