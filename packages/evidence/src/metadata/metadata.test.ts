import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inflate } from "../bytes/inflate.ts";
import { decodeUserComment, mendSwapped } from "../bytes/text.ts";
import { Carriers } from "../carriers.ts";
import {
  ascii,
  big16,
  buildExif,
  concat,
  type TiffValue,
  unicodeComment,
  utf8,
  xmpPacket,
} from "../testing/build-images.ts";
import { readExif } from "./exif.ts";
import { readIim } from "./iim.ts";
import { readXmp } from "./xmp.ts";

const carriers = (): Carriers => new Carriers("jpeg", { inflate });
const properties = (packet: string): [string, string][] => {
  const found = carriers();
  readXmp(packet, "xmp", 0, packet.length, found);
  return found.texts.map((text) => [text.key, text.text]);
};

describe("XMP", () => {
  test("attributes, elements, lists, structures, resources and foreign prefixes", () => {
    const packet = xmpPacket(
      `<rdf:Description xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:M="http://ns.adobe.com/xap/1.0/mm/" xmlns:E="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmlns:I="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" d:format="image/png">
         <d:title><rdf:Alt><rdf:li xml:lang="x-default">One &amp; two &#x2605; &unknown; <![CDATA[<b>]]></rdf:li></rdf:Alt></d:title>
         <d:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></d:creator>
         <M:History><rdf:Seq><rdf:li E:softwareAgent="Adobe Firefly"/><rdf:li rdf:parseType="Resource"><E:action>saved</E:action></rdf:li></rdf:Seq></M:History>
         <I:DigitalSourceType rdf:resource="http://x/y"/><!-- <d:rights>no</d:rights> -->
       </rdf:Description>`,
    );
    expect(properties(packet)).toEqual([
      ["dc:format", "image/png"],
      ["dc:title", "One & two ★ &unknown; <b>"],
      ["dc:creator", "A"],
      ["dc:creator", "B"],
      ["stEvt:softwareAgent", "Adobe Firefly"],
      ["stEvt:action", "saved"],
      ["Iptc4xmpExt:DigitalSourceType", "http://x/y"],
    ]);
  });

  test("a declared document type is passed over: there are no entities to expand", () => {
    const found = carriers();
    const packet = `<!DOCTYPE x [<!ENTITY a "aaaa">]><x:xmpmeta xmlns:x="adobe:ns:meta/"><y xmlns:dc="http://purl.org/dc/elements/1.1/" dc:title="&a;"/></x:xmpmeta>`;
    readXmp(packet, "xmp", 0, 1, found);
    expect(found.texts.map((text) => text.text)).toEqual(["&a;"]);
    expect(found.problems.map((problem) => problem.code)).toEqual(["damaged-xmp"]);
  });

  test("any text comes back through escaping", () => {
    const escape = (text: string): string => text.replace(/[&<>"']/g, (unit) => `&#${unit.charCodeAt(0)};`);
    fc.assert(
      fc.property(
        fc
          .string({ unit: "grapheme", maxLength: 50 })
          .filter((text) => text.trim() !== "" && !/[\0\r\n\t]/.test(text)),
        (text) => {
          const packet = xmpPacket(
            `<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:rights="${escape(text)}"><dc:title>${escape(text)}</dc:title></rdf:Description>`,
          );
          expect(properties(packet)).toEqual([
            ["dc:rights", text],
            ["dc:title", text],
          ]);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  test.each([
    ["references without an end", "&".repeat(4_000_000)],
    ["tags without an end", "<a ".repeat(1_000_000)],
    ["quotes without an end", `<a b="`.repeat(500_000)],
    ["deep elements", "<a:b>".repeat(500_000)],
    [
      "many namespaces",
      `<a ${Array.from({ length: 50_000 }, (_, i) => `xmlns:n${i}="u${i}" n${i}:x="1"`).join(" ")}>`,
    ],
    ["comments", "<!-->".repeat(800_000)],
  ])("a hostile packet is done with in no time: %s", (_, packet) => {
    const start = performance.now();
    properties(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title>${packet}`);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

describe("Exif", () => {
  test("texts of both directories come back in either byte order, with their place in the file", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme-ascii", minLength: 5, maxLength: 60 }),
        fc.constantFrom("MM" as const, "II" as const),
        async (text, order) => {
          const value = text.replaceAll("\0", "x").trim().padEnd(5, "y");
          const block = buildExif([[0x010e, 2, utf8(value)]], [[0x9286, 7, unicodeComment(value)]], order);
          const found = carriers();
          await readExif(block, 100, "jpeg", found);
          expect(found.texts.map((carrier) => [carrier.at, carrier.text])).toEqual([
            ["jpeg:IFD0/ImageDescription", value],
            ["jpeg:Exif/UserComment", value],
          ]);
          const { start, end } = found.texts[0]!;
          expect(new TextDecoder().decode(block.subarray(start - 100, end - 100))).toBe(value);
        },
      ),
      { seed: 4, numRuns: 100 },
    );
  });

  test("directories that point to themselves end, and a camera's binary note is nobody's text", async () => {
    const loop = buildExif([[0x927c, 7, Uint8Array.of(0, 1, 2, 3, 255, 4)]]);
    loop.set(Uint8Array.of(0, 0, 0, 8), loop.length - 10);
    const found = carriers();
    await readExif(loop, 0, "jpeg", found);
    expect(found.texts).toEqual([]);
  });

  test("a thousand entries that share one huge value are paid for together", async () => {
    const value = new Uint8Array(7_000_000).fill(65);
    const entries: TiffValue[] = Array.from({ length: 1000 }, () => [0x010e, 2, new Uint8Array(5)]);
    const block = concat(buildExif(entries), value);
    for (let i = 0; i < 1000; i++) {
      block.set(Uint8Array.of(0, 0x6a, 0xcf, 0xc0), 10 + i * 12 + 4);
      block.set(Uint8Array.of(0, 0, 0x40, 0), 10 + i * 12 + 8);
    }
    const found = carriers();
    const start = performance.now();
    await readExif(block, 0, "jpeg", found);
    expect(performance.now() - start).toBeLessThan(1500);
    expect(found.problems.map((problem) => problem.code)).toContain("limit-metadata");
  });
});

test("IIM: short and long datasets, and one that reaches behind its block", () => {
  const text = "x".repeat(40_000);
  const found = carriers();
  readIim(
    concat(
      Uint8Array.of(0x1c, 2, 110),
      big16(3),
      ascii("abc"),
      Uint8Array.of(0x1c, 2, 120, 0x80, 4, 0, 0, 0x9c, 0x40),
      ascii(text),
      Uint8Array.of(0x1c, 2, 116, 0x7f, 0xff),
    ),
    0,
    "jpeg",
    found,
  );
  expect(found.texts.map((carrier) => [carrier.key, carrier.text.length])).toEqual([
    ["2:110", 3],
    ["2:120", 40_000],
  ]);
  expect(found.problems.map((problem) => problem.code)).toEqual(["damaged-iim"]);
});

describe("encodings of a user comment", () => {
  const text = "a duck, #テスト";
  test.each<[string, Uint8Array, "big" | "little"]>([
    ["UTF-16 BE in a little-endian block", unicodeComment(text, "big"), "little"],
    ["UTF-16 LE in a big-endian block", unicodeComment(text, "little"), "big"],
    ["UTF-8 behind ASCII", concat(ascii("ASCII\0\0\0"), utf8(text)), "big"],
    ["UTF-8 behind UNICODE", concat(ascii("UNICODE\0"), utf8(`${text} and enough words to tell`)), "big"],
    [
      "UTF-8 of mostly other letters behind UNICODE",
      concat(ascii("UNICODE\0"), utf8(`${text}ダックの庭`)),
      "big",
    ],
    ["a mark in small letters", concat(ascii("Unicode\0"), unicodeComment(text).subarray(8)), "big"],
    ["UTF-16 behind ASCII", concat(ascii("ASCII\0\0\0"), unicodeComment(text, "little").subarray(8)), "big"],
    ["UTF-8 behind JIS", concat(ascii("JIS\0\0\0\0\0"), utf8(text)), "big"],
    ["JIS", concat(ascii("JIS\0\0\0\0\0a duck, #"), ascii("\x1b$B%F%9%H\x1b(B")), "big"],
    [
      "Shift JIS behind JIS",
      concat(ascii("JIS\0\0\0\0\0a duck, #"), Uint8Array.of(0x83, 0x65, 0x83, 0x58, 0x83, 0x67)),
      "big",
    ],
    ["no character set at all", utf8(text), "big"],
    ["undefined character set", concat(new Uint8Array(8), utf8(text)), "big"],
  ])("%s", (_, bytes, order) => {
    expect(decodeUserComment(bytes, order).startsWith(text)).toBe(true);
  });

  test("swapped code units stored as UTF-8 are turned back", () => {
    const swapped = Array.from("Steps: 20, Sampler: Euler")
      .map((unit) => String.fromCharCode(unit.charCodeAt(0) << 8))
      .join("");
    expect(mendSwapped(swapped)).toBe("Steps: 20, Sampler: Euler");
    expect(decodeUserComment(concat(new Uint8Array(8), utf8(swapped)), "little")).toBe(
      "Steps: 20, Sampler: Euler",
    );
    expect(mendSwapped("日本語のプロンプト")).toBe("日本語のプロンプト");
  });
});
