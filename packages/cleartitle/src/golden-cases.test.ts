import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { PLACE_ASK } from "@cleartitle/rights";
import { describe, expect, test } from "vitest";

import type { Judgement } from "./answer.ts";
import type { Question } from "./ask/question.ts";
import { readQuestion } from "./ask/read-question.ts";
import { Cleartitle } from "./cleartitle.ts";

/** A question, the answers that a careful reader of the terms would accept, and why. */
interface GoldenCase {
  readonly id: string;
  readonly question: unknown;
  readonly expect: {
    readonly verdict?: readonly string[];
    readonly layers?: Readonly<Record<string, readonly string[]>>;
    readonly asks?: string;
    readonly unknownKind?: string;
    readonly fix?: Readonly<Record<string, readonly unknown[]>>;
  };
  readonly because: string;
}

const FOLDER = join(import.meta.dirname, "../cases");

function readCases(file: string): readonly GoldenCase[] {
  return readFileSync(join(FOLDER, file), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as GoldenCase);
}

/** Everything in which an answer differs from what is acceptable. */
function differences(given: GoldenCase["expect"], judged: Judgement): readonly string[] {
  const layers: Readonly<Record<string, string>> = judged.layers;
  return [
    ...(given.verdict === undefined || given.verdict.includes(judged.verdict)
      ? []
      : [`verdict ${judged.verdict}`]),
    ...Object.entries(given.layers ?? {})
      .filter(([layer, verdicts]) => !verdicts.includes(layers[layer] ?? ""))
      .map(([layer]) => `${layer} ${layers[layer]}`),
    ...(given.asks === undefined || judged.unknown.some(({ fact }) => fact === given.asks)
      ? []
      : [`does not ask ${given.asks}`]),
    ...(given.unknownKind === undefined || judged.unknown.some(({ kind }) => kind === given.unknownKind)
      ? []
      : [`no unknown of kind ${given.unknownKind}`]),
    ...Object.entries(given.fix ?? {})
      .filter(([fact, values]) => !judged.fixes.some(({ change }) => values.includes(change[fact])))
      .map(([fact]) => `no fix by ${fact}`),
  ];
}

function isYes(verdict: string): boolean {
  return verdict === "allowed" || verdict === "conditional";
}

const files = readdirSync(FOLDER).filter((file) => file.endsWith(".jsonl"));
const cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T00:00:00Z") });

/** Facts of the use that are left out have their plain meaning: leaving them out is another question, not a missing fact. */
function meansSomethingWhenLeftOut(name: string): boolean {
  return cleartitle.corpus.registry.facts[name]?.default !== undefined;
}

/** The facts that an answer asks the person to vouch for. */
function vouched({ duties }: Judgement): ReadonlySet<string> {
  return new Set(
    duties.flatMap(({ code, fact }) => (code.startsWith("confirm.") && fact !== undefined ? [fact] : [])),
  );
}

function withoutFact(question: Question, name: string): Question {
  const { [name]: _left, ...facts } = question.facts ?? {};
  return { ...question, facts };
}

describe.each(files)("golden cases: %s", (file) => {
  const cases = readCases(file);

  test("ids are unique and every case says why", () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(cases.filter(({ because }) => because.trim() === "")).toEqual([]);
  });

  test.each(cases.map((each) => [each.id, each] as const))("%s", (_, { question, expect: acceptable }) => {
    const whole = readQuestion(question);
    const judged = cleartitle.judge(whole);
    expect(differences(acceptable, judged)).toEqual([]);
    if (isYes(judged.verdict)) return;
    // A missing fact never becomes a yes (L2): what is not a yes stays none with a fact left out, unless the answer itself
    // asks the person to vouch for that very fact, or to find out where, because some places ask for it.
    for (const name of Object.keys(whole.facts ?? {})) {
      if (meansSomethingWhenLeftOut(name)) continue;
      const without = cleartitle.judge(withoutFact(whole, name));
      const asksWhere = without.duties.some(({ code }) => code === PLACE_ASK);
      if (isYes(without.verdict) && !asksWhere)
        expect(vouched(without), `without ${name}: ${without.verdict}`).toContain(name);
    }
  });
});
