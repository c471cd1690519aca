import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Judgement } from "./answer.ts";
import { readQuestion } from "./ask/read-question.ts";
import { Cleartitle } from "./cleartitle.ts";

interface Case {
  readonly id: string;
  readonly question: unknown;
  readonly expect: {
    readonly verdict?: readonly string[];
    readonly layers?: Readonly<Record<string, readonly string[]>>;
    readonly asks?: string;
    readonly unknownKind?: string;
    readonly fix?: Readonly<Record<string, readonly unknown[]>>;
  };
}

/** Questions with acceptable answers, kept outside the project; without them there is nothing to check here. */
const CASES = join(import.meta.dirname, "../../../../shared/cases/cases.jsonl");

function readCases(): readonly Case[] {
  if (!existsSync(CASES)) return [];
  return readFileSync(CASES, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Case);
}

/** Everything in which an answer differs from what is acceptable. */
function differences(given: Case["expect"], judged: Judgement): readonly string[] {
  const found: string[] = [];
  if (given.verdict !== undefined && !given.verdict.includes(judged.verdict))
    found.push(`verdict ${judged.verdict}`);
  for (const [layer, verdicts] of Object.entries(given.layers ?? {})) {
    const verdict = judged.layers[layer as keyof typeof judged.layers];
    if (!verdicts.includes(verdict)) found.push(`${layer} ${verdict}`);
  }
  if (given.asks !== undefined && !judged.unknown.some(({ fact }) => fact === given.asks))
    found.push(`does not ask ${given.asks}`);
  if (given.unknownKind !== undefined && !judged.unknown.some(({ kind }) => kind === given.unknownKind))
    found.push(`no unknown of kind ${given.unknownKind}`);
  for (const [fact, values] of Object.entries(given.fix ?? {})) {
    if (!judged.fixes.some(({ change }) => values.includes(change[fact]))) found.push(`no fix by ${fact}`);
  }
  return found;
}

const cases = readCases();

describe.skipIf(cases.length === 0)(
  "questions with acceptable answers (../shared/cases; skipped where absent)",
  async () => {
    const cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T00:00:00Z") });

    test.each(cases.map((each) => [each.id, each] as const))("%s", (_, { question, expect: acceptable }) => {
      expect(differences(acceptable, cleartitle.judge(readQuestion(question)))).toEqual([]);
    });

    test.each(cases.map((each) => [each.id, each] as const))(
      "%s with facts left out never becomes a yes",
      (_, { question, expect: acceptable }) => {
        const whole = readQuestion(question);
        const verdicts = acceptable.verdict ?? [];
        const yes = verdicts.length === 0 || verdicts.includes("allowed") || verdicts.includes("conditional");
        for (const name of Object.keys(whole.facts ?? {})) {
          const { [name]: _left, ...facts } = whole.facts ?? {};
          const { verdict } = cleartitle.judge({ ...whole, facts });
          const isYes =
            verdict === "allowed" ||
            (verdict === "conditional" && !name.startsWith("content.") && !name.startsWith("inputs."));
          expect(isYes && !yes).toBe(false);
        }
      },
    );
  },
);
