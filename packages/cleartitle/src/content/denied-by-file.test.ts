import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Judgement } from "../answer.ts";
import type { Question } from "../ask/question.ts";
import { Cleartitle } from "../cleartitle.ts";

const cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T00:00:00Z") });

type Made = NonNullable<Question["made"]>;

const question = (made: Made, facts: Question["facts"] = {}, rest: Partial<Question> = {}): Question => ({
  made: { chain: [{ model: "stable-diffusion-1.5" }], on: "2026-07-01", ...made },
  use: "stock-licensing",
  market: "adobe-stock",
  on: "2026-11-22",
  facts: { "inputs.kind": "none", ...facts },
  ...rest,
});

/** Everything that the names of these tests could be denied with. */
const denials = {
  "content.artist-name": false,
  "content.real-person": false,
  "content.third-party-character": false,
  "content.trademark": false,
  "content.government-agency": false,
  "content.newsworthy-event": false,
} as const;

/** An answer without what is said about denials: the same as if nobody had denied anything. */
function withoutDenials({ problems, ...rest }: Judgement): unknown {
  return { ...rest, problems: problems.filter(({ code }) => code !== "denied-by-file") };
}

const denied = ({ problems }: Judgement): readonly string[] =>
  problems.flatMap((problem) => (problem.code === "denied-by-file" ? [problem.fact] : []));

describe("a name in the words is a fact that nobody denies by saying otherwise", () => {
  test.each<readonly [kind: string, fact: keyof typeof denials, made: Made]>([
    ["an artist", "content.artist-name", { prompt: "a castle, art by Greg Rutkowski" }],
    ["an artist in capitals", "content.artist-name", { prompt: "CASTLE BY GREG RUTKOWSKI" }],
    ["an artist with accents", "content.artist-name", { prompt: "a castle by Grég Rutkowskí" }],
    [
      "an artist in full-width letters",
      "content.artist-name",
      { prompt: "Ｇｒｅｇ Ｒｕｔｋｏｗｓｋｉ, castle" },
    ],
    ["an artist in another script", "content.artist-name", { prompt: "небо в стиле, Ван Гог" }],
    ["an artist with a possessive", "content.artist-name", { title: "Greg Rutkowski's castle" }],
    ["an artist with hyphens", "content.artist-name", { keywords: ["castle", "greg-rutkowski-style"] }],
    ["an artist in a hashtag", "content.artist-name", { keywords: "#castle #GregRutkowski" }],
    ["a character in the title", "content.third-party-character", { title: "A mouse like Mickey Mouse" }],
    ["a character in keywords", "content.third-party-character", { keywords: ["cute", "Mickey Mouse"] }],
    ["a character in Japanese", "content.third-party-character", { prompt: "ミッキーマウス" }],
    ["a brand in the title", "content.trademark", { title: "Castle in Disney style" }],
    ["a brand in keywords", "content.trademark", { keywords: "toy, LEGO, brick" }],
    ["a brand in the prompt", "content.trademark", { prompt: "a lego® castle" }],
    ["a person in the prompt", "content.real-person", { prompt: "Elon Musk on Mars" }],
    ["a person in a hashtag", "content.real-person", { keywords: ["#ElonMusk"] }],
    ["a person in the title", "content.real-person", { title: "TAYLOR SWIFT on stage" }],
    ["a public body", "content.government-agency", { title: "A rocket of NASA" }],
  ])("%s", (_, fact, made) => {
    const plain = cleartitle.judge(question(made));
    expect(plain.inferred[fact]).toBe(true);
    const answer = cleartitle.judge(question(made, { [fact]: false }));
    expect(withoutDenials(answer)).toEqual(withoutDenials(plain));
    expect(denied(answer)).toEqual([fact]);
    expect(answer.problems[0]?.code).toBe("denied-by-file");
  });

  test.each<readonly [kind: string, fact: keyof typeof denials, made: Made]>([
    ["two keywords", "content.real-person", { keywords: ["elon", "musk", "car"] }],
    ["title and keyword", "content.real-person", { title: "Elon at home", keywords: ["car", "musk"] }],
    ["title and keyword", "content.third-party-character", { title: "Mickey", keywords: ["mouse"] }],
    ["a negative prompt", "content.artist-name", { prompt: "a castle --no Greg Rutkowski" }],
  ])("words that stand apart or are to be left out keep it open: %s", (_, fact, made) => {
    const plain = cleartitle.judge(question(made));
    expect(plain.inferred[fact]).toBeUndefined();
    const answer = cleartitle.judge(question(made, { [fact]: false }));
    expect(withoutDenials(answer)).toEqual(withoutDenials(plain));
    expect(answer.duties).toContainEqual(expect.objectContaining({ fact, met: false, overrule: true }));
    expect(denied(answer)).toEqual([fact]);
  });

  test("what the picture must not show is no denial where the fact is about the picture", () => {
    const answer = cleartitle.judge(question({ prompt: "a toy --no LEGO" }, { "content.trademark": false }));
    expect(denied(answer)).toEqual([]);
  });

  test("a doubtful name is for the person to say", () => {
    const made = { keywords: ["apple", "tree"] };
    const answer = cleartitle.judge(question(made, { "content.trademark": false }));
    expect(denied(answer)).toEqual([]);
    expect(answer.duties.filter(({ fact }) => fact === "content.trademark")).toEqual([]);
  });

  test("no value but true agrees with the words", () => {
    for (const value of ["none", false] as const)
      expect(
        denied(cleartitle.judge(question({ prompt: "by Greg Rutkowski" }, { "content.artist-name": value }))),
      ).toEqual(["content.artist-name"]);
    const agreed = cleartitle.judge(
      question({ prompt: "by Greg Rutkowski" }, { "content.artist-name": true }),
    );
    expect(denied(agreed)).toEqual([]);
    expect(agreed.verdict).toBe("forbidden");
  });

  test("a denial is told where nothing hangs on it too", () => {
    const answer = cleartitle.judge(
      question(
        { prompt: "by Greg Rutkowski" },
        { "content.artist-name": false },
        { use: "personal", market: null },
      ),
    );
    expect(denied(answer)).toEqual(["content.artist-name"]);
  });
});

describe("laws", () => {
  const name = fc.constantFrom(
    "Greg Rutkowski",
    "MICKEY MOUSE",
    "lego",
    "Elon Musk",
    "NASA",
    "apple",
    "Ван Гог",
    "a hill",
  );
  const text = fc.array(name, { maxLength: 3 }).map((parts) => parts.join(", "));
  const made = fc.record({ prompt: text, title: text, keywords: fc.array(name, { maxLength: 4 }) });
  const facts = fc.dictionary(fc.constantFrom(...Object.keys(denials)), fc.constant(false), { maxKeys: 6 });
  const places = fc.constantFrom<readonly [string, string | null]>(
    ["stock-licensing", "adobe-stock"],
    ["stock-licensing", "123rf"],
    ["merchandise", null],
    ["commercial", null],
  );
  const runs = { seed: 20261122, numRuns: 150 };

  test("L2: a denial of what words prove or hold open changes nothing but what is said about it", () => {
    fc.assert(
      fc.property(made, facts, places, (words, stated, [use, market]) => {
        const asked = question(words, stated, { use, market });
        const answer = cleartitle.judge(asked);
        const left = Object.fromEntries(
          Object.entries(stated).filter(([fact]) => !denied(answer).includes(fact)),
        );
        expect(withoutDenials(answer)).toEqual(
          withoutDenials(cleartitle.judge({ ...asked, facts: { "inputs.kind": "none", ...left } })),
        );
      }),
      runs,
    );
  });

  test("L2: more words never turn an answer into a plainer yes", () => {
    const order = ["allowed", "conditional", "unknown", "forbidden"];
    fc.assert(
      fc.property(made, facts, places, (words, stated, [use, market]) => {
        const rank = (more: Made): number =>
          order.indexOf(cleartitle.judge(question(more, stated, { use, market })).verdict);
        expect(rank(words)).toBeGreaterThanOrEqual(rank({}));
      }),
      runs,
    );
  });

  test("L5: no fix says what words deny, and each one of other words is decided again", () => {
    fc.assert(
      fc.property(made, places, (words, [use, market]) => {
        const { fixes } = cleartitle.judge(question(words, {}, { use, market }));
        for (const { change, then } of fixes) {
          const parts = Object.entries(change);
          expect(parts.filter(([fact, value]) => fact in denials && value === false)).toEqual([]);
          if (!parts.every(([part]) => part.startsWith("made."))) continue;
          const other = Object.fromEntries(parts.map(([part, value]) => [part.slice("made.".length), value]));
          expect(cleartitle.judge(question({ ...words, ...other }, {}, { use, market })).verdict).toBe(then);
        }
      }),
      runs,
    );
  });
});
