import { beforeAll, describe, expect, test } from "vitest";

import { Cleartitle } from "../cleartitle.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import type { Question } from "./question.ts";

const now = (): Date => new Date("2026-11-22T12:00:00Z");
let cleartitle: Cleartitle;
beforeAll(async () => {
  cleartitle = await Cleartitle.open({ now });
});

const judged = (question: Question): string => {
  try {
    return cleartitle.judge(question).verdict;
  } catch (error) {
    if (!(error instanceof CleartitleError)) throw error;
    expect(error.issues[0]?.code).toBe("contradiction");
    return error.message;
  }
};
const asked = { use: "stock-licensing", market: "adobe-stock", made: { on: "2026-10-01" } };
const hosted = (plans: readonly (string | undefined)[], facts: Question["facts"] = {}): Question => ({
  use: "merchandise",
  made: { on: "2026-10-01", chain: plans.map((plan) => ({ service: "midjourney", plan })) },
  facts,
});

describe("a question that says two things is refused, not answered for either", () => {
  test.each<[Question, string]>([
    [
      { ...asked, facts: { "made.on": "2022-10-01" } },
      'question.made.on says "2026-10-01", and question.facts["made.on"] says "2022-10-01"; say it once.',
    ],
    [
      { ...asked, facts: { market: "shutterstock" } },
      'question.market says "adobe-stock", and question.facts.market says "shutterstock"; say it once.',
    ],
    [
      hosted(["pro"], { plan: "trial" }),
      'question.facts.plan says "trial", and question.made.chain[0].plan says "pro"; say it once.',
    ],
    [
      hosted(["pro", "basic"]),
      'question.made.chain[0].plan says "pro", and question.made.chain[1].plan says "basic"; say it once.',
    ],
    [hosted(["pro"], { plan: "none" }), "say it once."],
    [
      {
        use: "merchandise",
        made: {
          chain: [
            { gateway: "replicate", plan: "a" },
            { gateway: "Replicate", plan: "b" },
          ],
        },
      },
      "say it once.",
    ],
  ])("%j", (question, message) => {
    expect(judged(question)).toContain(message);
  });
});

test("saying the same twice, in other letters, or `none` or a record beside it, is no contradiction", () => {
  for (const facts of [{ market: "Adobe Stock", "made.on": "2026-10-01" }, { market: "none" }, {}])
    expect(judged({ ...asked, facts })).not.toContain("says");
  for (const question of [
    hosted(["pro"], { plan: "Pro plan" }),
    hosted(["pro", "Pro"]),
    hosted(["pro", undefined], { plan: "pro" }),
    hosted([undefined], { plan: "trial" }),
  ])
    expect(judged(question)).not.toContain("says");
  const record = { fact: "made.on", value: "2022-10-01", record: 1, id: "a", on: "2026-01-01" };
  const onRecord = { facts: [record], remarks: [] };
  expect(judged({ ...asked, facts: { "made.on": "2022-10-01" }, onRecord })).not.toContain("says");
});
