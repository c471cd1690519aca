import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { fromBlob } from "../bytes/byte-source.ts";
import { createPageCredentialReader } from "./create-page-credential-reader.ts";
import { locateStore } from "./testing/locate-store.ts";
import { created, sampleManifest } from "./testing/sample-manifests.ts";
import { signImage } from "./testing/sign-image.ts";
import { createTestSigner } from "./testing/test-certificate.ts";
import { tinyPng } from "./testing/tiny-images.ts";

test("reads a blob in the thread it is called in, from the module's bytes", async () => {
  const signer = createTestSigner({ subject: { organisation: "OpenAI", commonName: "signer" } });
  const definition = sampleManifest(1, "ChatGPT", [created("GPT-4o")]);
  const bytes = await signImage({ image: tinyPng(), format: "image/png", definition, signer });
  const wasm = readFileSync(createRequire(import.meta.url).resolve("@contentauth/c2pa-wasm/c2pa.wasm"));
  const read = createPageCredentialReader({
    wasm,
    now: () => new Date("2026-11-22"),
    anchors: signer.anchor,
  });
  const answer = await read(fromBlob(new Blob([bytes])), locateStore(bytes));
  expect(answer.contentCredentials).toMatchObject({ state: "valid", claimGenerator: "ChatGPT/1.0" });
  expect(answer.findings[0]).toMatchObject({ ai: true, strength: "signed", models: [{ name: "GPT-4o" }] });
});
