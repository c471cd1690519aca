import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Inspection } from "../answer.ts";
import { Cleartitle } from "../cleartitle.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { readQuestion } from "./read-question.ts";

const folder = mkdtempSync(join(tmpdir(), "given-"));
const image = join(import.meta.dirname, "../../../../examples/midjourney.png");
const question = {
  use: "commercial",
  on: "2026-11-22",
  made: { on: "2025-01-01", chain: [{ model: "flux-dev" }] },
};
const generation = {
  generationId: "g-1",
  model: "flux-dev",
  timestamp: new Date("2026-11-22T12:00:00Z"),
  prompt: "a",
};

const trap = (): never => {
  throw new Error("a trap");
};
/** Whatever a program without types may give; null and what is left out are told apart by each method. */
const strange: readonly unknown[] = [
  42,
  Number.NaN,
  1n,
  true,
  Symbol("s"),
  trap,
  [],
  [7],
  new Map([["use", "commercial"]]),
  new Date(0),
  new Proxy({}, { get: trap, has: trap, ownKeys: trap }),
];
const notText = [...strange, {}];
const notObject = [...strange.filter((each) => !(each instanceof Date)), "text"];

/** The methods take no such thing by their types, so here they have none. */
type Loose = { readonly [name: string]: (...given: readonly unknown[]) => unknown };
let cleartitle: Cleartitle;
let evidence: Inspection;
let bundle = "";
beforeAll(async () => {
  const now = (): Date => new Date("2026-11-22T12:00:00Z");
  cleartitle = await Cleartitle.open({ now, ledger: join(folder, "ledger") });
  evidence = await cleartitle.inspect(image);
  await cleartitle.complianceLog.save(generation);
  bundle = await cleartitle.complianceLog.prove("g-1");
});
afterAll(async () => {
  await cleartitle.close();
  rmSync(folder, { recursive: true, force: true });
});

async function errorOf(act: () => unknown): Promise<unknown> {
  try {
    await act();
    return "no error";
  } catch (error) {
    return error;
  }
}

async function refused(act: (given: unknown) => unknown, values: readonly unknown[]): Promise<void> {
  for (const value of values) {
    const error = await errorOf(() => act(value));
    expect(error).toBeInstanceOf(CleartitleError);
    expect((error as CleartitleError).code).toBe("usage");
    expect((error as CleartitleError).message).toMatch(/ takes |^An image is the path/);
  }
}

const loose = (): Loose => cleartitle as unknown as Loose;
const log = (): Loose => cleartitle.complianceLog as unknown as Loose;

async function first(many: unknown): Promise<unknown> {
  for await (const each of many as AsyncIterable<unknown>) return each;
  return null;
}

describe("what a program without types gives is an error that says what was expected", () => {
  test("a question", async () => {
    const questions = [undefined, null, ...notObject, new Date(0), {}];
    await refused((given) => loose()["judge"]?.(given), questions);
    await refused((given) => loose()["check"]?.(image, given), questions);
    await refused((given) => loose()["decide"]?.(evidence, given), questions);
    await refused((given) => loose()["explain"]?.(evidence, given), questions);
    await refused((given) => log()["record"]?.(image, given), questions);
  });

  test("the parts of a question", async () => {
    const judge = (change: object) => cleartitle.judge({ ...question, ...change });
    await refused((use) => judge({ use }), [undefined, null, ...notText]);
    for (const name of ["market", "on", "known"]) await refused((given) => judge({ [name]: given }), notText);
    for (const name of ["made", "facts"]) await refused((given) => judge({ [name]: given }), notObject);
    for (const name of ["on", "prompt"])
      await refused((given) => judge({ made: { [name]: given } }), notText);
    await refused(
      (chain) => judge({ made: { chain } }),
      notObject.filter((each) => !Array.isArray(each)),
    );
    await refused((link) => judge({ made: { chain: [link] } }), [undefined, null, ...notObject, {}]);
    for (const name of ["model", "service", "plan", "licence"])
      await refused((given) => judge({ made: { chain: [{ tool: "krita", [name]: given }] } }), notText);
    await refused(
      (given) => judge({ facts: { "holder.kind": given } }),
      [1n, Symbol("s"), trap, [], {}, new Date(0)],
    );
    expect(await errorOf(() => judge({ use: 7 }))).toMatchObject({
      message: "question.use takes the code of a use, not 7.",
    });
    expect(await errorOf(() => judge({ made: { chain: [{ model: 5n }] } }))).toMatchObject({
      message: "question.made.chain[0].model takes text, not 5n.",
    });
  });

  test("null is what is left out, and a class or a proxy is as good as any object", () => {
    const plain = cleartitle.judge(question);
    class Asked {
      readonly use = question.use;
      readonly on = question.on;
      get made(): object {
        return question.made;
      }
    }
    const left = { market: null, known: null, facts: null };
    for (const given of [{ ...question, ...left }, new Asked(), new Proxy(question, {})])
      expect(cleartitle.judge(given)).toEqual(plain);
    const facts = { "holder.kind": null } as unknown as Record<string, string>;
    expect(cleartitle.judge({ ...question, facts })).toEqual(plain);
    expect(cleartitle.judge({ ...question, made: null } as unknown as typeof question).verdict).toBe(
      "unknown",
    );
  });

  test("images, evidence and decisions", async () => {
    await refused((given) => loose()["inspect"]?.(given), [undefined, null, ...notText]);
    await refused((given) => loose()["check"]?.(given, question), [undefined, null, ...notText]);
    await refused((given) => loose()["decide"]?.(given, question), [undefined, null, ...notObject, {}]);
    await refused((given) => loose()["explain"]?.(given, question), [undefined, ...notObject, {}]);
    for (const name of ["models", "problems", "contentCredentials"])
      await refused(
        (given) => loose()["decide"]?.({ ...evidence, [name]: given }, question),
        [null, 5, "text"],
      );
    for (const services of [undefined, null, 5, "text", [null]])
      await refused(
        (given) => loose()["decide"]?.({ ...evidence, claims: given }, question),
        [null, 5, { services }],
      );
    await refused((given) => loose()["attribution"]?.(given), [undefined, null, ...notObject, {}]);
    const decision = cleartitle.decide(evidence, question);
    await refused((given) => loose()["attribution"]?.(decision, given), [...notObject, {}]);
    expect(cleartitle.decide(JSON.parse(JSON.stringify(evidence)) as Inspection, question)).toEqual(decision);
  });

  test("options of the library and of models", async () => {
    const open = (options: unknown) => Cleartitle.open(options as object);
    await refused(open, [null, ...notObject]);
    for (const name of ["corpus", "ledger"])
      await refused((given) => open({ [name]: given }), [...notText, ""]);
    await refused((own) => open({ own }), [5, "folder", {}, [5]]);
    await refused((now) => open({ now }), [5, "now", {}, () => 5, () => new Date("never")]);
    expect(await errorOf(() => open({ corpus: folder }))).toMatchObject({ code: "corpus-unreadable" });
    const get = (...given: readonly unknown[]) => cleartitle.models.get(...(given as [string]));
    await refused(get, [undefined, null, ...notText]);
    await refused((options) => get("flux-dev", options), [null, ...notObject]);
    await refused((on) => get("flux-dev", { on }), notText);
  });

  test("many images: a list will do", async () => {
    const many = (...given: readonly unknown[]) => first(loose()["inspectMany"]?.(...given));
    expect(await many([image], (path: string) => path)).toMatchObject({ inspection: { format: "png" } });
    const self = (item: unknown): unknown => item;
    await refused((items) => many(items, self), [undefined, null, 5, {}, image, trap]);
    await refused((pathOf) => many([image], pathOf), [undefined, null, 5, {}, () => 5, () => undefined]);
    await refused((options) => many([image], self, options), [null, 5, "text"]);
    for (const name of ["threads", "milliseconds", "heap"])
      await refused((given) => many([image], self, { [name]: given }), [0, -1, "2", Number.NaN]);
  });

  test("the log", async () => {
    await refused((given) => log()["save"]?.(given), [undefined, null, ...notObject, {}]);
    for (const name of ["generationId", "model", "prompt", "intendedUse"])
      await refused((given) => log()["save"]?.({ ...generation, [name]: given }), notText);
    await refused(
      (timestamp) => log()["save"]?.({ ...generation, timestamp }),
      [undefined, null, true, {}, 1n],
    );
    await refused(
      (parameters) => log()["save"]?.({ ...generation, parameters }),
      [{ a: 1n }, { a: [trap] }, Number.NaN],
    );
    await refused((given) => log()["record"]?.(given, question), [undefined, null, ...notText]);
    await refused((given) => log()["record"]?.(image, question, given), [null, ...notObject]);
    await refused((by) => log()["record"]?.(image, question, { by }), [null, ...notText]);
    await refused((given) => log()["query"]?.(given), [null, 5, "text", [], trap]);
    for (const name of ["generation", "file", "party", "from"])
      await refused((given) => log()["query"]?.({ [name]: given }), [null, ...notText]);
    await refused((limit) => log()["query"]?.({ limit }), [null, "5", 1.5, Number.NaN, {}]);
    expect(await errorOf(() => log()["query"]?.({ generatoin: "g-1" }))).toMatchObject({
      code: "usage",
      message: 'The query has no key "generatoin". Did you mean "generation"?',
    });
    await refused((given) => log()["prove"]?.(given), [undefined, null, ...notText]);
    await refused((given) => log()["prove"]?.("g-1", given), [null, ...notObject]);
    await refused((show) => log()["prove"]?.("g-1", { show }), [null, "prompt", 5, {}, [5]]);
    await refused((given) => log()["verify"]?.(given), [undefined, null, ...notText]);
    await refused((given) => log()["verify"]?.(bundle, given), [null, ...notObject]);
    await refused((keys) => log()["verify"]?.(bundle, { keys }), [null, "key", 5, {}, [5], [null]]);
    await refused((file) => log()["verify"]?.(bundle, { file }), [null, ...notText]);
    expect(await cleartitle.complianceLog.query()).toHaveLength(1);
  });
});

describe("a key that there is none of is refused, with the nearest one", () => {
  const near = async (act: () => unknown): Promise<string> => {
    const error = await errorOf(act);
    expect(error).toBeInstanceOf(CleartitleError);
    expect((error as CleartitleError).issues[0]).toMatchObject({ code: "unknown-key" });
    return (error as CleartitleError).message;
  };
  test.each([
    ["the question", { fact: {} }, 'The question has no key "fact". Did you mean "facts"?'],
    ["the question", { Market: "x" }, 'The question has no key "Market". Did you mean "market"?'],
    ["the question", { Made: null }, 'The question has no key "Made". Did you mean "made"?'],
    ["made", { made: { promt: "a" } }, 'question.made has no key "promt". Did you mean "prompt"?'],
    ["made", { made: { keyword: [] } }, 'question.made has no key "keyword". Did you mean "keywords"?'],
    ["made", { made: { On: "2025" } }, 'question.made has no key "On". Did you mean "on"?'],
    ["a link", { made: { chain: [{ tool: "a", modle: "b" }] } }, 'Did you mean "model"?'],
    ["a link", { made: { chain: [{ servcie: "b" }] } }, 'question.made.chain[0] has no key "servcie".'],
    ["a link", { made: { chain: [{ model: "b", license: "mit" }] } }, 'Did you mean "licence"?'],
  ])("in %s: %j", async (_, change, message) => {
    expect(await near(() => loose()["judge"]?.({ ...question, ...change }))).toContain(message);
  });

  test("of a class and behind a getter too", async () => {
    class Asked {
      readonly use = "commercial";
      get Market(): string {
        return "adobe-stock";
      }
    }
    expect(await near(() => cleartitle.judge(new Asked()))).toContain('Did you mean "market"?');
  });

  test("in options and in what is recorded", async () => {
    expect(await near(() => Cleartitle.open({ coprus: folder } as object))).toContain('"corpus"');
    expect(
      await near(() => loose()["inspectMany"] && first(loose()["inspectMany"]?.([], String, { thread: 1 }))),
    ).toContain('"threads"');
    expect(await near(() => cleartitle.models.get("flux-dev", { ON: "2026-01-01" } as object))).toContain(
      '"on"',
    );
    expect(await near(() => log()["record"]?.(image, question, { By: "Ada" }))).toContain('"by"');
    expect(await near(() => log()["prove"]?.("g-1", { shows: ["prompt"] }))).toContain('"show"');
    expect(await near(() => log()["verify"]?.(bundle, { key: ["k"] }))).toContain('"keys"');
    expect(await near(() => log()["save"]?.({ ...generation, promt: "a" }))).toContain('"prompt"');
  });
});

test("a getter is run once, and later edits change nothing", () => {
  let runs = 0;
  const asked = {
    use: "commercial",
    on: "2026-11-22",
    get facts(): Record<string, unknown> {
      runs += 1;
      return { "holder.kind": "individual" };
    },
  };
  cleartitle.judge(asked as unknown as Parameters<Cleartitle["judge"]>[0]);
  expect(runs).toBe(1);
  const written = { use: "commercial", facts: { "content.real-person": false } };
  const read = readQuestion(written);
  written.facts["content.real-person"] = true;
  expect(read.facts).toEqual({ "content.real-person": false });
  expect(Object.isFrozen(read.facts)).toBe(true);
});
