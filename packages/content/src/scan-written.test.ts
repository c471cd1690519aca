import { describe, expect, test } from "vitest";

import { scanWritten } from "./scan-written.ts";
import type { TextPlace } from "./written.ts";

type Text = readonly [where: TextPlace, text: string];

const found = (...texts: readonly Text[]): readonly string[] =>
  scanWritten(texts.map(([where, text]) => ({ where, text }))).map(
    ({ name, confidence, where, split }) => `${name}: ${split === true ? "split" : confidence} in ${where}`,
  );

describe("names in the texts of a file", () => {
  test.each<readonly [...texts: Text[], expected: string]>([
    [["title", "Castle, art by Greg Rutkowski"], "Greg Rutkowski: certain in title"],
    [["headline", "GREG RUTKOWSKI"], "Greg Rutkowski: certain in headline"],
    [["description", "a castle as Grég Rutkowskí would"], "Greg Rutkowski: certain in description"],
    [["keywords", "castle, Ｇｒｅｇ　Ｒｕｔｋｏｗｓｋｉ, dusk"], "Greg Rutkowski: certain in keywords"],
    [["keywords", "castle; greg-rutkowski; dusk"], "Greg Rutkowski: certain in keywords"],
    [["prompt", "Vincent van Gogh's sky"], "Vincent van Gogh: certain in prompt"],
    [["prompt", "небо, Ван Гог"], "Vincent van Gogh: certain in prompt"],
  ])("%j", (...given) => {
    expect(found(...(given.slice(0, -1) as Text[]))).toContain(given.at(-1));
  });

  test.each<readonly [text: string, expected: string]>([
    ["on stage #TaylorSwift", "Taylor Swift: certain in prompt"],
    ["ElonMusk on Mars", "Elon Musk: certain in prompt"],
    ["Greg Rutkowskis castle", "Greg Rutkowski: certain in prompt"],
    ["ELON MUSKS rocket", "Elon Musk: certain in prompt"],
    ["Mickey Mouses ears", "Mickey Mouse: certain in prompt"],
  ])("joined, or with a bare s: %s", (text, expected) => {
    expect(found(["prompt", text])).toContain(expected);
  });

  test.each<readonly [...texts: Text[], expected: string]>([
    [["keywords", "elon, musk, car"], "Elon Musk: split in keywords"],
    [["keywords", "Musk; Elon; car"], "Elon Musk: split in keywords"],
    [["title", "Elon at home"], ["keywords", "car, house, musk"], "Elon Musk: split in keywords"],
    [["title", "Mickey at home"], ["keywords", "car, mouse"], "Mickey Mouse: split in keywords"],
    [["keywords", "Gogh, Vincent van"], "Vincent van Gogh: split in keywords"],
  ])("whose words stand apart: %j", (...given) => {
    expect(found(...(given.slice(0, -1) as Text[]))).toContain(given.at(-1));
  });

  test("words that are no name by themselves are no part of a brand", () => {
    expect(found(["title", "Red car"], ["keywords", "field, bull"])).toEqual([]);
    expect(found(["keywords", "snow, winter, white"])).toEqual([]);
  });

  test("a name that is written out is not told again as one whose words stand apart", () => {
    expect(found(["title", "Elon Musk"], ["keywords", "elon, musk"])).toEqual([
      "Elon Musk: certain in title",
    ]);
  });

  test("what the picture must not show says so, wherever it stands", () => {
    expect(found(["negativePrompt", "by Greg Rutkowski"])).toEqual([
      "Greg Rutkowski: certain in negativePrompt",
    ]);
    expect(found(["prompt", "a castle --no TaylorSwift"])).toEqual([
      "Taylor Swift: certain in negativePrompt",
    ]);
  });

  test("a text that two carriers hold is read once", () => {
    const text = "a castle by Greg Rutkowski";
    expect(found(["prompt", text], ["description", `${text}\n`])).toHaveLength(1);
  });

  test("spans are those of the text that was given", () => {
    for (const text of ["see #TaylorSwift", "a car, Greg Rutkowskis castle", "by Greg Rutkowski"])
      for (const { span, matched } of scanWritten([{ where: "title", text }]))
        expect(text.slice(...span)).toBe(matched);
  });

  test("a list of keywords without end takes no more than its length", () => {
    const text = "mickey, mouse, ".repeat(100_000);
    const from = performance.now();
    scanWritten([
      { where: "title", text },
      { where: "keywords", text },
    ]);
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});
