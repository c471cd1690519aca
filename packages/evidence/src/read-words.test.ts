import { describe, expect, test } from "vitest";

import { fromBytes } from "./bytes/byte-source.ts";
import type { Evidence } from "./evidence.ts";
import { readEvidence } from "./read-evidence.ts";
import {
  ascii,
  big16,
  big32,
  buildExif,
  buildJpeg,
  buildPng,
  concat,
  exifSegment,
  jpegSegment,
  tEXt,
  utf8,
  xmpPacket,
  xmpSegment,
} from "./testing/build-images.ts";

const read = (bytes: Uint8Array): Promise<Evidence> => readEvidence(fromBytes(bytes));
const jpeg = (...segments: readonly Uint8Array[]): Promise<Evidence> => read(buildJpeg(segments));

function iim(...datasets: readonly (readonly [number, string])[]): Uint8Array {
  const value = concat(
    ...datasets.map(([dataset, text]) =>
      concat(Uint8Array.of(0x1c, 2, dataset), big16(utf8(text).length), utf8(text)),
    ),
  );
  const resource = concat(ascii("8BIM"), big16(0x0404), Uint8Array.of(0, 0), big32(value.length), value);
  return jpegSegment(0xed, concat(ascii("Photoshop 3.0\0"), resource));
}

describe("what is written about a picture", () => {
  test("in IPTC: title, headline, caption, and each keyword", async () => {
    const evidence = await jpeg(
      iim([5, "A castle"], [25, "castle"], [25, "dusk"], [105, "At dusk"], [120, "A castle at dusk."]),
    );
    expect(evidence).toMatchObject({
      title: "A castle",
      headline: "At dusk",
      description: "A castle at dusk.",
      keywords: ["castle", "dusk"],
      madeByAI: "no-evidence",
    });
  });

  test("in XMP, as elements and lists, under any prefix", async () => {
    const evidence = await jpeg(
      xmpSegment(
        xmpPacket(
          `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Headline="At dusk">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">A castle</rdf:li><rdf:li xml:lang="de">Eine Burg</rdf:li></rdf:Alt></dc:title>
            <dc:subject><rdf:Bag><rdf:li>castle</rdf:li><rdf:li>dusk</rdf:li></rdf:Bag></dc:subject>
          </rdf:Description>`,
        ),
      ),
    );
    expect(evidence).toMatchObject({ title: "A castle", headline: "At dusk", keywords: ["castle", "dusk"] });
    expect(evidence.words?.map(({ value }) => value)).toContain("Eine Burg");
    expect(evidence.words?.find(({ value }) => value === "Eine Burg")?.at).toContain("dc:title");
  });

  test("in Exif and in PNG texts", async () => {
    const exif = await jpeg(exifSegment(buildExif([[0x010e, 2, utf8("A castle at dusk\0")]])));
    expect(exif.description).toBe("A castle at dusk");
    const png = await read(buildPng([tEXt("Title", "A castle"), tEXt("Keywords", "castle; dusk")]));
    expect(png).toMatchObject({ title: "A castle", keywords: ["castle", "dusk"] });
  });

  test("all carriers are kept, also where they contradict each other", async () => {
    const evidence = await jpeg(
      iim([5, "A castle"]),
      exifSegment(buildExif([[0x010e, 2, utf8("a house\0")]])),
    );
    expect(evidence.words?.map(({ field, value }) => [field, value])).toEqual(
      expect.arrayContaining([
        ["title", "A castle"],
        ["description", "a house"],
      ]),
    );
  });

  test("what a generator wrote for programs is nobody's words", async () => {
    const json = await read(buildPng([tEXt("Description", '{"model":"disney_v2"}')]));
    expect(json.words).toBeUndefined();
    const graph = await read(buildPng([tEXt("Description", 'Workflow: {"1": {"inputs": {"text": "lg"}}}')]));
    expect(graph.words).toBeUndefined();
    const line = "a castle\nSteps: 20, Sampler: Euler, Model: disney_v2";
    expect((await read(buildPng([tEXt("Description", line)]))).words).toBeUndefined();
  });

  test("keywords without end are cut off, and that is told", async () => {
    const evidence = await read(buildPng([tEXt("Keywords", "a,".repeat(5_000))]));
    expect(evidence.words).toHaveLength(2_000);
    expect(evidence.problems.map(({ code }) => code)).toContain("limit-words");
  });
});
