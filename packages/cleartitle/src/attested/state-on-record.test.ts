import { describe, expect, test } from "vitest";

import { Cleartitle } from "../cleartitle.ts";
import { checkQuestion } from "../ask/check-question.ts";
import type { Question } from "../ask/question.ts";
import { applyDeclarations, type DeclaredCase } from "../declarations/apply-declarations.ts";
import type { Declarations } from "../declarations/declarations.ts";
import type { LoadedDeclarations } from "../declarations/load-declarations.ts";
import type { AttestedFact, StandingFacts } from "./attested.ts";

const cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T12:00:00Z") });
const picture = await cleartitle.inspect(
  new URL("../../../../examples/midjourney.png", import.meta.url).pathname,
);

const onRecord = (
  fact: string,
  value: AttestedFact["value"],
  record = 5,
): readonly [string, AttestedFact] => [fact, { fact, value, record, id: `id-${record}`, on: "2026-11-20" }];
const standing = (...facts: ReturnType<typeof onRecord>[]): StandingFacts => ({
  facts: new Map(facts),
  disputed: new Map(),
  remarks: [],
});
const declared = (declarations: Declarations): readonly LoadedDeclarations[] => [
  {
    path: "/project/cleartitle.yaml",
    folder: "/project",
    sha256: "0".repeat(64),
    declarations,
  } as LoadedDeclarations,
];

function apply(
  declarations: Declarations,
  known: StandingFacts,
  question: Partial<Question> = {},
): DeclaredCase {
  return applyDeclarations(cleartitle.corpus, declared(declarations), {
    question: checkQuestion(
      cleartitle.corpus,
      { use: "merchandise", ...question },
      { today: "2026-11-22", code: "usage" },
    ),
    inspection: picture,
    today: "2026-11-22",
    standing: known,
  });
}

describe("what is on record beside cleartitle.yaml", () => {
  test("counts where it says the same, in other words too", () => {
    const { question } = apply({ holder: { country: "DE" } }, standing(onRecord("holder.country", "DE")));
    expect(question.facts).toEqual({ "holder.country": "DE" });
    expect(question.onRecord).toEqual({ facts: [expect.objectContaining({ record: 5 })], remarks: [] });
  });

  test("counts no more than the declaration where the two contradict each other, and both are named", () => {
    const attestations = [{ fact: "content.real-person", value: false, by: "Ada" }];
    const { question } = apply({ attestations }, standing(onRecord("content.real-person", true)));
    expect(question.facts).toEqual({});
    expect(question.onRecord).toEqual({
      facts: [],
      remarks: [
        "Record 5 says otherwise than cleartitle.yaml: content.real-person=true. So content.real-person counts as not stated until one of them is taken back.",
      ],
    });
  });

  test("keeps what is personal out of what is said about it", () => {
    const { question } = apply(
      { holder: { "revenue-usd": 1 } },
      standing(onRecord("holder.revenue-usd", 40_000)),
    );
    expect(question.facts).toEqual({});
    expect(question.onRecord?.remarks.join()).toMatch(/cleartitle\.yaml: holder\.revenue-usd\. So/);
  });

  test("takes nothing where it is declared in two ways", () => {
    const attestations = [
      { fact: "content.real-person", value: false, by: "Ada" },
      { fact: "content.real-person", value: true, by: "Bob" },
    ];
    const { question, open } = apply({ attestations }, standing(onRecord("content.real-person", false)));
    expect(question.facts).toEqual({});
    expect(question.onRecord?.facts).toEqual([]);
    expect(open.join()).toMatch(/declared in two ways/);
  });

  test("disputed on record is not stated, though it is declared; the question has the last word over both", () => {
    const attestations = [{ fact: "content.real-person", value: false, by: "Ada" }];
    const known = { ...standing(), disputed: new Map([["content.real-person", "Records 1 and 2 differ."]]) };
    const { facts, onRecord: found } = apply({ attestations }, known).question;
    expect(facts).toEqual({});
    expect(found).toEqual({ facts: [], remarks: ["Records 1 and 2 differ."] });
    const asked = apply({ attestations }, known, { facts: { "content.real-person": false } });
    expect(asked.question).toMatchObject({
      facts: { "content.real-person": false },
      onRecord: { facts: [], remarks: [] },
    });
  });
});

describe("a plan on record", () => {
  const accounts = [{ service: "midjourney", plans: [{ plan: "standard", from: "2020-01-01" }] }];
  const plan = ({ question }: DeclaredCase): unknown => [
    question.facts?.["plan"],
    ...(question.made?.chain ?? []).map((link) => link.plan),
  ];

  test("counts for its file, and beside an account that says the same", () => {
    expect(plan(apply({}, standing(onRecord("plan", "pro"))))).toEqual(["pro"]);
    expect(plan(apply({ accounts }, standing()))).toEqual(["standard"]);
    expect(plan(apply({ accounts }, standing(onRecord("plan", "standard"))))).toEqual(["standard"]);
  });

  test("and an account that says otherwise leave it open", () => {
    const { question } = apply({ accounts }, standing(onRecord("plan", "pro")));
    expect(question.facts).toEqual({});
    expect(question.onRecord?.facts).toEqual([]);
    expect(question.onRecord?.remarks.join()).toMatch(
      /Record 5 says plan=pro, the accounts of cleartitle\.yaml say standard/,
    );
    const named = apply({ accounts }, standing(onRecord("plan", "pro")), {
      made: { chain: [{ service: "midjourney" }] },
    });
    expect(plan(named)).toEqual([undefined, undefined]);
    const disputed = { ...standing(), disputed: new Map([["plan", "Records 1 and 2 differ."]]) };
    expect(plan(apply({ accounts }, disputed))).toEqual([undefined]);
    const attestations = [{ fact: "plan", value: "pro", by: "Ada" }];
    const three = apply({ accounts, attestations }, standing(onRecord("plan", "standard")));
    expect(plan(three)).toEqual([undefined]);
    const said = apply({ accounts }, standing(onRecord("plan", "pro")), {
      made: { chain: [{ service: "midjourney", plan: "mega" }] },
    });
    expect(plan(said)).toEqual([undefined, "mega"]);
    expect(said.question.onRecord).toEqual({
      facts: [],
      remarks: ["Record 5 says plan=pro. What the question says counts."],
    });
    const typed = apply({ accounts }, standing(onRecord("plan", "pro")), { facts: { plan: "mega" } });
    expect(plan(typed)).toEqual(["mega"]);
    expect(typed.question.onRecord?.remarks.join()).toMatch(/What the question says counts/);
  });
});
