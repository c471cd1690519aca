import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { overviewText } from "../render/overview-text.ts";
import { answer, conditional, forbidden, judgement, names, unknown } from "../testing/decisions.ts";
import { Frequent } from "./frequent.ts";
import { Overview } from "./overview.ts";

const paper = { width: 80, colour: false, unicode: true };

describe("Frequent", () => {
  test("counts exactly up to its limit", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (met) => {
        const counts = new Frequent<number>(10);
        for (const each of met) counts.add(String(each), each);
        for (const { value, count } of counts.top())
          expect(count).toBe(met.filter((each) => each === value).length);
        expect(counts.top().length).toBe(new Set(met).size);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test("beyond its limit it still finds what is met more often than one in so many", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 400 }), (met) => {
        const counts = new Frequent<number>(8);
        for (const each of met) counts.add(String(each), each);
        const found = new Map(counts.top().map(({ value, count }) => [value, count]));
        expect(found.size).toBeLessThanOrEqual(8);
        for (const each of new Set(met)) {
          const real = met.filter((other) => other === each).length;
          if (real > met.length / 8) expect(found.get(each) ?? 0).toBeGreaterThanOrEqual(real);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

test("what comes late and often is not pushed out by what comes once", () => {
  const counts = new Frequent<string>(3);
  const late = Array.from({ length: 20 }, (_, index) => ["often", `once ${index}`]).flat();
  for (const each of ["early", "early", "also early", "also early", ...late]) counts.add(each, each);
  expect(counts.top(1)[0]?.value).toBe("often");
});

const asks = (...facts: readonly string[]): ReturnType<typeof judgement> => ({
  ...unknown,
  unknown: facts.map((fact) => ({
    kind: "missing-fact",
    layer: "source",
    party: "acme",
    text: `${fact}?`,
    fact,
    question: `${fact}?`,
    values: [],
  })),
});

describe("Overview", () => {
  test("the questions that settle the most files are told together, and files that hang on more are not counted", () => {
    const overview = new Overview();
    for (let count = 0; count < 3; count += 1) overview.add(answer(asks("plan")));
    for (let count = 0; count < 2; count += 1) overview.add(answer(asks("plan", "holder.kind")));
    overview.add(answer(asks("market")));
    // These hang on a gap beside their questions, so no answer settles them.
    for (let count = 0; count < 9; count += 1) overview.add(answer(unknown));
    expect(overview.answering()?.questions.map(({ fact }) => fact)).toEqual(["holder.kind", "plan"]);
    expect(overview.answering()?.files).toBe(5);
  });

  test("nothing but a yes needs no explanation", () => {
    const overview = new Overview();
    overview.add(answer(judgement({})));
    overview.add(answer(conditional));
    expect(overviewText(paper, names, overview)).toBe(
      "2 files\n     1  ✓ yes                 50 %\n     1  ◐ yes, if             50 %\n",
    );
    expect(overview.answering()).toBeNull();
  });

  test("a table by verdict, what stands in the way, and what frees the most", () => {
    const overview = new Overview();
    for (let count = 0; count < 3; count += 1) overview.add(answer(forbidden));
    for (let count = 0; count < 2; count += 1) overview.add(answer(asks("holder.revenue-usd")));
    overview.add(answer(judgement({})));
    overview.add(answer(null));
    expect(overviewText(paper, names, overview)).toMatchInlineSnapshot(`
      "7 files
           1  ✓ yes                 14 %
           2  ? not settled         28 %
           3  ✗ no                  42 %
           1  ! without an answer   14 %

      What stands in the way most often
           3  ✗ Acme Images: A company above a million a year needs the plan Pro.
           2  ? holder.revenue-usd? --fact holder.revenue-usd=NUMBER

      What would free the most files
           2  of 5 are settled by --fact holder.revenue-usd=NUMBER
           3  of 5 become a yes, with duties: Make it on the plan Mega of Acme Images.
      "
    `);
  });

  test("thousands of different files need no more than is kept", () => {
    const overview = new Overview();
    for (let count = 0; count < 20_000; count += 1)
      overview.add(
        answer({
          ...unknown,
          unknown: [{ kind: "no-term", layer: "source", party: null, text: `Nobody knows ${count}` }],
        }),
      );
    expect(overview.tally.unknown).toBe(20_000);
    expect(overview.blockers(10_000).length).toBeLessThanOrEqual(500);
  });
});
