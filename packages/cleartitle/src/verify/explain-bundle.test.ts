import { describe, expect, test } from "vitest";

import { bundleOf, recordWith } from "../testing/bundle-of.ts";
import { explainBundle } from "./explain-bundle.ts";

const sha256 = "ab".repeat(32);
const decision = recordWith("decision", { verdict: "conditional", use: "merchandise", subject: { sha256 } });

describe("a bundle, where nothing but the bundle is at hand,", () => {
  test("is explained: what is proved, and what is not", async () => {
    const { text, keys } = await bundleOf(decision, { shown: { by: "Ada" }, closed: { revenue: 5 } });
    const report = await explainBundle(text, { keys, file: sha256 });
    if (!report.proved) throw new Error(report.message);
    expect(report).toMatchObject({ index: 1, size: 3, keys: "trusted", timeStamp: null });
    expect(report.proves).toEqual([
      `Entry 1 of the log "example.com/log" is a decision (the answer is "conditional", for the use "merchandise", about the file abababababab…), exactly as it stands in the bundle. It was in the log when its head over 3 entries was signed with a key that you gave, "example.com/log" (id ${keys[0]!.split("+")[1]}); since then nobody without that key can have changed it.`,
      "The file given is the one that the record is about, byte for byte.",
      'The private field "by" was recorded as "Ada".',
    ]);
    expect(report.doesNotProve).toContain('What these private fields say, which are not shown: "revenue".');
    expect(report.doesNotProve.join(" ")).toContain("No outside clock vouches for it.");
  });

  test("does not say whose log it is without a key, and says how to give one", async () => {
    const report = await explainBundle((await bundleOf(decision)).text);
    expect(report.proved && report.doesNotProve.join(" ")).toMatch(/another way, and verify again with it\./);
  });

  test("about another file is refused", async () => {
    const corpus = { version: "1", digest: `sha256:${"cd".repeat(32)}` };
    const input = recordWith("generation", {
      output: { sha256 },
      inputs: [{ sha256: "cd".repeat(32) }],
      corpus,
    });
    for (const record of [decision, input])
      expect(await explainBundle((await bundleOf(record)).text, { file: "cd".repeat(32) })).toMatchObject({
        code: "other-file",
      });
    expect(await explainBundle((await bundleOf(input)).text, { file: sha256 })).toMatchObject({
      proved: true,
    });
  });

  test.each([decision, { some: "entry" }])("says that a time stamp was not checked", async (entry) => {
    const { text } = await bundleOf(entry, { attachments: { timeStamp: { proof: "x", token: "y" } } });
    const report = await explainBundle(text);
    if (!report.proved) throw new Error(report.message);
    expect(report.timeStamp).toEqual({ holds: "unchecked" });
    expect(report.doesNotProve.join(" ")).toMatch(/When it was written.*is not checked here/);
    expect(report.doesNotProve.join(" ")).not.toMatch(/No outside clock/);
    expect(report.proves.join(" ")).not.toMatch(/existed by/);
  });
});

describe("a record of a stranger, who may log anything,", () => {
  const odd: readonly unknown[] = [null, 5, "text", [], {}, { sha256: [sha256] }, [null]];
  const kinds = ["decision", "generation", "corpus", "attestation", "review", "note", "erasure", "edit"];

  test.each(kinds)("of the kind %s is explained whatever its fields hold", async (kind) => {
    for (const value of odd) {
      const fields = [
        "verdict",
        "parties",
        "subject",
        "output",
        "digest",
        "fields",
        "about",
        "after",
        "rules",
      ];
      const body = Object.fromEntries(fields.map((field) => [field, value]));
      const { text } = await bundleOf(recordWith(kind, body, { private: value }));
      expect({ value, ...(await explainBundle(text)) }).toMatchObject({ value, proved: true });
    }
  });

  test("with strange attachments is explained", async () => {
    for (const attachments of [null, 5, "text", [], { terms: null }, { terms: { rules: [null] } }]) {
      const { text } = await bundleOf(decision, { attachments: attachments as never });
      expect({ attachments, ...(await explainBundle(text)) }).toMatchObject({ attachments, proved: true });
    }
  });

  test("that is nested too deeply to be written again is refused, and nothing is thrown", async () => {
    const json = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    const { text } = await bundleOf(recordWith("note", { about: "deep" }));
    const deep = text.replace('"attachments": {}', `"attachments": { "deep": ${json} }`);
    expect(deep).not.toBe(text);
    expect(await explainBundle(deep)).toMatchObject({ proved: false, code: "malformed" });
  });
});
