import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildSlice } from "../build-slice.ts";
import { compile } from "../compile.ts";
import { decide } from "../decide.ts";
import { explore, worldsOf } from "../explore.ts";
import { listOutcomes } from "../outcome.ts";
import { allGroups } from "../settle.ts";
import { makeVectors, type Vectors } from "../testing/conformance-vectors.ts";

const FILE = join(import.meta.dirname, "../../conformance/vectors.json");

/** `CLEARTITLE_UPDATE=1` writes the file anew. */
function readVectors(): Vectors {
  if (process.env["CLEARTITLE_UPDATE"] === "1" || !existsSync(FILE))
    writeFileSync(FILE, `${JSON.stringify(makeVectors())}\n`);
  return JSON.parse(readFileSync(FILE, "utf8")) as Vectors;
}

const { registry, vectors } = readVectors();

describe("conformance vectors", () => {
  test("the file is what the specification says", () => {
    expect(JSON.parse(JSON.stringify(makeVectors()))).toEqual({
      about: expect.any(String) as string,
      registry,
      vectors,
    });
  });

  test.each(vectors.map((vector) => [vector.id, vector] as const))(
    "%s",
    (_, { parties, chain, question, expect: expected }) => {
      const corpus = { version: "vectors", digest: "sha256:vectors", registry, parties, rules: {} };
      const slice = buildSlice(corpus, chain, question);
      expect(listOutcomes(explore(worldsOf(slice, "all"), allGroups(slice)).outcomes)).toEqual(
        expected.worlds,
      );
      for (const { verdict, layers } of [
        decide(corpus, chain, question),
        compile(corpus).decide(chain, question),
      ]) {
        expect({ verdict, layers }).toEqual({ verdict: expected.verdict, layers: expected.layers });
      }
    },
  );
});
