import { join } from "node:path";

import type { Corpus } from "@cleartitle/corpus";
import { loadCorpus } from "@cleartitle/corpus/node";
import { expect, test } from "vitest";

import { compareCorpora } from "./compare-corpora.ts";

test("between two versions only the answers that flip are told, alike ones together", async () => {
  const corpus = await loadCorpus(join(import.meta.dirname, "../../../../corpus"));
  const apache = corpus.parties["apache-2.0"];
  if (apache === undefined) throw new Error("the corpus has apache-2.0");
  const rules = apache.rules.filter(({ effect }) => effect !== "permission");
  const without: Corpus = { ...corpus, parties: { ...corpus.parties, "apache-2.0": { ...apache, rules } } };
  const { flips, questions, readingsCorrected, termsChanged } = compareCorpora(corpus, without);
  expect(questions).toBeGreaterThan(3000);
  const own = flips.filter(({ party }) => party === "apache-2.0");
  expect(own.flatMap(({ uses }) => uses)).toContain("merchandise");
  expect(own.every(({ after }) => after.startsWith("unknown"))).toBe(true);
  // A model under the licence flips with it; a service with terms of its own does not.
  expect(flips.map(({ party }) => party)).toContain("flux-1-schnell");
  expect(flips.map(({ party }) => party)).not.toContain("midjourney");
  expect(readingsCorrected.every(({ what, party }) => what === "removed" && party === "apache-2.0")).toBe(
    true,
  );
  expect(termsChanged).toEqual([]);
  expect(compareCorpora(corpus, corpus)).toMatchObject({
    flips: [],
    termsChanged: [],
    readingsCorrected: [],
  });
});
