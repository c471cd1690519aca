import { describe, expect, test } from "vitest";

import { displayWidth } from "../terminal/display-width.ts";
import type { Paper } from "../terminal/paper.ts";
import { answer, conditional, forbidden, judgement, names, unknown } from "../testing/decisions.ts";
import { Overview } from "../overview/overview.ts";
import { ageText, sinceText } from "./date-text.ts";
import { fullAnswer } from "./full-answer.ts";
import { explanationText } from "./explain/explanation-text.ts";
import { inspectionText } from "./inspection-text.ts";
import { overviewText } from "./overview-text.ts";
import { shortAnswer } from "./short-answer.ts";

const paper: Paper = { width: 80, colour: false, unicode: true };
const typed = { name: "./cleartitle", options: ["--for merchandise", "--market shop"] };
const full = (decision: Parameters<typeof answer>[0], on: Paper = paper): string =>
  fullAnswer(on, names, answer(decision), typed);

describe("one file in full", () => {
  test("a yes", () => {
    expect(full(judgement({}))).toMatchInlineSnapshot(`
      "✓ Yes, you may use it.
        a b.png for: Merchandise, The Shop, on 2026-11-22
        ✓ source · ✓ inputs · ✓ people and marks · ✓ destination · ✓ disclosure

      What it is
        Made by AI.
        · service: Acme Images (the file says so); on the plan pro

      Why
        ✓ Acme Images: Everyone on a paid plan may use the images commercially.
            Terms, §4; in force by 2024-03-01, maybe earlier; last read 2026-11-02 (20
            days earlier)
            https://acme.example/terms#:~:text=a,b

      Also on record
        · Ownership: assigned (as between parties)

      Information, not legal advice. Terms on record: 1.0.0, sha256:0123456789ab.
      Oldest source read 2026-11-02 (20 days earlier).
      "
    `);
  });
  test("a no says what forbids it and what would change it, not what else is granted", () => {
    expect(full(forbidden)).toMatchInlineSnapshot(`
      "✗ No, you may not use it.
        a b.png for: Merchandise, The Shop, on 2026-11-22
        ✗ source · ✓ inputs · ✓ people and marks · ✓ destination · ✓ disclosure

      What it is
        Made by AI.
        · service: Acme Images (the file says so); on the plan pro

      Why
        ✗ Acme Images: A company above a million a year needs the plan Pro
            Terms; in force since 2023-12-20; text not read by us: read it again

      What would change the answer
        → Make it on the plan Mega of Acme Images. Then: yes, if the duties are done.

      Also on record
        · Ownership: assigned (as between parties)

      Information, not legal advice. Terms on record: 1.0.0, sha256:0123456789ab.
      Oldest source read 2026-11-02 (20 days earlier).
      "
    `);
  });
  test("an answer for many places says how many, and beside a yes what it takes as meant", () => {
    const yes = full(judgement({ places: { asked: 45, differ: [] }, assumed: { "use.exclusive": false } }));
    expect(yes.replaceAll(/\s+/g, " ")).toContain("Decided for 45 places.");
    expect(yes).toContain("Assumed, because you did not say\n  · use.exclusive: no\n");
    expect(full(judgement({}))).not.toContain("Decided for");
    expect(full(judgement({ verdict: "unknown", assumed: { "use.exclusive": false } }))).not.toContain(
      "Taken as",
    );
  });

  test("an open answer asks, and the next command has the options to fill in", () => {
    expect(full(unknown)).toMatchInlineSnapshot(`
      "? Not settled: what is known is not enough for a yes.
        a b.png for: Merchandise, The Shop, on 2026-11-22
        ? source · ✓ inputs · ✓ people and marks · ✓ destination · ✓ disclosure

      What it is
        Made by AI.
        · service: Acme Images (the file says so); on the plan pro

      Why
        ? Nobody has read the terms of "x".
        ✓ Acme Images: Everyone on a paid plan may use the images commercially.
            Terms, §4; in force by 2024-03-01, maybe earlier; last read 2026-11-02 (20
            days earlier)
            https://acme.example/terms#:~:text=a,b

      To settle it, say
        ? What was the revenue (USD)?
            --fact holder.revenue-usd=NUMBER
        ? Who holds the account?
            --fact holder.kind=individual|company
        ? When was the image made?
            --made YEAR-MONTH-DAY

      Also on record
        · Ownership: assigned (as between parties)

      Next
        ./cleartitle check 'a b.png' --for merchandise --market shop --fact holder.revenue-usd=NUMBER --fact holder.kind=individual|company --made YEAR-MONTH-DAY

      Information, not legal advice. Terms on record: 1.0.0, sha256:0123456789ab.
      Oldest source read 2026-11-02 (20 days earlier).
      "
    `);
  });
  test("a yes with duties lists what is not done yet, and the next command confirms", () => {
    expect(full(conditional)).toMatchInlineSnapshot(`
      "◐ Yes, you may use it, if you do what is listed below.
        a b.png for: Merchandise, The Shop, on 2026-11-22
        ✓ source · ✓ inputs · ✓ people and marks · ✓ destination · ✓ disclosure

      What it is
        Made by AI.
        · service: Acme Images (the file says so); on the plan pro

      Why
        ✓ Acme Images: Everyone on a paid plan may use the images commercially.
            Terms, §4; in force by 2024-03-01, maybe earlier; last read 2026-11-02 (20
            days earlier)
            https://acme.example/terms#:~:text=a,b

      To do
        □ with the use: Tick the box. In the form.
        □ before: Get consent. (may apply)

      To confirm, by looking
        □ Does it show a trade mark? (no)
        □ Were inputs used? (none)

      Also on record
        · Ownership: assigned (as between parties)

      Next, if all of that is as it should be
        ./cleartitle check 'a b.png' --for merchandise --market shop --fact content.trademark=false --fact inputs.kind=none

      Information, not legal advice. Terms on record: 1.0.0, sha256:0123456789ab.
      Oldest source read 2026-11-02 (20 days earlier).
      "
    `);
  });
  test("a file that is no image says what is wrong", () => {
    const { evidence } = answer(null);
    const broken = {
      ...answer(null),
      evidence: { ...evidence, problems: [{ code: "x", message: "It is \u001b[31mred." }] },
    };
    expect(fullAnswer(paper, names, broken, typed)).toBe(
      "a b.png: no answer.\n\nWhat is wrong\n  It is \\u{1b}[31mred.\n",
    );
  });
});

test("paper without Unicode gets ASCII marks, and paper without colour no escapes", () => {
  for (const decision of [judgement({}), forbidden, unknown, conditional]) {
    const text = full(decision, { ...paper, unicode: false });
    expect(text.replaceAll(/[§…]/g, "")).toMatch(/^[\n\x20-\x7e]*$/);
  }
  expect(full(forbidden, { ...paper, colour: true })).toContain("\u001b[");
});

test("every line but addresses and commands keeps within the width", () => {
  for (const decision of [judgement({}), forbidden, unknown, conditional]) {
    for (const width of [40, 60, 100]) {
      for (const line of full(decision, { ...paper, width }).split("\n")) {
        if (!/https:|cleartitle check|^ {6}--/.test(line))
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }
    }
  }
});

describe("a file among many", () => {
  test("each gets the verdict, the reason that weighs most, and the next step", () => {
    const text = [judgement({}), forbidden, unknown, conditional, null]
      .map((decision) => shortAnswer(paper, names, answer(decision)))
      .join("");
    expect(text).toMatchInlineSnapshot(`
      "✓ yes          a b.png
                     Acme Images: Everyone on a paid plan may use the images
                     commercially.
      ✗ no           a b.png
                     Acme Images: A company above a million a year needs the plan
                     Pro.
                     Instead: Make it on the plan Mega of Acme Images.
      ? not settled  a b.png
                     Nobody has read the terms of "x".
                     Say: --fact holder.revenue-usd=NUMBER --fact
                     holder.kind=individual|company --made YEAR-MONTH-DAY
      ◐ yes, if      a b.png
                     Acme Images: Everyone on a paid plan may use the images
                     commercially.
                     To do: Tick the box. Then 1 more to do, 2 things to confirm by
                     looking.
      ! no answer    a b.png
                     It is not an image that can be read.
      "
    `);
  });
});

test("what a hostile file says cannot steer the terminal", () => {
  const evil = "\u001b]0;owned\u0007\u202e";
  const { evidence } = answer(null, {
    prompt: evil,
    tool: { id: evil, version: evil, at: evil, strength: "structured" },
    models: [
      {
        at: "x",
        strength: "structured",
        role: "checkpoint",
        name: evil,
        hash: evil,
        hashKind: "unknown",
        party: null,
      },
    ],
    parameters: { seed: evil },
    content: [
      {
        where: "prompt",
        fact: "content.artist-name",
        kind: "artist",
        name: evil,
        matched: evil,
        span: [0, 1],
        confidence: "certain",
        why: `Names ${evil}.`,
      },
    ],
  });
  const named = judgement({
    chain: [
      {
        kind: "model",
        party: null,
        name: evil,
        identity: "unknown",
        because: evil,
        plan: evil,
        verdict: "unknown",
      },
    ],
    verdict: "unknown",
    unknown: [{ kind: "no-term", layer: "source", party: null, text: evil, hint: evil }],
    fixes: [{ change: { adapter: "none" }, then: "allowed", text: evil, adds: [] }],
    duties: [
      {
        code: "confirm.identity",
        phase: "before",
        text: evil,
        rule: null,
        party: null,
        met: false,
        owed: "yes",
      },
    ],
    findings: [{ code: "unknown-fact", message: evil, rules: [] }],
    problems: [{ code: "unknown-plan", message: evil }],
  });
  const overview = new Overview();
  for (let count = 0; count < 2; count += 1) overview.add({ file: evil, evidence, decision: named });
  const story = { decision: named, links: [], why: null, open: [], copyright: [], sources: [] };
  for (const text of [
    shortAnswer(paper, names, { file: evil, evidence, decision: named }),
    overviewText(paper, names, overview),
    explanationText(paper, names, evil, evidence, story),
    inspectionText(paper, names, { ...evidence, file: evil }),
    fullAnswer(paper, names, { file: evil, evidence, decision: named }, typed),
  ]) {
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  }
});

test("dates say how sure they are and how long ago something was read", () => {
  expect(sinceText("≤2024-03-01")).toBe("in force by 2024-03-01, maybe earlier");
  expect(
    ["2026-11-22", "2026-11-21", "2026-10-01", "2026-02-01", "2023-01-01", "2027-01-01"].map((seen) =>
      ageText(seen, "2026-11-22"),
    ),
  ).toEqual([
    "the same day",
    "a day earlier",
    "52 days earlier",
    "10 months earlier",
    "4 years earlier",
    "after that day",
  ]);
});
