/**
 * The law of what is on record: it never says more than the person who asks could say with `--fact`. In L2's words, a fact that is on record is a
 * fact that was learned, and what contradicts itself was never said.
 */
import type { Statement } from "@cleartitle/catalog";
import type { FactValue } from "@cleartitle/corpus";
import fc from "fast-check";
import { expect, test } from "vitest";

import type { Judgement } from "../answer.ts";
import { checkQuestion } from "../ask/check-question.ts";
import type { Question } from "../ask/question.ts";
import { Cleartitle } from "../cleartitle.ts";
import { applyDeclarations } from "../declarations/apply-declarations.ts";
import { knownValue } from "./known-value.ts";
import { reachOf } from "./reach-of.ts";
import { standingFacts } from "./standing-facts.ts";

const today = "2026-11-22";
const cleartitle = await Cleartitle.open({ now: () => new Date(`${today}T12:00:00Z`) });
const { registry } = cleartitle.corpus;

const values: fc.Arbitrary<FactValue> = fc.constantFrom<FactValue[]>(
  true,
  false,
  "none",
  "own",
  "third-party",
  "individual",
  "company",
  "pro",
  "DE",
  "germany",
  "us",
  0,
  40_000,
  9_000_000,
);
const facts = [
  ...Object.keys(registry.facts),
  ...Object.keys(registry.duties).map((duty) => `met.${duty}`),
  "nobody.knows",
];
const uses = ["merchandise", "stock-licensing", "client-work"];
const markets = [null, "adobe-stock", "shutterstock"];

const statement = fc.record({
  fact: fc.constantFrom(...facts),
  value: fc.option(values, { nil: undefined }),
  kind: fc.constantFrom("attestation", "review", "publication"),
  use: fc.constantFrom(null, ...uses),
  market: fc.constantFrom(...markets),
});
const records = (from: number): fc.Arbitrary<readonly Statement[]> =>
  fc.array(statement, { maxLength: 12 }).map((all) =>
    all.map((one, at): Statement => ({
      ...one,
      position: from + at,
      id: `record-${from + at}`,
      recorded: `${today}T10:00:00.000Z`,
    })),
  );
const question: fc.Arbitrary<Question> = fc.record({
  use: fc.constantFrom(...uses),
  market: fc.constantFrom(...markets),
  on: fc.constant(today),
  made: fc.record({
    on: fc.constantFrom(null, "2026-05-01"),
    prompt: fc.constantFrom(null, "a teapot", "art by Greg Rutkowski"),
    chain: fc.constant([{ model: "flux-1-schnell" }]),
  }),
  facts: fc.constantFrom({}, { "content.real-person": false }, { "inputs.kind": "none" }),
});

/** The answer, without the places that say where a fact comes from. */
const essence = (answer: Judgement): Judgement => ({ ...answer, attested: [], problems: [] });

const withRecords = (
  asked: Question,
  about: readonly Statement[],
  general: readonly Statement[],
): Question => {
  const { use, market = null } = asked;
  const standing = standingFacts(registry, { about, general, use, market });
  return applyDeclarations(cleartitle.corpus, [], {
    question: checkQuestion(cleartitle.corpus, asked, { today, code: "usage" }),
    inspection: null,
    today,
    standing,
  }).question;
};

test("an answer with what is on record is the answer with the same facts given with --fact, and no fact is in it that somebody contradicts", () => {
  fc.assert(
    fc.property(question, records(0), records(100), (asked, general, about) => {
      const recorded = withRecords(asked, about, general);
      const answer = cleartitle.judge(recorded);
      const given = Object.fromEntries(answer.attested.map(({ fact, value }) => [fact, value]));
      const stated = cleartitle.judge({ ...asked, facts: { ...given, ...asked.facts } });
      expect(essence(answer)).toEqual(essence(stated));

      for (const { fact, value } of answer.attested) {
        const reach = reachOf(registry, fact);
        expect(reach).not.toBeNull();
        expect(reach).not.toBe("question");
        const counting = [...(reach === "anywhere" ? general : []), ...about].filter(
          (one) =>
            one.fact === fact &&
            one.value !== undefined &&
            (reach !== "use" ||
              (one.use === asked.use &&
                (one.kind !== "publication" || registry.duties[fact.slice(4)]?.phase === "before") &&
                (one.market === asked.market || (asked.market === null && one.kind === "publication")))),
        );
        expect(counting.length).toBeGreaterThan(0);
        for (const one of counting) {
          let known: unknown;
          try {
            known = knownValue(registry, fact, one.value as FactValue);
          } catch {
            continue;
          }
          expect(known).toBe(value);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("an answer that is no yes becomes one only where the facts on record, said by the person, make it one", () => {
  const asked: Question = {
    use: "merchandise",
    on: today,
    made: { on: today, chain: [{ model: "flux-1-schnell" }] },
    // Where a place is left out, what only some places ask is for nobody to vouch.
    facts: { "use.territory": "jp", "holder.country": "JP" },
  };
  const open = cleartitle
    .judge(asked)
    .duties.flatMap(({ fact, met }) => (met || fact === undefined ? [] : [fact]));
  expect(open.length).toBeGreaterThan(2);
  const clear = (fact: string): FactValue => registry.facts[fact]?.clear?.[0] ?? "none";
  const contrary = (fact: string): FactValue => (clear(fact) === false ? true : "third-party");
  let yes = 0;
  fc.assert(
    fc.property(
      fc.tuple(
        ...open.map(() => fc.constantFrom("clear", "clear", "clear", "clear", "contrary", "both", "nothing")),
      ),
      (said) => {
        const about = open.flatMap((fact, at): readonly Statement[] => {
          const saying = (value: FactValue, position: number): Statement => ({
            fact,
            value,
            position,
            id: `record-${position}`,
            kind: "attestation",
            recorded: `${today}T10:00:00.000Z`,
            use: null,
            market: null,
          });
          return [
            ...(said[at] === "clear" || said[at] === "both" ? [saying(clear(fact), at)] : []),
            ...(said[at] === "contrary" || said[at] === "both" ? [saying(contrary(fact), at + 50)] : []),
          ];
        });
        const { verdict, attested } = cleartitle.judge(withRecords(asked, about, []));
        const given = Object.fromEntries(attested.map(({ fact, value }) => [fact, value]));
        expect(cleartitle.judge({ ...asked, facts: { ...asked.facts, ...given } }).verdict).toBe(verdict);
        if (verdict === "allowed") yes += 1;
        expect(verdict === "allowed").toBe(said.every((each) => each === "clear"));
      },
    ),
    { numRuns: 60 },
  );
  expect(yes).toBeGreaterThan(0);
});

test("saying the contrary takes a fact away, and never adds one", () => {
  fc.assert(
    fc.property(question, records(0), fc.nat(), (asked, about, pick) => {
      const before = withRecords(asked, about, []).onRecord?.facts ?? [];
      const one = before[pick % Math.max(before.length, 1)];
      if (one === undefined || typeof one.value !== "boolean") return;
      const original = about.find(({ position }) => position === one.record)!;
      const contrary = { ...original, value: !one.value, position: 999, id: "contrary" };
      const after = withRecords(asked, [...about, contrary], []).onRecord;
      if (Object.hasOwn(asked.facts ?? {}, one.fact)) return;
      expect(after?.facts).toEqual(before.filter(({ fact }) => fact !== one.fact));
      expect(after?.remarks.some((text) => text.includes(one.fact))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
