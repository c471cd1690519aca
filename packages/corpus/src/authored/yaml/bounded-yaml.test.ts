import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { beyondLimits, parseBoundedYaml, yamlLimits } from "./bounded-yaml.ts";
import { readYaml } from "./read-yaml.ts";

const many = (count: number, one: (at: number) => string, between = "\n"): string =>
  Array.from({ length: count }, (_, at) => one(at)).join(between);

/** Everything that could be made too large, as text; each is over a limit. */
const large: Readonly<Record<string, string>> = {
  "keys in a block": `holder:\n${many(26_000, (at) => `  k${at}: 0`)}`,
  "keys in a flow": `holder: {${many(26_000, (at) => `k${at}: 0`, ", ")}}`,
  "keys without values": many(26_000, (at) => `? k${at}`),
  items: `a:\n${many(26_000, () => "- x")}`,
  "items in a flow over lines": `a: [${many(26_000, String, ",\n  ")}]`,
  "items of nothing": `a: [${",".repeat(26_000)}]`,
  "lists in lists": "[".repeat(26_000),
  "maps in maps": "{".repeat(26_000),
  dashes: "- ".repeat(26_000),
  "blank lines": `a: 1\n${"\n".repeat(100_001)}`,
  comments: many(100_001, () => "# x"),
  characters: `a: ${"x".repeat(1_048_577)}`,
};

describe("YAML of a stranger", () => {
  test.each(Object.entries(large))("is refused before it is parsed: too many %s", (_, text) => {
    const problem = beyondLimits(text);
    expect(problem?.message).toMatch(
      /^The file has more than [\d,]+ (?:keys and items|lines|characters), and no more are read\./,
    );
    expect(parseBoundedYaml(text)).toEqual({ problems: [problem] });
    const read = readYaml({ path: "services/x.yaml", text });
    expect(read).toEqual({
      findings: [
        expect.objectContaining({ code: "yaml-syntax", file: "services/x.yaml", line: problem?.line }),
      ],
    });
  });

  test("says the line on which the limit was passed", () => {
    const limits = { ...yamlLimits, entries: 3 };
    expect(beyondLimits("a: 1\nb: 2\nc: 3\n\nd: 4\ne: 5", limits)).toMatchObject({ line: 5 });
    expect(beyondLimits("a: 1\nb: 2\nc: 3", limits)).toBeNull();
  });

  test("has aliases counted before one is followed", () => {
    for (const text of [
      `holder: &a {kind: individual}\n${many(101, (at) => `x${at}: {<<: *a}`)}`,
      `a: &a x\nb: [${many(101, () => "*a", ", ")}]`,
      `a: &a x\n${many(101, (at) => `*a : ${at}`)}`,
    ])
      expect(parseBoundedYaml(text)).toMatchObject({
        problems: expect.arrayContaining([
          expect.objectContaining({ message: expect.stringMatching(/more than 100 aliases/) }),
        ]),
      });
    expect(parseBoundedYaml(`a: &a x\nb: [${many(100, () => "*a", ", ")}]`)).toHaveProperty("document");
  });

  test("has names that stand twice found as the parser finds them", () => {
    const value = fc.constantFrom("a", "b", "'a'", "1", "1.0", "true", "null", '"1"', "~", "A");
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (keys) => {
        const text = keys.map((key) => `${key}: x`).join("\n");
        const twice = parseDocument(text).errors.some(({ code }) => code === "DUPLICATE_KEY");
        const found = parseBoundedYaml(text);
        expect({ text, found: "problems" in found }).toEqual({ text, found: twice });
      }),
    );
    expect(parseBoundedYaml("a:\n  b: 1\n  c: {d: 1, d: 2}\n")).toEqual({
      problems: [{ code: "DUPLICATE_KEY", message: "Map keys must be unique", line: 3 }],
    });
  });

  test("is never parsed in the way that compares every pair of keys", () => {
    for (const file of ["bounded-yaml.ts", "line-finder.ts"])
      for (const [call] of readFileSync(join(import.meta.dirname, file), "utf8").matchAll(
        /parseDocument\([^;]*;/g,
      ))
        expect(call).toContain("uniqueKeys: false");
  });

  test("of the corpus is far within the limits", () => {
    const quarter = { ...yamlLimits, entries: yamlLimits.entries / 4, characters: yamlLimits.characters / 4 };
    const text = readFileSync(
      join(import.meta.dirname, "../../../../../corpus/services/openai.yaml"),
      "utf8",
    );
    expect(beyondLimits(text, quarter)).toBeNull();
  });
});
