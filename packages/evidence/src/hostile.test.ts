import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBytes } from "./bytes/byte-source.ts";
import type { Evidence } from "./evidence.ts";
import { limits } from "./limits.ts";
import { readCarriers } from "./read-carriers.ts";
import { readEvidence } from "./read-evidence.ts";
import {
  ascii,
  big32,
  buildJpeg,
  buildPng,
  buildWebp,
  concat,
  exifSegment,
  buildExif,
  jpegSegment,
  pngChunk,
  riffChunk,
  tEXt,
  utf8,
  zTXt,
} from "./testing/build-images.ts";
import { sampleImages } from "./testing/sample-images.ts";

const codes = (evidence: Evidence): string[] => evidence.problems.map((problem) => problem.code);

describe("mutations of real structures", () => {
  const samples = sampleImages();
  const sample = fc.constantFrom(...samples.map((entry) => entry.bytes));
  const edit = fc.oneof(
    fc.record({ kind: fc.constant("set" as const), at: fc.nat(), value: fc.nat(255) }),
    fc.record({
      kind: fc.constant("large" as const),
      at: fc.nat(),
      value: fc.constantFrom(0, 0x7fffffff, 0xffffffff, 0x80000000, 1),
    }),
    fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), value: fc.nat(64) }),
    fc.record({ kind: fc.constant("double" as const), at: fc.nat(), value: fc.nat(300) }),
    fc.record({ kind: fc.constant("end" as const), at: fc.nat(), value: fc.constant(0) }),
  );

  test("whatever is changed, an answer comes, soon, and it keeps its shape", async () => {
    await fc.assert(
      fc.asyncProperty(sample, fc.array(edit, { minLength: 1, maxLength: 8 }), async (original, edits) => {
        let bytes = Uint8Array.from(original);
        for (const { kind, at: position, value } of edits) {
          const at = position % Math.max(1, bytes.length);
          if (kind === "set") bytes[at] = value;
          if (kind === "large") bytes.set(big32(value).subarray(0, Math.min(4, bytes.length - at)), at);
          if (kind === "cut")
            bytes = concat(bytes.subarray(0, at), bytes.subarray(at + value)) as Uint8Array<ArrayBuffer>;
          if (kind === "double")
            bytes = concat(bytes.subarray(0, at + value), bytes.subarray(at)) as Uint8Array<ArrayBuffer>;
          if (kind === "end") bytes = bytes.slice(0, at);
        }
        const start = performance.now();
        const evidence = await readEvidence(fromBytes(bytes));
        expect(codes(evidence)).not.toContain("internal-error");
        expect(["yes", "no-evidence"]).toContain(evidence.madeByAI);
        const view = await readCarriers(fromBytes(bytes));
        for (const carrier of view.carriers) expect(carrier.start).toBeLessThanOrEqual(bytes.length);
        expect(performance.now() - start).toBeLessThan(2000);
      }),
      { seed: 11, numRuns: 1500 },
    );
  });

  test("every sample says what it should before it is changed", async () => {
    for (const { name, bytes, tool } of samples) {
      const evidence = await readEvidence(fromBytes(bytes));
      expect([name, evidence.tool?.id ?? evidence.service?.id ?? evidence.digitalSourceType]).toEqual([
        name,
        tool,
      ]);
    }
  });

  test("a source whose size lies, or that fails in the middle, is a problem", async () => {
    const bytes = samples[0]!.bytes;
    const lying = await readEvidence({
      size: 1_000_000,
      read: (start, length) => bytes.subarray(start, start + length),
    });
    expect(lying.problems.length).toBeGreaterThan(0);
    const failing = await readEvidence({
      size: 10,
      read: () => {
        throw Object.assign(new Error("the disk is gone"), { code: "EIO" });
      },
    });
    expect(codes(failing)).toEqual(["unreadable"]);
  });
});

describe("bombs", () => {
  const graphText = (inputs: string): string => `{"1":{"class_type":"KSampler","inputs":{${inputs}}}}`;
  const cases: readonly (readonly [string, () => Uint8Array, string | null])[] = [
    [
      "a text that inflates a thousandfold",
      () => buildPng([zTXt("parameters", "a".repeat(60_000_000))]),
      "limit-inflation",
    ],
    [
      "many such texts",
      () => {
        const one = pngChunk("zTXt", concat(ascii("k\0\0"), deflateSync(new Uint8Array(7_000_000))));
        return buildPng(Array.from({ length: 200 }, () => one));
      },
      "limit-inflation",
    ],
    [
      "a text of many megabytes",
      () => buildPng([tEXt("parameters", "Steps: ".repeat(4_000_000))]),
      "limit-metadata",
    ],
    [
      "settings without an end",
      () => buildPng([tEXt("parameters", `x\nSteps: 1, Sampler: a, Seed: 1, ${"a,".repeat(3_000_000)}`)]),
      null,
    ],
    [
      "settings with names without an end",
      () => buildPng([tEXt("parameters", `x\nSteps: 1, Sampler: a, Seed: 1, ${"aaaa: ".repeat(1_000_000)}`)]),
      null,
    ],
    [
      "tags without an end",
      () => buildPng([tEXt("parameters", `${"<lora:a".repeat(900_000)}\nSteps: 1, Sampler: a, Seed: 1`)]),
      null,
    ],
    [
      "hashes without an end",
      () =>
        buildPng([
          tEXt(
            "parameters",
            `x\nSteps: 1, Sampler: a, Seed: 1, Lora hashes: "${"a: b, ".repeat(1_000_000)}"`,
          ),
        ]),
      null,
    ],
    [
      "brackets without an end",
      () => buildPng([tEXt("parameters", `x\nSteps: 1, Sampler: a, Seed: 1, A: ${"[".repeat(3_000_000)}`)]),
      null,
    ],
    [
      "brackets that never close, one setting after the other",
      () =>
        buildPng([
          tEXt(
            "parameters",
            `x\nSteps: 1, Sampler: a, Seed: 1, ${"Civitai resources: [{},".repeat(300_000)}`,
          ),
        ]),
      null,
    ],
    [
      "hundreds of adapters in each of a thousand texts",
      () =>
        buildPng(
          Array.from({ length: 900 }, (_, text) =>
            tEXt(
              "parameters",
              `${Array.from({ length: 400 }, (__, i) => `<lora:model-${text}-${i}:1>`).join("")}\nSteps: 1, Sampler: a, Seed: 1`,
            ),
          ),
        ),
      "limit-models",
    ],
    [
      "lines that begin like settings",
      () => buildPng([tEXt("parameters", "\n     Steps:".repeat(600_000))]),
      null,
    ],
    [
      "lines that read almost like settings",
      () => buildPng([tEXt("parameters", "Steps: 1, A: b, C: d, E: f\n".repeat(300_000))]),
      null,
    ],
    [
      "passes with prompts without an end",
      () =>
        buildPng([
          tEXt("parameters", `x\nSteps: 1, Seed: 1, Size: 1, ${"a prompt: <lora:a:1>, ".repeat(50_000)}`),
        ]),
      null,
    ],
    [
      "integers without an end",
      () => buildPng([tEXt("parameters", `[${"12345678901234567,".repeat(200_000)}1]`)]),
      null,
    ],
    [
      "parameters of SwarmUI that all name models",
      () => {
        const parameters = Array.from({ length: 100_000 }, (_, i) => `"a${i}model":"m${i}"`);
        return buildPng([tEXt("parameters", `{"sui_image_params":{${parameters.join(",")}}}`)]);
      },
      null,
    ],
    [
      "embeddings without an end",
      () => buildPng([tEXt("prompt", graphText(`"text":"${"embedding:urn:air:a:b:1:".repeat(100_000)}"`))]),
      null,
    ],
    [
      "options of Midjourney without an end",
      () =>
        buildPng([
          tEXt("Description", `${" —a".repeat(900_000)} Job ID: 2b6e053b-9a65-4ca9-9e13-b6f4465164d4`),
        ]),
      null,
    ],
    [
      "pipes that lead from sampler to sampler",
      () => {
        const nodes = Array.from(
          { length: 15_000 },
          (_, i) =>
            `"${i}":{"class_type":"KSampler","inputs":{"seed":1,"steps":1,"cfg":1,"pipe":["${i + 1}",1],"negative":["${i + 1}",2]}}`,
        );
        return buildPng([tEXt("prompt", `{${nodes.join(",")}}`)]);
      },
      null,
    ],
    [
      "JSON too long to be parsed",
      () => buildPng([tEXt("prompt", graphText(`"a":"${"x".repeat(6_000_000)}"`))]),
      "limit-json",
    ],
    [
      "a graph of a hundred thousand nodes",
      () =>
        buildPng([
          tEXt(
            "prompt",
            `{${Array.from({ length: 80_000 }, (_, i) => `"${i}":{"class_type":"KSampler","inputs":{"a":["${i - 1}",0]}}`).join(",")}}`,
          ),
        ]),
      null,
    ],
    [
      "a node with inputs without an end",
      () =>
        buildPng([
          tEXt(
            "prompt",
            graphText(Array.from({ length: 150_000 }, (_, i) => `"text${i}":["1",0]`).join(",")),
          ),
        ]),
      null,
    ],
    [
      "a hundred thousand chunks",
      () => buildPng(Array.from({ length: 100_000 }, () => pngChunk("tEXt", ascii("Comment\0x")))),
      "limit-carriers",
    ],
    [
      "a picture of four thousand megapixels",
      () => {
        const png = buildPng([]);
        png.set(big32(65_535), 16);
        png.set(big32(65_535), 20);
        return png;
      },
      null,
    ],
    [
      "a segment of JUMBF that repeats",
      () => buildJpeg(Array.from({ length: 20_000 }, () => jpegSegment(0xeb, ascii("JP")))),
      "credentials-unread",
    ],
    [
      "Exif directories in a ring of rings",
      () =>
        buildJpeg(
          Array.from({ length: 500 }, () => exifSegment(buildExif([[0x010e, 2, utf8("x".repeat(1000))]]))),
        ),
      null,
    ],
    [
      "a WebP of empty chunks",
      () => buildWebp(Array.from({ length: 150_000 }, () => riffChunk("ABCD", new Uint8Array(0)))),
      null,
    ],
  ];
  test.each(cases)("%s", { timeout: 60_000 }, async (_, build, code) => {
    const bytes = build();
    const before = process.memoryUsage();
    const start = performance.now();
    const evidence = await readEvidence(fromBytes(bytes));
    expect(performance.now() - start).toBeLessThan(2000);
    const after = process.memoryUsage();
    expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(
      200_000_000,
    );
    expect(codes(evidence)).not.toContain("internal-error");
    if (code !== null) expect(codes(evidence)).toContain(code);
    expect(evidence.problems.length).toBeLessThan(300);
  });
});

test("limits are positive numbers", () => {
  for (const [name, value] of Object.entries(limits))
    expect([name, Number.isSafeInteger(value) && value > 0]).toEqual([name, true]);
});
