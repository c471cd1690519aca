import { mkdtempSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fromBytes } from "./bytes/byte-source.ts";
import { digestSource, portableSha256 } from "./digest.ts";
import type { Evidence } from "./evidence.ts";
import { openFile, readFileCarriers, readFileEvidence, sha256 } from "./node.ts";
import { readEvidence } from "./read-evidence.ts";
import { ascii, buildPng, concat, iTXt, pngChunk, tEXt, xmpPacket } from "./testing/build-images.ts";

const a1111 = (model: string, rest = ""): string =>
  `a duck\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 5, Model: ${model}${rest}`;
const capture = xmpPacket(
  `<rdf:Description xmlns:I="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" I:DigitalSourceType="digitalCapture"/>`,
);
const read = (...chunks: readonly Uint8Array[]): Promise<Evidence> =>
  readEvidence(fromBytes(buildPng(chunks)));
const codes = (evidence: Evidence): string[] => evidence.problems.map((problem) => problem.code);

describe("several tellers in one file", () => {
  test("two texts that contradict each other both stay, and the conflict names both sides", async () => {
    const evidence = await read(
      tEXt("parameters", a1111("one")),
      tEXt("parameters", a1111("two", ", Version: f2.0.1v1.10.1")),
      tEXt("parameters", a1111("one", ", Version: v1.9.4")),
    );
    expect(evidence.models.map((model) => model.name)).toEqual(["two", "one"]);
    expect(evidence.claims?.tools).toHaveLength(3);
    expect(evidence.problems.find((problem) => problem.code === "conflict-tool")?.message).toMatch(
      /forge.*automatic1111/,
    );
    expect(codes(evidence)).toContain("conflict-model");
  });

  test("a camera on one side and a generator on the other is a conflict, not a compromise", async () => {
    const evidence = await read(tEXt("parameters", a1111("one")), iTXt("XML:com.adobe.xmp", capture));
    expect(evidence.madeByAI).toBe("yes");
    expect(evidence.digitalSourceType).toBe("digitalCapture");
    expect(codes(evidence)).toContain("conflict-origin");
  });

  test("a photograph that was edited with a model is both, which is no conflict", async () => {
    const edited = xmpPacket(
      `<rdf:Description xmlns:I="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" I:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"/>`,
    );
    const both = [iTXt("XML:com.adobe.xmp", capture), iTXt("XML:com.adobe.xmp", edited)];
    const evidence = await read(...both);
    expect(evidence).toMatchObject({ madeByAI: "yes", problems: [] });
    expect(codes(await read(...both, tEXt("parameters", a1111("one"))))).toContain("conflict-origin");
  });

  test("one model told twice is one model, with both hashes", async () => {
    const graph = JSON.stringify({
      "1": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "dir/one.safetensors" } },
      "2": { class_type: "SaveImage", inputs: { images: ["1", 0] } },
    });
    const evidence = await read(
      tEXt("prompt", graph),
      tEXt("parameters", a1111("one", ", Model hash: 0123456789")),
      tEXt("parameters", a1111("one", `, Model hash: ${"0123456789abcdef".repeat(4)}, Version: ComfyUI`)),
    );
    expect(evidence.models).toMatchObject([
      {
        name: "one",
        hash: "0123456789abcdef".repeat(4),
        hashKind: "sha256",
        otherHashes: [{ hash: "0123456789", hashKind: "autov2" }],
      },
    ]);
    expect(evidence.tool?.id).toBe("comfyui");
    expect(codes(evidence)).toEqual([]);
  });

  test("one name with hashes that cannot be of one file is two models", async () => {
    const evidence = await read(
      tEXt("parameters", a1111("one", ", Model hash: 0123456789")),
      tEXt("parameters", a1111("one", `, Model hash: ${"f".repeat(64)}`)),
    );
    expect(evidence.models.map((model) => model.hashKind)).toEqual(["autov2", "sha256"]);
  });

  test("one name with two hashes of one kind is two models", async () => {
    const evidence = await read(
      tEXt("parameters", a1111("one", ", Model hash: 0123456789")),
      tEXt("parameters", a1111("one", ", Model hash: 9876543210")),
    );
    expect(evidence.models.map((model) => model.hash)).toEqual(["0123456789", "9876543210"]);
  });

  test("a reader of credentials is called with what was found, and speaks with its strength", async () => {
    const evidence = await readEvidence(
      fromBytes(buildPng([pngChunk("caBX", ascii("JUMBF")), tEXt("parameters", a1111("one"))])),
      {
        credentials: async (source, carrier) => {
          expect(carrier).toMatchObject({ format: "png", remoteManifest: null });
          const [range] = carrier.jumbf;
          expect(new TextDecoder().decode(await source.read(range!.start, range!.end - range!.start))).toBe(
            "JUMBF",
          );
          const claim = { at: "c2pa:jumbf/x", strength: "signed" as const };
          return {
            contentCredentials: { state: "valid", claimGenerator: "g", signer: "s", actions: [] },
            findings: [
              {
                ...claim,
                ai: true,
                services: [{ ...claim, id: "openai", name: null }],
                digitalSourceTypes: [{ ...claim, value: "trainedAlgorithmicMedia" }],
                madeOn: "2026-01-01",
              },
            ],
          };
        },
      },
    );
    expect(evidence).toMatchObject({
      service: { id: "openai", strength: "signed" },
      contentCredentials: { state: "valid" },
      digitalSourceType: "trainedAlgorithmicMedia",
      madeOn: { date: "2026-01-01" },
    });
    expect(evidence.carriers[0]).toEqual({ at: "c2pa:jumbf/x", strength: "signed" });
  });

  test("a manifest that is kept elsewhere is reported and not fetched", async () => {
    const packet = xmpPacket(
      `<rdf:Description xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="https://example.com/m.c2pa"/>`,
    );
    const evidence = await read(iTXt("XML:com.adobe.xmp", packet));
    expect(evidence.contentCredentials).toMatchObject({
      state: "absent",
      remoteManifest: "https://example.com/m.c2pa",
    });
  });
});

test("dates: what the generator says, otherwise what the file states, and only for made images", async () => {
  const dated = xmpPacket(
    `<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreateDate="2025-03-04T05:06:07+02:00"/>`,
  );
  expect(
    (await read(tEXt("parameters", a1111("one")), iTXt("XML:com.adobe.xmp", dated))).madeOn,
  ).toMatchObject({ date: "2025-03-04T05:06:07+02:00", strength: "inferred" });
  expect((await read(iTXt("XML:com.adobe.xmp", dated))).madeOn).toBeNull();
});

test("SHA-256: the portable one, Node's and the file's agree at every length", async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 1000, 3_000_001]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) & 255);
    const wanted = createHash("sha256").update(bytes).digest("hex");
    expect(await digestSource(fromBytes(bytes))).toBe(wanted);
    expect(await digestSource(fromBytes(bytes), sha256())).toBe(wanted);
    const parts = portableSha256();
    for (let at = 0; at < length; at += 37) parts.update(bytes.subarray(at, at + 37));
    if (length < 10_000) expect(parts.digest()).toBe(wanted);
  }
});

test("a hash of many bytes lets others have their turn, and few bytes wait for nobody", async () => {
  const size = 100_000_000;
  let turns = 0;
  let mostBetween = 0;
  let since = 0;
  const count = setInterval(() => {
    turns += 1;
    mostBetween = Math.max(mostBetween, since);
    since = 0;
  }, 0);
  const hasher = { update: (part: Uint8Array) => void (since += part.length), digest: () => "" };
  const read = { size, read: (_: number, length: number) => new Uint8Array(length) };
  const sources = [read, { ...read, readInto: (target: Uint8Array) => target.length }];
  for (const source of sources) {
    turns = 0;
    since = 0;
    mostBetween = 0;
    await digestSource(source, hasher);
    expect(turns).toBeGreaterThanOrEqual(2);
    expect(mostBetween).toBeLessThan(size / 2);
    turns = 0;
    await digestSource({ ...source, size: 1_000_000 }, hasher);
    expect(turns).toBe(0);
  }
  clearInterval(count);
});

describe("files on disk", () => {
  const folder = mkdtempSync(join(tmpdir(), "evidence-"));
  test("only the ranges that are needed are read, in a large file too", async () => {
    const path = join(folder, "large.png");
    const bytes = buildPng([pngChunk("juNk", new Uint8Array(3_000_000))], {
      after: [tEXt("parameters", a1111("one"))],
    });
    writeFileSync(path, bytes);
    const source = openFile(path);
    let read = 0;
    const counting = {
      size: source.size,
      close: () => source.close?.(),
      read: (start: number, length: number) => ((read += length), source.read(start, length)),
    };
    expect((await readEvidence(counting)).models[0]?.name).toBe("one");
    expect(read).toBeLessThan(200_000);
    const evidence = await readFileEvidence(path, { sha256: true });
    expect(evidence.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  });
  test("a source may be read again after it was closed", async () => {
    const path = join(folder, "small.png");
    writeFileSync(path, buildPng([tEXt("parameters", a1111("one"))]));
    const source = openFile(path);
    expect((await readEvidence(source)).tool?.id).toBe("automatic1111");
    expect((await readEvidence(source)).tool?.id).toBe("automatic1111");
    const view = await readFileCarriers(path);
    expect(view.carriers).toMatchObject([
      { at: "png:tEXt/parameters", understood: true, text: a1111("one") },
    ]);
  });
  test("files read side by side do not disturb each other", async () => {
    const paths = Array.from({ length: 40 }, (_, i) => {
      const path = join(folder, `many-${i}.png`);
      writeFileSync(
        path,
        buildPng([tEXt("parameters", a1111(`model${i}`))], {
          after: [pngChunk("juNk", new Uint8Array(i * 5000))],
        }),
      );
      return path;
    });
    const all = await Promise.all(paths.map((path) => readFileEvidence(path)));
    expect(all.map((evidence) => evidence.models[0]?.name)).toEqual(paths.map((_, i) => `model${i}`));
  });
  test("what is not there, and what is no file, is a problem and not an exception", async () => {
    expect(codes(await readFileEvidence(join(folder, "missing.png")))).toEqual(["unreadable"]);
    expect(codes(await readFileEvidence(folder))).toEqual(["unreadable"]);
  });
});

test("a large text between the chunks is not lost to a read-ahead that is too short", async () => {
  const evidence = await read(
    tEXt("parameters", a1111("one", `, Note: ${"x".repeat(200_000)}`)),
    concat(tEXt("Software", "x")),
  );
  expect(evidence.models[0]?.name).toBe("one");
});
