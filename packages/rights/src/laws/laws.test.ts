import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Chain, Facts } from "@cleartitle/title";
import { buildSlice } from "../build-slice.ts";
import { compile } from "../compile.ts";
import { decide } from "../decide.ts";
import type { Decision, Verdict, WorldVerdict } from "../decision.ts";
import { Evaluation } from "../evaluate.ts";
import { explore, joinOutcomes, worldsOf } from "../explore.ts";
import { listOutcomes } from "../outcome.ts";
import type { Question } from "../question.ts";
import { allGroups } from "../settle.ts";
import { specifiedVerdicts } from "../testing/conformance-vectors.ts";
import { linkOf, scene, type Scene } from "../testing/random-corpus.ts";
import { explainWhy } from "../why.ts";

/** Ten thousand of each in continuous integration; fewer while one works. */
const RUNS = {
  numRuns: Number(process.env["CLEARTITLE_LAW_RUNS"] ?? (process.env["CI"] === "true" ? 10_000 : 2_000)),
  seed: 20_261_122,
};
const ORDER: readonly WorldVerdict[] = ["allowed", "conditional", "silent", "forbidden"];

function exact({ corpus, chain, question }: Scene): readonly WorldVerdict[] {
  const slice = buildSlice(corpus, chain, question);
  return listOutcomes(explore(worldsOf(slice, "all"), allGroups(slice)).outcomes);
}

function verdictOf({ corpus, chain, question }: Scene): Verdict {
  return decide(corpus, chain, question, { fixes: false }).verdict;
}

/** The scene with one more fact known. */
const learned = fc
  .tuple(scene, fc.constantFrom("flag", "kind", "revenue", "seen"), fc.nat(5))
  .map(([given, name, pick]) => {
    const domains: Record<string, readonly (string | number | boolean)[]> = {
      flag: [true, false],
      kind: ["person", "firm"],
      revenue: ["none", 500, 1_000, 1_500, 2_500],
      seen: [true, false],
    };
    const domain = domains[name] ?? [];
    const value = given.question.facts[name] ?? domain[pick % domain.length] ?? "none";
    return {
      before: given,
      after: { ...given, question: { ...given.question, facts: { ...given.question.facts, [name]: value } } },
    };
  });

describe("the laws of a decision", () => {
  test("L0: the engine finds exactly the verdicts of the specification's worlds", () => {
    fc.assert(
      fc.property(scene, (given) => {
        expect(exact(given)).toEqual(specifiedVerdicts(given));
      }),
      RUNS,
    );
  });

  test("L1: Kleene's evaluation has every outcome of the exact one", () => {
    fc.assert(
      fc.property(scene, ({ corpus, chain, question }) => {
        const slice = buildSlice(corpus, chain, question);
        const kleene = joinOutcomes(new Evaluation(worldsOf(slice, "all")), allGroups(slice));
        expect(explore(worldsOf(slice, "all"), allGroups(slice)).outcomes & ~kleene).toBe(0);
      }),
      RUNS,
    );
  });

  test("L2: learning more never adds a verdict, never loses an allowed and never makes one that was not possible", () => {
    fc.assert(
      fc.property(learned, ({ before, after }) => {
        const earlier = exact(before);
        for (const verdict of exact(after)) expect(earlier).toContain(verdict);
        if (verdictOf(before) === "allowed") expect(verdictOf(after)).toBe("allowed");
        if (verdictOf(after) === "allowed") expect(earlier).toContain("allowed");
      }),
      RUNS,
    );
  });

  test("a missing fact never becomes a yes: allowed only if every world allows, conditional only if a person vouches", () => {
    fc.assert(
      fc.property(scene, (given) => {
        const worlds = specifiedVerdicts(given);
        const verdict = verdictOf(given);
        if (verdict === "allowed") expect(worlds).toEqual(["allowed"]);
        if (verdict !== "conditional") return;
        const vouched = {
          ...given,
          question: { ...given.question, facts: { seen: false, ...given.question.facts } },
        };
        for (const world of specifiedVerdicts(vouched)) expect(["allowed", "conditional"]).toContain(world);
      }),
      RUNS,
    );
  });

  test("L3: one more prohibition, duty or link never lowers a verdict, one more permission never raises it", () => {
    const added = fc.tuple(
      scene,
      fc.constantFrom("prohibition" as const, "duty" as const, "permission" as const),
    );
    fc.assert(
      fc.property(added, ([given, effect]) => {
        const one = given.corpus.parties["one"];
        const [first] = one?.rules ?? [];
        if (one === undefined || first === undefined) return;
        const { statement: _, ...plain } = first;
        const rule = {
          ...plain,
          id: "one-new",
          effect,
          layer: "source" as const,
          exceptionTo: [],
          alternative: null,
          ...(effect === "duty" ? { duty: "label" } : {}),
        };
        const corpus = {
          ...given.corpus,
          parties: { ...given.corpus.parties, one: { ...one, rules: [...one.rules, rule] } },
        };
        const [before, after] = [exact(given), exact({ ...given, corpus })];
        const worst = (list: readonly WorldVerdict[]): number => ORDER.indexOf(list.at(-1) ?? "allowed");
        const best = (list: readonly WorldVerdict[]): number => ORDER.indexOf(list[0] ?? "allowed");
        if (effect === "permission")
          expect([worst(after) <= worst(before), best(after) <= best(before)]).toEqual([true, true]);
        else expect([worst(after) >= worst(before), best(after) >= best(before)]).toEqual([true, true]);
      }),
      RUNS,
    );
    fc.assert(
      fc.property(scene, (given) => {
        const two = given.corpus.parties["two"];
        if (two === undefined || given.chain.links.some(({ party }) => party === "two")) return;
        // A statement of the new link may move what the market sees of the title; without such tests the join alone speaks.
        if (
          given.corpus.parties["market"]?.rules.some(({ when }) =>
            when.some(({ fact }) => fact.startsWith("title.")),
          )
        )
          return;
        const longer = {
          ...given,
          chain: { ...given.chain, links: [...given.chain.links, linkOf(two, null)] },
        };
        const best = (list: readonly WorldVerdict[]): number => ORDER.indexOf(list[0] ?? "allowed");
        expect(best(exact(longer))).toBeGreaterThanOrEqual(best(exact(given)));
      }),
      RUNS,
    );
  });

  test("L4: the order of links and rules and their repetition do not matter", () => {
    fc.assert(
      fc.property(scene, (given) => {
        const { corpus, chain } = given;
        const parties = Object.fromEntries(
          Object.entries(corpus.parties).map(([id, party]) => [
            id,
            { ...party, rules: party.rules.toReversed() },
          ]),
        );
        const reversed = {
          ...given,
          corpus: { ...corpus, parties },
          chain: { ...chain, links: chain.links.toReversed() },
        };
        expect(exact(reversed)).toEqual(exact(given));
        expect(verdictOf(reversed)).toBe(verdictOf(given));
        const known = chain.links.filter(({ plan, kind }) => plan !== null || kind === "market");
        expect(exact({ ...given, chain: { ...chain, links: [...chain.links, ...known] } })).toEqual(
          exact(given),
        );
      }),
      RUNS,
    );
  });

  test("L5: every fix, decided again, is a yes; every question that is asked can be answered and none is idle", () => {
    fc.assert(
      fc.property(scene, ({ corpus, chain, question }) => {
        const decision = decide(corpus, chain, question);
        for (const { change, then } of decision.fixes) {
          const { plan, ...facts } = change;
          const links =
            plan === undefined
              ? [chain.links]
              : chain.links.map((_, at) =>
                  chain.links.map((link, index) => (index === at ? { ...link, plan: String(plan) } : link)),
                );
          const verdicts = links.map((each) =>
            verdictOf({
              corpus,
              chain: { ...chain, links: [...each] },
              question: { ...question, facts: { ...question.facts, ...facts } },
            }),
          );
          expect(verdicts).toContain(then);
          expect(["allowed", "conditional"]).toContain(then);
        }
        for (const unknown of decision.unknown) {
          if (unknown.kind === "missing-fact" && unknown.fact !== undefined)
            expect(question.facts[unknown.fact]).toBeUndefined();
        }
        if (decision.verdict === "unknown") expect(decision.unknown.length).toBeGreaterThan(0);
      }),
      { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 4) },
    );
  });

  test("L5: why suffices, and every fact in it is needed", () => {
    fc.assert(
      fc.property(scene, ({ corpus, chain, question }) => {
        const answer = (other: Chain, asked: Question): Decision =>
          decide(corpus, other, asked, { fixes: false });
        const decision = answer(chain, question);
        const why = explainWhy(chain, question, decision, answer);
        if (why === null) return;
        const names = Object.keys(why.facts).filter((name) => !name.startsWith("plan of "));
        const bare = {
          ...chain,
          links: chain.links.map((link) =>
            `plan of ${link.party}` in why.facts ? link : { ...link, plan: null },
          ),
        };
        const facts = Object.fromEntries(names.map((name) => [name, why.facts[name] ?? "none"]));
        expect(answer(bare, { ...question, facts }).verdict).toBe(decision.verdict);
        for (const name of names) {
          const { [name]: _, ...fewer } = facts;
          expect(answer(bare, { ...question, facts: fewer }).verdict).not.toBe(decision.verdict);
        }
      }),
      RUNS,
    );
  });

  test("L6: rules outside the dates are irrelevant", () => {
    fc.assert(
      fc.property(scene, (given) => {
        const parties = Object.fromEntries(
          Object.entries(given.corpus.parties).map(([id, party]) => {
            const late = { earliest: "2030-01-01", latest: "2030-01-01" };
            // A reading that only a future rule holds would still be a reading, so the copies leave that out.
            const future = party.rules.map((rule) => ({
              ...rule,
              id: `${rule.id}-late`,
              alternative: null,
              exceptionTo: [],
              inForce: { from: late, until: null },
            }));
            return [id, { ...party, rules: [...party.rules, ...future] }];
          }),
        );
        expect(exact({ ...given, corpus: { ...given.corpus, parties } })).toEqual(exact(given));
      }),
      RUNS,
    );
  });

  test("L7: the same corpus, chain and question give the same bytes", () => {
    fc.assert(
      fc.property(scene, ({ corpus, chain, question }) => {
        const once = JSON.stringify(decide(corpus, chain, question));
        expect(
          JSON.stringify(decide(structuredClone(corpus), structuredClone(chain), structuredClone(question))),
        ).toBe(once);
      }),
      { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 4) },
    );
  });

  test("L8: the compiled form gives the bytes of the plain one, whatever it was asked before", () => {
    const facts = fc.record(
      {
        flag: fc.boolean(),
        kind: fc.constantFrom("person", "firm", "unheard of"),
        revenue: fc.constantFrom("none", 999, 1_000, 1_001, 1_500, 2_000, 9_999, "plenty"),
        seen: fc.boolean(),
        "met.label": fc.boolean(),
        strange: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        scene,
        fc.array(facts, { minLength: 1, maxLength: 6 }),
        ({ corpus, chain, question }, asked) => {
          const engine = compile(corpus);
          // Neighbours: the same with one thing left out, and with a duty said to be done.
          const near = asked.flatMap((given) => [
            given,
            { ...given, "met.label": true },
            ...Object.keys(given).map((name) =>
              Object.fromEntries(Object.entries(given).filter(([other]) => other !== name)),
            ),
          ]);
          for (const given of [...near, ...near]) {
            const each = { ...question, facts: given as Facts };
            expect(JSON.stringify(engine.decide(chain, each))).toBe(
              JSON.stringify(decide(corpus, chain, each)),
            );
          }
        },
      ),
      { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 4) },
    );
  });

  test("L9: every allowed cites a permission of each licensor, every forbidden cites a rule, every unknown names the gap", () => {
    fc.assert(
      fc.property(scene, ({ corpus, chain, question }) => {
        const { verdict, reasons, unknown } = decide(corpus, chain, question, { fixes: false });
        if (verdict === "allowed") {
          for (const { party, stance } of chain.links) {
            if (stance === "permission")
              expect(reasons.some((reason) => reason.party === party && reason.effect === "permission")).toBe(
                true,
              );
          }
        }
        if (verdict === "forbidden")
          expect(reasons.some(({ effect }) => effect === "prohibition")).toBe(true);
        if (verdict === "unknown") expect(unknown.length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });
});
