import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBytes } from "../bytes/byte-source.ts";
import type { Evidence } from "../evidence.ts";
import { readEvidence } from "../read-evidence.ts";
import { ascii, big32, buildPng, concat, utf8 } from "../testing/build-images.ts";
import { signedText } from "./novelai-signature.ts";

const A1111 = "a duck\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Model: duck_v1, Version: v1.10.1";

/** A picture that hides a payload in its lowest bits, as stealth pnginfo does. */
function hide(mark: string, payload: Uint8Array, channels: 3 | 4, width = 64, height = 96): Uint8Array {
  const bits = concat(ascii(mark), big32(payload.length * 8), payload);
  const pixels = new Uint8Array(width * height * channels).fill(0x80);
  const perPixel = mark.includes("rgb") ? 3 : 1;
  for (let bit = 0; bit < bits.length * 8; bit++) {
    const pixel = Math.floor(bit / perPixel);
    const at =
      ((pixel % height) * width + Math.floor(pixel / height)) * channels + (perPixel === 1 ? 3 : bit % 3);
    pixels[at] = 0x80 | ((bits[bit >> 3]! >> (7 - (bit & 7))) & 1);
  }
  return buildPng([], { picture: { width, height, channels, pixels } });
}
const read = (bytes: Uint8Array): Promise<Evidence> => readEvidence(fromBytes(bytes));

describe("a text hidden in the pixels", () => {
  test.each([
    ["stealth_pnginfo", 4, utf8(A1111), "alpha"],
    ["stealth_pngcomp", 4, gzipSync(utf8(A1111)), "alpha"],
    ["stealth_rgbinfo", 3, utf8(A1111), "rgb"],
    ["stealth_rgbcomp", 4, gzipSync(utf8(A1111)), "rgb"],
  ] as const)("%s in %i channels", async (mark, channels, payload, plane) => {
    const evidence = await read(hide(mark, payload, channels));
    expect(evidence.tool).toMatchObject({ id: "automatic1111", at: `png:pixels/${plane}` });
    expect(evidence.prompt).toBe("a duck");
  });

  test("NovelAI's texts as one object", async () => {
    const texts = {
      Title: "NovelAI generated image",
      Software: "NovelAI",
      Source: "NovelAI Diffusion V4.5 4BDE2A90",
      Comment: JSON.stringify({ prompt: "1girl", seed: 3 }),
    };
    const evidence = await read(hide("stealth_pngcomp", gzipSync(utf8(JSON.stringify(texts))), 4));
    expect(evidence).toMatchObject({
      service: { id: "novelai", at: "png:pixels/alpha/Comment" },
      prompt: "1girl",
    });
  });

  test("an impossible length and a bomb are refused", async () => {
    const bomb = gzipSync(new Uint8Array(30_000_000));
    expect(
      (await read(hide("stealth_pngcomp", bomb, 4, 512, 512))).problems.map((problem) => problem.code),
    ).toContain("damaged-stealth");
    const broken = hide("stealth_pnginfo", new Uint8Array(0), 4);
    expect((await read(broken)).problems.map((problem) => problem.code)).toEqual(["damaged-stealth"]);
  });

  test("an ordinary picture holds nothing", async () => {
    const pixels = Uint8Array.from({ length: 64 * 64 * 4 }, (_, i) => (i * 7919) & 255);
    expect(
      await read(buildPng([], { picture: { width: 64, height: 64, channels: 4, pixels } })),
    ).toMatchObject({ madeByAI: "no-evidence", problems: [] });
  });
});

describe("the text that NovelAI signs", () => {
  test("keeps order and spelling of numbers, drops only the signature, escapes like Python", () => {
    expect(
      signedText(
        '{"b":1.0,"signed_hash":"x==","a":{"signed_hash":1,"t":"テ\\n/\\u0041\\u007f"},"n":[5.0,-1e5,null,true]}',
      ),
    ).toBe('{"b": 1.0, "a": {"signed_hash": 1, "t": "\\u30c6\\n/A\\u007f"}, "n": [5.0, -1e5, null, true]}');
    expect(signedText("[1]")).toBeNull();
    expect(signedText('{"a":')).toBeNull();
  });
  test("is the same JSON, whatever the values", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== "signed_hash" && key !== "__proto__"),
          fc.jsonValue({ maxDepth: 2 }),
        ),
        (value) => {
          const text = signedText(JSON.stringify({ ...value, signed_hash: "AAAA" }));
          expect(JSON.parse(text ?? "")).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});
