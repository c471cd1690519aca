import { loadCorpus } from "@cleartitle/corpus/node";
import type { Corpus } from "@cleartitle/corpus";
import type { DutyOwed } from "@cleartitle/rights";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";

import type { Judgement } from "../answer.ts";
import { corpusFolder } from "../corpus-folder.ts";
import { answer, judgement } from "../testing/decisions.ts";
import { checklist, decidedOnly } from "./checklist.ts";
import { reviewOf, type ReviewedCase, type Vouching } from "./review-of.ts";
import type { ReviewPoint } from "./review.ts";

let corpus: Corpus;
beforeAll(async () => {
  corpus = await loadCorpus(corpusFolder(), { today: "2026-11-22" });
});

const { evidence: inspection } = answer(null);
const duty = (code: string, rest: Partial<DutyOwed> = {}): DutyOwed => ({
  code,
  phase: "with",
  text: `Do ${code}.`,
  rule: null,
  party: null,
  met: false,
  owed: "yes",
  ...rest,
});
const one = (decision: Partial<Judgement>, rest: Partial<ReviewedCase> = {}): ReviewedCase => ({
  inspection,
  decision: judgement({ use: "client-work", market: null, ...decision }),
  stated: {},
  ...rest,
});
const ada = (...points: readonly string[]): Vouching => ({
  by: "Ada Lovelace",
  on: "2026-11-22",
  points: new Set(points),
});
const everything = (): Vouching =>
  ada(
    ...checklist.map(({ code }) => code),
    ...Object.keys(corpus.registry.duties),
    ...Object.keys(corpus.registry.facts).map((fact) => `confirm.${fact}`),
    "confirm.identity",
  );
const pointOf = (points: readonly ReviewPoint[], code: string): ReviewPoint | undefined =>
  points.find((point) => point.code === code);

describe("what a review promises", () => {
  test("nothing is cleared while the answer is no or open, whoever vouches for whatever", () => {
    for (const verdict of ["forbidden", "unknown"] as const)
      for (const layer of ["source", "inputs", "people-and-marks", "destination", "disclosure"] as const) {
        const layers = { ...judgement({}).layers, [layer]: verdict };
        const made = reviewOf(corpus, one({ verdict, layers }), everything());
        expect(made.outcome).toBe("not-cleared");
        expect(
          made.points.some(
            ({ mandatory, state, confirmable }) => mandatory && state === "open" && !confirmable,
          ),
        ).toBe(true);
      }
  });

  test("the verdict has the last word, whatever the layers say", () => {
    for (const verdict of ["forbidden", "unknown"] as const)
      expect(reviewOf(corpus, one({ verdict }), everything()).outcome).toBe("not-cleared");
    expect(reviewOf(corpus, one({}), everything()).outcome).toBe("cleared");
  });

  test("every duty that is open is in exactly one point, and that point is mandatory", () => {
    const codes = [
      ...Object.keys(corpus.registry.duties),
      ...Object.keys(corpus.registry.facts).map((fact) => `confirm.${fact}`),
      "confirm.identity",
    ];
    const uses = Object.keys(corpus.registry.uses);
    fc.assert(
      fc.property(fc.subarray(codes), fc.constantFrom(...uses), (open, use) => {
        const { points } = reviewOf(
          corpus,
          one({ use, verdict: "conditional", duties: open.map((code) => duty(code)) }),
          null,
        );
        for (const code of open) {
          const holding = points.filter(({ duties }) => duties.includes(code));
          expect(holding.map(({ mandatory, state }) => [mandatory, state])).toEqual([[true, "open"]]);
        }
      }),
      { seed: 2 },
    );
  });

  test("one open mandatory point keeps it from being cleared, and the last confirmation clears it", () => {
    const asked = one({
      verdict: "conditional",
      duties: [duty("law.disclose-ai"), duty("stability.register")],
    });
    const open = reviewOf(corpus, asked, null)
      .points.filter(({ mandatory, state }) => mandatory && state === "open")
      .map(({ code }) => code);
    expect(open).toContain("disclosure");
    expect(open).toContain("stability.register");
    expect(reviewOf(corpus, asked, ada(...open)).outcome).toBe("cleared");
    for (const left of open)
      expect(reviewOf(corpus, asked, ada(...open.filter((code) => code !== left))).outcome).toBe(
        "not-cleared",
      );
  });

  test("a confirmation has name and day, and evidence says what it is", () => {
    const { points } = reviewOf(corpus, one({}), ada("client-consent"));
    expect(pointOf(points, "client-consent")).toMatchObject({
      state: "confirmed",
      by: "Ada Lovelace",
      on: "2026-11-22",
    });
    expect(pointOf(points, "licence")).toMatchObject({
      state: "evidence",
      by: null,
      evidence: "the decision for 2026-11-22 with the terms 1.0.0 (sha256:0123456789ab): acme-1",
    });
  });
});

describe("the points", () => {
  test("differ by use", () => {
    const chain = [{ ...judgement({}).chain[0]!, kind: "model", party: "sdxl-1.0" }];
    const codes = (use: string): readonly string[] =>
      reviewOf(corpus, one({ use, chain }), null)
        .points.filter(({ mandatory }) => mandatory)
        .map(({ code }) => code);
    expect(codes("client-work")).toContain("client-consent");
    expect(codes("merchandise")).not.toContain("client-consent");
    expect(codes("stock-licensing")).toContain("destination");
    expect(codes("personal-save")).toEqual(["licence"]);
  });

  test("the plan is to be proved where a service with plans is in the chain", () => {
    const [service] = judgement({}).chain;
    const chain = [{ ...service!, party: "midjourney", name: "Midjourney" }];
    expect(pointOf(reviewOf(corpus, one({ chain }), null).points, "plan-proof")).toMatchObject({
      mandatory: true,
      state: "open",
    });
    expect(pointOf(reviewOf(corpus, one({}), null).points, "plan-proof")).toBeUndefined();
  });

  test("what the words say against a point nobody closes by a tick, but overruled it can be, in sight of all", () => {
    const content = [
      {
        fact: "content.artist-name",
        kind: "artist",
        name: "Greg Rutkowski",
        matched: "greg rutkowski",
        span: [0, 14],
        where: "title",
        confidence: "certain",
        why: "",
      },
    ] as unknown as ReviewedCase["inspection"]["content"];
    const asked = one(
      { inferred: { "content.artist-name": true } },
      { inspection: { ...inspection, content } },
    );
    const point = pointOf(reviewOf(corpus, asked, ada("prompt-clean")).points, "prompt-clean");
    expect(point).toMatchObject({ state: "open", confirmable: false });
    expect(point?.remarks.join(" ")).toMatch(
      /^The title says "greg rutkowski"\. .* attest content\.artist-name=false FILE --by NAME --because TEXT$/,
    );
    const overruled = {
      fact: "content.artist-name",
      by: "Bob",
      because: "A village.",
      record: 7,
      on: "2026-11-20",
      words: ["greg rutkowski"],
    };
    const otherwise = {
      ...asked,
      decision: { ...asked.decision, inferred: {}, overruled: [overruled] },
      stated: { "content.artist-name": false },
    };
    const said = pointOf(reviewOf(corpus, otherwise, ada("prompt-clean")).points, "prompt-clean");
    expect(said).toMatchObject({ state: "confirmed" });
    expect(said?.remarks).toContain(
      'Note that the title says "greg rutkowski"; Bob overrules it (record 7): A village.',
    );
  });

  test("a fact that was merely stated still needs somebody who stands for it", () => {
    const stated = { "content.prohibited-by-licence": false };
    const { points } = reviewOf(corpus, one({}, { stated }), null);
    expect(pointOf(points, "confirm.content.prohibited-by-licence")).toMatchObject({
      mandatory: true,
      state: "open",
    });
  });

  test("attribution is closed where no term asks, mandatory where one does or may", () => {
    const [plain] = judgement({}).reasons;
    const asking = { ...plain!, rule: "xai-grok-attribution", party: "xai-grok", effect: "duty" as const };
    const chain = [{ ...judgement({}).chain[0]!, party: "xai-grok" }];
    const state = (rest: Partial<Judgement>): unknown =>
      pointOf(reviewOf(corpus, one({ chain, ...rest }), null).points, "attribution");
    expect(state({})).toMatchObject({ mandatory: false, state: "evidence" });
    expect(state({ reasons: [{ ...asking, fires: "maybe" }] })).toMatchObject({
      mandatory: true,
      state: "open",
    });
    expect(state({ reasons: [asking], duties: [duty("service.attribution")] })).toMatchObject({
      mandatory: true,
      state: "open",
    });
  });

  test("those that only a decision closes are never confirmable", () => {
    const { points } = reviewOf(corpus, one({ use: "stock-licensing" }), everything());
    for (const code of decidedOnly)
      expect(pointOf(points, code)).toMatchObject({ confirmable: false, by: null });
  });

  test("provenance is shown by valid Content Credentials, unless a rule asks somebody to look", () => {
    const contentCredentials = { ...inspection.contentCredentials, state: "valid" as const };
    const signed = { inspection: { ...inspection, contentCredentials } };
    expect(pointOf(reviewOf(corpus, one({}, signed), null).points, "provenance")?.state).toBe("evidence");
    const owed = one({ duties: [duty("provenance.keep")] }, signed);
    expect(pointOf(reviewOf(corpus, owed, null).points, "provenance")?.state).toBe("open");
  });
});
