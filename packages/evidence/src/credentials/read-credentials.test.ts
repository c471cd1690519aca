import { execFileSync } from "node:child_process";
import { join as joinPath } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { fromBytes } from "../bytes/byte-source.ts";
import type { CredentialFindings } from "../credential-reader.ts";
import { createCredentialReader, type CredentialReaderOptions } from "./create-credential-reader.ts";
import { locateStore } from "./testing/locate-store.ts";
import { created, sampleManifest } from "./testing/sample-manifests.ts";
import { signImage, type ManifestDefinition } from "./testing/sign-image.ts";
import { createTestSigner, type TestSigner, type TestSignerOptions } from "./testing/test-certificate.ts";
import { tinyJpeg, tinyPng } from "./testing/tiny-images.ts";

const now = (): Date => new Date("2026-11-22T00:00:00Z");
const shared = createCredentialReader({ now });
afterAll(() => shared.close());

const vendor = (options: Partial<TestSignerOptions> = {}): TestSigner =>
  createTestSigner({
    subject: { organisation: "Black Forest Labs Inc.", commonName: "signer" },
    issuer: { organisation: "Some Authority", commonName: "Issuer 1" },
    ...options,
  });

const generated = sampleManifest(1, "Black Forest Labs API", [created("Flux.2")]);

function sign(definition: ManifestDefinition, signer: TestSigner): Promise<Uint8Array<ArrayBuffer>> {
  return signImage({ image: tinyPng(), format: "image/png", definition, signer });
}

async function read(
  bytes: Uint8Array,
  options?: Omit<CredentialReaderOptions, "now">,
): Promise<CredentialFindings> {
  if (options === undefined) return shared.read(fromBytes(bytes), locateStore(bytes));
  const reader = createCredentialReader({ now, ...options });
  try {
    return await reader.read(fromBytes(bytes), locateStore(bytes));
  } finally {
    await reader.close();
  }
}

function problemsOf({ findings }: CredentialFindings): readonly string[] {
  return findings.flatMap((finding) => finding.problems ?? []).map((problem) => problem.code);
}

function failuresOf({ contentCredentials }: CredentialFindings): readonly string[] {
  return (contentCredentials.failures ?? []).map((failure) => failure.code);
}

describe("three separate answers", () => {
  test("a signer under a recognised issuer: valid, and its statements are signed evidence", async () => {
    const signer = vendor();
    const answer = await read(await sign(generated, signer), { anchors: signer.anchor });
    expect(answer.contentCredentials).toMatchObject({
      state: "valid",
      integrity: "valid",
      trust: "trusted",
      expiry: "current",
      claimGenerator: "Black Forest Labs API/1.0",
      signer: "Black Forest Labs Inc.",
      actions: [{ action: "c2pa.created", softwareAgent: "Flux.2", manifest: "active" }],
    });
    expect(answer.findings).toMatchObject([
      {
        ai: true,
        strength: "signed",
        at: `c2pa:jumbf/${generated.label}`,
        services: [{ id: "bfl-api", strength: "signed" }],
        models: [{ name: "Flux.2", role: "checkpoint" }],
        digitalSourceTypes: [{ value: "trainedAlgorithmicMedia" }],
      },
    ]);
  });

  test("the same name under nobody's issuer: integrity holds, but nothing is signed evidence", async () => {
    const answer = await read(await sign(generated, vendor()));
    expect(answer.contentCredentials).toMatchObject({
      state: "untrusted",
      integrity: "valid",
      trust: "untrusted",
    });
    expect(failuresOf(answer)).toEqual(["signingCredential.untrusted"]);
    expect(answer.findings.map((finding) => finding.strength)).toEqual(["structured"]);
  });

  test("an expired certificate without a time stamp does not touch integrity", async () => {
    const answer = await read(
      await sign(generated, vendor({ notBefore: "230101000000Z", notAfter: "240101000000Z" })),
    );
    expect(answer.contentCredentials).toMatchObject({
      state: "untrusted",
      integrity: "valid",
      expiry: "expired",
    });
    expect(failuresOf(answer)).toContain("credentials.expired");
  });

  test.each([
    ["Microsoft's own usage is accepted", "1.3.6.1.4.1.311.76.59.1.9", "valid", "trusted"],
    [
      "an unknown usage makes the certificate unfit, not the image",
      "1.3.6.1.4.1.99999.1",
      "untrusted",
      "untrusted",
    ],
  ])("%s", async (_, usage, state, trust) => {
    const signer = vendor({ usages: [usage] });
    const answer = await read(await sign(generated, signer), { anchors: signer.anchor });
    expect(answer.contentCredentials).toMatchObject({ state, trust, integrity: "valid" });
  });

  test("a test certificate is called one", async () => {
    const signer = createTestSigner({ subject: { organisation: "Acme Test Signing", commonName: "Acme" } });
    expect(problemsOf(await read(await sign(generated, signer)))).toEqual(["credentials-test-certificate"]);
    expect(problemsOf(await read(await sign(generated, vendor())))).toEqual([]);
  });
});

describe("tampering", () => {
  test("a changed pixel", async () => {
    const signer = vendor();
    const bytes = await sign(generated, signer);
    const pixels = Buffer.from(bytes).indexOf("IDAT") + 20;
    bytes[pixels] = (bytes[pixels] ?? 0) ^ 1;
    const answer = await read(bytes, { anchors: signer.anchor });
    expect(answer.contentCredentials).toMatchObject({
      state: "invalid",
      integrity: "invalid",
      trust: "trusted",
    });
    expect(failuresOf(answer)).toEqual(["assertion.dataHash.mismatch"]);
    expect(problemsOf(answer)).toEqual(["credentials-invalid"]);
    expect(answer.findings.every((finding) => finding.strength === "structured")).toBe(true);
  });

  test("another model written over the true one", async () => {
    const bytes = await sign(generated, vendor());
    Buffer.from(bytes.buffer).write("Flux.1", Buffer.from(bytes).indexOf("Flux.2"));
    const answer = await read(bytes);
    expect(answer.contentCredentials.state).toBe("invalid");
    expect(failuresOf(answer)).toContain("assertion.hashedURI.mismatch");
  });

  test("whatever byte is changed: the answer is no longer valid, or nothing that it says has changed", async () => {
    const signer = vendor();
    const original = await sign(generated, signer);
    const strict = createCredentialReader({ now, anchors: signer.anchor });
    const truth = await strict.read(fromBytes(original), locateStore(original));
    expect(truth.contentCredentials.state).toBe("valid");
    const place = fc.integer({ min: 0, max: original.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = original.slice();
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const answer = await strict.read(fromBytes(bytes), locateStore(bytes));
        return answer.contentCredentials.state !== "valid" || isDeepStrictEqual(answer, truth);
      }),
      { numRuns: 400, seed: 20_261_122 },
    );
    await strict.close();
  });

  test("a file that ends too early", async () => {
    const bytes = await sign(generated, vendor());
    for (const part of [0.5, 0.9]) {
      const answer = await read(bytes.slice(0, Math.floor(bytes.length * part)));
      expect(answer.contentCredentials).toMatchObject({ state: "invalid", integrity: "invalid" });
      expect(failuresOf(answer)).toEqual(["credentials.unreadable"]);
    }
  });
});

describe("who made it", () => {
  test("a generator that only the ingredient names is found", async () => {
    const signer = vendor({ subject: { organisation: "OpenAI", commonName: "signer" } });
    const first = await sign(sampleManifest(2, "OpenAI-API", [created("GPT-4o")]), signer);
    const bytes = await signImage({
      image: first,
      format: "image/png",
      signer,
      definition: sampleManifest(3, "ChatGPT", [
        { action: "c2pa.opened", parameters: { ingredientIds: ["image.png-1"] } },
      ]),
      ingredient: { image: first, format: "image/png", title: "image.png" },
    });
    const answer = await read(bytes, { anchors: signer.anchor });
    expect(answer.contentCredentials).toMatchObject({
      state: "valid",
      claimGenerator: "ChatGPT/1.0",
      ingredients: [{ title: "image.png", claimGenerator: "OpenAI-API/1.0" }],
    });
    const maker = answer.findings.find((finding) => finding.ai);
    expect(maker).toMatchObject({
      strength: "signed",
      services: [{ id: "openai" }],
      models: [{ name: "GPT-4o" }],
    });
  });

  test("a camera's credentials are no evidence of a model", async () => {
    const signer = vendor({ subject: { organisation: "Truepic", commonName: "Lens SDK" } });
    const answer = await read(
      await sign(sampleManifest(4, "Camera", [created("Camera", "digitalCapture")]), signer),
    );
    expect(answer.findings).toMatchObject([{ ai: false, digitalSourceTypes: [{ value: "digitalCapture" }] }]);
    expect(answer.findings[0]?.services).toBeUndefined();
  });

  test("an editor is a service only where a model had a part", async () => {
    const signer = vendor({ subject: { organisation: "Adobe Inc.", commonName: "Adobe C2PA" } });
    const plain = sampleManifest(5, "Adobe_Photoshop", [
      { action: "c2pa.opened" },
      { action: "c2pa.cropped" },
    ]);
    const filled = sampleManifest(6, "Adobe_Photoshop", [
      created("Adobe Firefly", "compositeWithTrainedAlgorithmicMedia"),
    ]);
    expect((await read(await sign(plain, signer))).findings[0]).toMatchObject({ ai: false });
    const { findings } = await read(await sign(filled, signer));
    expect(findings[0]).toMatchObject({ ai: true, services: [{ id: "adobe-firefly" }] });
    expect(findings[0]?.models).toBeUndefined();
  });

  test("an unknown generator is AI without a service", async () => {
    const signer = vendor({ subject: { organisation: "Nobody Known", commonName: "signer" } });
    const { findings } = await read(
      await sign(sampleManifest(7, "Some Program", [created("Some Model")]), signer),
    );
    expect(findings[0]).toMatchObject({
      ai: true,
      digitalSourceTypes: [{ value: "trainedAlgorithmicMedia" }],
    });
    expect(findings[0]?.services).toBeUndefined();
    expect(findings[0]?.models).toBeUndefined();
  });

  test("soft bindings are listed", async () => {
    const definition = sampleManifest(8, "Program", [created("Model")]);
    const binding = {
      label: "c2pa.soft-binding",
      data: { alg: "com.adobe.trustmark.P", blocks: [{ scope: {}, value: "AA==" }] },
    };
    const bytes = await sign({ ...definition, assertions: [...definition.assertions, binding] }, vendor());
    expect((await read(bytes)).contentCredentials.softBindings).toEqual(["com.adobe.trustmark.P"]);
  });

  test("a store spread over many segments of a JPEG", async () => {
    const definition = sampleManifest(9, "Black Forest Labs API", [created("Flux.2")]);
    const long = { label: "org.example.long", data: { text: "long ".repeat(40_000) } };
    const signer = vendor();
    const bytes = await signImage({
      image: tinyJpeg(),
      format: "image/jpeg",
      signer,
      definition: { ...definition, assertions: [...definition.assertions, long] },
    });
    expect(locateStore(bytes).jumbf.length).toBeGreaterThan(2);
    const answer = await read(bytes, { anchors: signer.anchor });
    expect(answer.contentCredentials).toMatchObject({ state: "valid", signer: "Black Forest Labs Inc." });
  });
});

describe("what is not read", () => {
  test("a remote manifest is reported and not fetched", async () => {
    const url = "https://credentials.invalid/manifest.c2pa";
    const bytes = await signImage({
      image: tinyPng(),
      format: "image/png",
      definition: generated,
      signer: vendor(),
      remoteUrl: url,
    });
    expect(Buffer.from(bytes).includes(url)).toBe(true);
    const carrier = { ...locateStore(bytes), remoteManifest: url };
    const answer = await shared.read(fromBytes(bytes), carrier);
    expect(answer.contentCredentials).toMatchObject({ state: "absent", remoteManifest: url });
    expect(problemsOf(answer)).toEqual(["credentials-remote"]);
  });

  test("no worker is started where the words of a store occur by chance", async () => {
    const nowhere = createCredentialReader({ now, worker: new URL("file:///nowhere/worker.js") });
    const bytes = new TextEncoder().encode("….jumb….jumd….other label….");
    const carrier = {
      format: "png",
      jumbf: [{ at: "png:caBX", start: 0, end: bytes.length }],
      remoteManifest: null,
    } as const;
    const answer = await nowhere.read(fromBytes(bytes), carrier);
    expect(answer).toEqual({
      contentCredentials: { state: "absent", claimGenerator: null, signer: null, actions: [] },
      findings: [],
    });
    await nowhere.close();
  });

  test("a worker that cannot be started leaves the credentials unchecked, not absent", async () => {
    const nowhere = createCredentialReader({ now, worker: new URL("file:///nowhere/worker.js") });
    const bytes = await sign(generated, vendor());
    const answer = await nowhere.read(fromBytes(bytes), locateStore(bytes));
    expect(answer.contentCredentials.state).toBe("invalid");
    expect(failuresOf(answer)).toEqual(["credentials.unchecked"]);
    await nowhere.close();
  });

  test("a format that c2pa-rs does not know", async () => {
    const bytes = await sign(generated, vendor());
    const answer = await shared.read(fromBytes(bytes), { ...locateStore(bytes), format: "unknown" });
    expect(failuresOf(answer)).toEqual(["credentials.unsupported-format"]);
    expect(answer.contentCredentials.integrity).toBeUndefined();
  });
});

describe("limits cost the file its own answer and never its neighbours'", () => {
  async function padded(megabytes: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(megabytes * 1_048_576);
    bytes.set(await sign(generated, vendor()));
    return bytes;
  }

  test("size", async () => {
    const answer = await read(await padded(2), { fileBytes: 1_048_576 });
    expect(answer.contentCredentials).toMatchObject({ state: "invalid", actions: [] });
    expect(problemsOf(answer)).toEqual(["credentials-too-large"]);
    expect(answer.contentCredentials.integrity).toBeUndefined();
  });

  test("memory", async () => {
    const reader = createCredentialReader({ now, memory: 24 * 1_048_576 });
    const [large, small] = [await padded(36), await sign(generated, vendor())];
    const answers = await Promise.all(
      [large, small].map((bytes) => reader.read(fromBytes(bytes), locateStore(bytes))),
    );
    expect(answers.map(failuresOf)).toEqual([["credentials.memory-limit"], ["signingCredential.untrusted"]]);
    await reader.close();
  });

  test("time", async () => {
    const answer = await read(await padded(36), { milliseconds: 5 });
    expect(failuresOf(answer)).toEqual(["credentials.time-limit"]);
    expect(answer.contentCredentials.integrity).toBeUndefined();
  });

  test("many files at once are answered one by one", async () => {
    const bytes = await sign(generated, vendor());
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => shared.read(fromBytes(bytes), locateStore(bytes))),
    );
    expect(answers.every((answer) => answer.contentCredentials.integrity === "valid")).toBe(true);
  });

  test("an idle worker lets the process end", () => {
    const here = (file: string): string => JSON.stringify(joinPath(import.meta.dirname, file));
    const program = `
      import { createCredentialReader } from ${here("create-credential-reader.ts")};
      import { locateStore } from ${here("testing/locate-store.ts")};
      import { signImage } from ${here("testing/sign-image.ts")};
      import { createTestSigner } from ${here("testing/test-certificate.ts")};
      import { tinyPng } from ${here("testing/tiny-images.ts")};
      import { fromBytes } from ${here("../bytes/byte-source.ts")};
      const signer = createTestSigner({ subject: { organisation: "A", commonName: "B" } });
      const bytes = await signImage({ image: tinyPng(), format: "image/png", signer, definition: ${JSON.stringify(generated)} });
      const reader = createCredentialReader({ now: () => new Date(0) });
      const answer = await reader.read(fromBytes(bytes), locateStore(bytes));
      console.log(answer.contentCredentials.integrity);`;
    const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
      timeout: 30_000,
    });
    expect(output.toString().trim()).toBe("valid");
  });
});
