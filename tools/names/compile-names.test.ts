import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { compileNames, kindOfFile } from "./compile-names.ts";

const root = join(import.meta.dirname, "../..");
const files = Object.fromEntries(
  Object.keys(kindOfFile).map((file) => [file, readFileSync(join(root, "corpus/names", file), "utf8")]),
);
const compiled = compileNames(files);

describe("the names of the corpus", () => {
  test("the compiled form is up to date and small", () => {
    const committed = readFileSync(join(root, "packages/content/src/names.generated.ts"), "utf8");
    expect(committed === compiled, "stale: run node tools/compile-names.ts").toBe(true);
    expect(Buffer.byteLength(compiled)).toBeLessThan(400_000);
  });

  test("there are at least three thousand, of every kind", () => {
    const counts = Object.keys(files).map((file) => files[file]!.trimEnd().split("\n").length - 1);
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(3000);
    expect(Math.min(...counts)).toBeGreaterThan(50);
  });
});

describe("what the compiler refuses", () => {
  const head = "name\tborn\tdied\tuse\talso\n";
  test.each([
    ["Somebody\t1900\t1950\t1\n", "has 4 cells"],
    ["Somebody\t19th\t1950\t1\t\n", "born is no year: 19th"],
    ["Somebody\t1900\t1950\t9\t\n", "use is 1, 2 or 3"],
    ["~Somebody\t1900\t1950\t1\t\n", "is no name"],
    ["A\t\t\t1\t\nA\t\t\t1\t\n", "is there twice"],
    ["-Somebody\t\t\t1\t\n", "has no form"],
    ["Some|body\t\t\t1\t\n", "vertical bar"],
  ])("%j", (line, message) => {
    expect(() => compileNames({ ...files, "artists.tsv": head + line })).toThrow(message);
  });

  test("a missing table", () => {
    expect(() => compileNames({})).toThrow("corpus/names/artists.tsv is missing");
  });
});

test("of two writings that fold alike, the one that claims less stands", () => {
  const text = "name\tborn\tdied\tuse\talso\nTúrner\t1775\t1851\t3\t~Turner;J. Türner Painter\n";
  const made = compileNames({ ...files, "artists.tsv": text });
  const line = made.split("\n").find((one) => one.includes("Túrner"));
  expect(line?.trim()).toBe(
    '"Túrner|1775|1851||3|~Turner;J. Türner Painter;J. Tuerner Painter;jtürnerpainter",',
  );
});
