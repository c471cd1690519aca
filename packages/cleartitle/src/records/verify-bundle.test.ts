import { beforeAll, describe, expect, test } from "vitest";

import { Cleartitle } from "../cleartitle.ts";
import { bundleOf, recordWith } from "../testing/bundle-of.ts";
import { citedTerms } from "./cited-terms.ts";
import { verifyProofBundle } from "./verify-bundle.ts";

describe("the terms beside a proof", () => {
  let corpus: Cleartitle["corpus"];
  beforeAll(async () => {
    const cleartitle = await Cleartitle.open();
    ({ corpus } = cleartitle);
    await cleartitle.close();
  });
  const equal = /terms beside the proof are those that this version of Cleartitle has/;

  async function proved(rules: unknown, terms: unknown): Promise<string> {
    const decision = recordWith("decision", { rules, corpus: { version: "1", digest: corpus.digest } });
    const { text } = await bundleOf(decision, { attachments: { terms } });
    const report = await verifyProofBundle(text, { corpus });
    if (!report.proved) throw new Error(report.message);
    return report.proves.join(" ");
  }

  test("are compared with the corpus that the record names, where it is this one", async () => {
    const rules = [
      Object.values(corpus.parties).flatMap(({ rules: all }) => all.map(({ id }) => id))[0] ?? "",
    ];
    const terms = citedTerms(corpus, rules, corpus.digest);
    expect(terms.rules).toHaveLength(1);
    expect(await proved(rules, terms)).toMatch(equal);
    const [rule] = terms.rules;
    expect(await proved(rules, { ...terms, rules: [{ ...rule, reading: "All is allowed." }] })).not.toMatch(
      equal,
    );
    expect(await proved(rules, { ...terms, rules: [{ ...rule, reading: "\ud800" }] })).not.toMatch(equal);
  });

  test.each([null, 5, "text", {}, [null], [5], [{}], [["a"]], ["__proto__"]])(
    "of a record that names the rules %j are not taken for them, and nothing is thrown",
    async (rules) => {
      expect(await proved(rules, { rules: [] })).not.toMatch(equal);
    },
  );
});
