import { describe, expect, test } from "vitest";
import { fromBytes } from "../bytes/byte-source.ts";
import type { Evidence } from "../evidence.ts";
import { readEvidence } from "../read-evidence.ts";
import {
  ascii,
  buildExif,
  buildJpeg,
  buildPng,
  concat,
  exifSegment,
  jpegSegment,
  tEXt,
  unicodeComment,
  utf8,
  xmpPacket,
  xmpSegment,
} from "../testing/build-images.ts";

const png = (...texts: readonly (readonly [key: string, text: string])[]): Promise<Evidence> =>
  readEvidence(fromBytes(buildPng(texts.map(([key, text]) => tEXt(key, text)))));
const jpeg = (...segments: readonly Uint8Array[]): Promise<Evidence> =>
  readEvidence(fromBytes(buildJpeg(segments)));
const exif = (...fields: Parameters<typeof buildExif>): Promise<Evidence> =>
  jpeg(exifSegment(buildExif(...fields)));
const xmp = (description: string): Promise<Evidence> => jpeg(xmpSegment(xmpPacket(description)));

describe("Midjourney", () => {
  const JOB = "Job ID: 2b6e053b-9a65-4ca9-9e13-b6f4465164d4";
  test("without options its other fields vouch for the description", async () => {
    const beside = [
      ["Author", "duckling"],
      ["Creation Time", "Tue, 06 Aug 2024 21:33:32 GMT"],
    ] as const;
    const evidence = await png(["Description", `a duck ${JOB}`], ...beside);
    expect(evidence).toMatchObject({ service: { id: "midjourney" }, prompt: "a duck", models: [] });
    expect((await png(["Description", `a duck ${JOB}`])).service).toBeNull();
  });
  test("options behind a dash, which some keyboards make of two hyphens", async () => {
    const evidence = await png(["Description", `a duck — by the pond —ar 16:9 —v 6 --no dogs ${JOB}`]);
    expect(evidence.prompt).toBe("a duck — by the pond");
    expect(evidence.models).toMatchObject([{ name: "Midjourney v6" }]);
    expect(evidence.parameters).toMatchObject({ aspectRatio: "16:9", options: { no: "dogs" } });
  });
});

test("Midjourney's name alone: a program's field is its own word, a credit line is somebody's", async () => {
  const named = async (attribute: string): Promise<string | undefined> =>
    (
      await xmp(
        `<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" ${attribute}/>`,
      )
    ).service?.strength;
  expect(await named(`xmp:CreatorTool="Midjourney"`)).toBe("structured");
  expect(await named(`photoshop:Credit="Midjourney v6"`)).toBe("inferred");
});

describe("NovelAI", () => {
  test("the fourth generation has a prompt for each character", async () => {
    const caption = (common: string, ...characters: string[]): object => ({
      caption: { base_caption: common, char_captions: characters.map((text) => ({ char_caption: text })) },
    });
    const settings = {
      seed: 7,
      v4_prompt: caption("two ducks", "brown duck", ""),
      v4_negative_prompt: caption("fog", "geese"),
    };
    const evidence = await png(["Software", "NovelAI"], ["Comment", JSON.stringify(settings)]);
    expect(evidence.prompt).toBe("two ducks\nbrown duck");
    expect(evidence.negativePrompt).toBe("fog\ngeese");
    const both = await png(
      ["Software", "NovelAI"],
      ["Comment", JSON.stringify({ prompt: "two ducks", uc: "fog", ...settings })],
    );
    expect(both).toMatchObject({ prompt: evidence.prompt, negativePrompt: evidence.negativePrompt });
  });
  test("without its settings, as after an edit", async () => {
    const evidence = await png(
      ["Software", "NovelAI"],
      ["Source", "Stable Diffusion XL C1E1DE52"],
      ["Description", "a duck"],
    );
    expect(evidence).toMatchObject({
      service: { id: "novelai" },
      models: [{ name: "Stable Diffusion XL", hash: "C1E1DE52" }],
      prompt: "a duck",
      madeByAI: "yes",
    });
  });
});

describe("Black Forest Labs", () => {
  const maker = [0x010f, 2, ascii("Black Forest Labs\0")] as const;
  test("what its own programs write: the model, and no service", async () => {
    const evidence = await exif([
      [0x010e, 2, utf8("a duck\0")],
      maker,
      [0x0110, 2, ascii("flux-dev\0")],
      [0x0131, 2, ascii("AI generated;img2img;flux\0")],
    ]);
    expect(evidence).toMatchObject({ madeByAI: "yes", service: null, tool: null, prompt: "a duck" });
    expect(evidence.models).toMatchObject([{ role: "checkpoint", name: "flux-dev" }]);
    const second = await exif([maker, [0x0131, 2, ascii("AI generated;flux2\0")]]);
    expect(second).toMatchObject({ madeByAI: "yes", models: [] });
  });
  test("a camera's model is no engine", async () => {
    const evidence = await exif([
      [0x010f, 2, ascii("Canon\0")],
      [0x0110, 2, ascii("EOS R5\0")],
      [0x0131, 2, ascii("AI generated;txt2img;flux\0")],
    ]);
    expect(evidence).toMatchObject({ madeByAI: "yes", models: [] });
  });
});

describe("the digital source type", () => {
  const I = `xmlns:I="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"`;
  const CODE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
  test.each([
    `<rdf:Description ${I} I:DigitalSourceType="${CODE}/"/>`,
    `<rdf:Description ${I} I:digitalsourcetype="${CODE}"/>`,
    `<rdf:Description ${I} I:DigitalSourcefileType="${CODE}"/>`,
    `<rdf:Description ${I}><I:DigitalSourceType rdf:resource="${CODE}"/></rdf:Description>`,
  ])("%s", async (description) => {
    expect(await xmp(description)).toMatchObject({
      madeByAI: "yes",
      digitalSourceType: "trainedAlgorithmicMedia",
    });
  });
});

describe("labels", () => {
  const LABEL = JSON.stringify({ Label: "1", ContentProducer: "001191110102MACQD9K64010000" });
  test("GB 45438 without quotation, in an object of its own, and as a text in it", async () => {
    const comment = (text: string): Promise<Evidence> => exif([], [[0x9286, 7, unicodeComment(text)]]);
    for (const evidence of [
      await comment(`AIGC${LABEL}`),
      await comment(JSON.stringify({ AIGC: LABEL })),
      await jpeg(jpegSegment(0xfe, utf8(`AIGC${LABEL}`))),
      await jpeg(jpegSegment(0xea, concat(ascii("\0\0"), utf8(`AIGC{"AIGC":${LABEL}}`)))),
      await png(["AIGC", `{"AIGC":${LABEL}}`]),
      await png(["aigc", LABEL]),
    ])
      expect(evidence).toMatchObject({ service: { id: "doubao" }, labels: [{ standard: "tc260" }] });
  });
  test("apps of ByteDance keep their fields in groups", async () => {
    const write = (kind: string): Promise<Evidence> =>
      exif([
        [
          0x010e,
          2,
          utf8(
            JSON.stringify({
              aigc_info: { aigc_label_type: 0, source_info: "dreamina" },
              data: { product: "dreamina", exportType: kind },
            }),
          ),
        ],
      ]);
    expect(await write("generation")).toMatchObject({ madeByAI: "yes", service: { strength: "inferred" } });
    expect(await write("edit")).toMatchObject({ madeByAI: "no-evidence", service: null });
  });
  test("credits of phones and of Google, by their whole beginning", async () => {
    const credit = (text: string): Promise<Evidence> =>
      xmp(
        `<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="${text}"/>`,
      );
    expect((await credit("Edited with Google AI")).service?.id).toBe("google-gemini");
    expect((await credit("Apple Image Playground")).service?.id).toBe("apple-image-playground");
    expect((await credit("Apple Photos Generative Edit")).service?.id).toBe("apple-photos");
  });
});
