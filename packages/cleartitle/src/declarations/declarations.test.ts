import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Inspection } from "../answer.ts";
import { checkQuestion } from "../ask/check-question.ts";
import type { Question } from "../ask/question.ts";
import { Cleartitle } from "../cleartitle.ts";
import { problemInspection } from "../commands/problem-inspection.ts";
import { applyDeclarations, type DeclaredCase } from "./apply-declarations.ts";
import { checkDeclarations } from "./check-declarations.ts";
import { loadDeclarations } from "./load-declarations.ts";
import { planOn } from "./plan-on.ts";
import { readDeclarations } from "./read-declarations.ts";

const root = mkdtempSync(join(tmpdir(), "declarations-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const today = "2026-11-22";
let cleartitle: Cleartitle;
beforeAll(async () => {
  cleartitle = await Cleartitle.open({ now: () => new Date("2026-11-22T12:00:00Z") });
});

const refused = (text: string): string => {
  try {
    checkDeclarations(cleartitle.corpus, readDeclarations(text, "cleartitle.yaml"), today);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("what is wrong in the file is named with its line", () => {
  test.each([
    [
      "holder:\n  kind: individual\nacounts: []\n",
      'cleartitle.yaml:3: acounts: there is no such key. Did you mean "accounts"?',
    ],
    [
      "accounts:\n  - service: midjourney\n    plans:\n      - plan: pro\n        form: 2025-01-01\n        from: 2025-01-01\n",
      'cleartitle.yaml:5: accounts.0.plans.0.form: there is no such key. Did you mean "from"?',
    ],
    [
      "accounts:\n  - service: midjourney\n    plans:\n      - plan: pro\n",
      "cleartitle.yaml:4: accounts.0.plans.0.from:",
    ],
    [
      "accounts:\n  - service: midjourny\n    plans: [{ plan: pro, from: 2025-01-01 }]\n",
      'cleartitle.yaml:2: accounts.0.service: no service on record is called "midjourny". Did you mean',
    ],
    [
      "accounts:\n  - service: midjourney\n    plans:\n      - { plan: gold, from: 2025-01-01 }\n",
      'cleartitle.yaml:4: accounts.0.plans.0.plan: Midjourney has no plan "gold"',
    ],
    [
      "accounts:\n  - service: midjourney\n    plans:\n      - { plan: pro, from: 2025-01-01 }\n      - { plan: basic, from: 2025-06-01 }\n",
      "cleartitle.yaml:5: accounts.0.plans.1: it overlaps with pro from 2025-01-01",
    ],
    [
      "accounts:\n  - service: midjourney\n    plans:\n      - { plan: pro, from: 2025-02-30 }\n",
      "cleartitle.yaml:4: accounts.0.plans.0.from: a day is written as",
    ],
    [
      "holder:\n  kind: individual\n  revenu-usd: 5\n",
      'cleartitle.yaml:3: holder.revenu-usd: no fact is called so. Did you mean "revenue-usd"?',
    ],
    [
      "holder:\n  revenue-usd: lots\n",
      "cleartitle.yaml:2: holder.revenue-usd: holder.revenue-usd takes a number",
    ],
    ["holder: {}\nholder: {}\n", "cleartitle.yaml:2: Map keys must be unique"],
    ["defaults:\n  use: stock-licencing\n", 'Did you mean "stock-licensing"?'],
    ["- a list\n", "cleartitle.yaml:1: the file:"],
    ["models:\n  - { name: mine, licence: mit }\n", "cleartitle.yaml:2: models.0: it needs sha256 or hash"],
    ["a: &a [1]\nb: *c\n", "cleartitle.yaml:2:"],
  ])("%j", (text, message) => {
    expect(refused(text)).toContain(message);
  });

  test("a hash that looks like a number is a hash", () => {
    const { declarations } = readDeclarations(
      "models:\n  - { hash: 31e3500000, licence: mit }\n",
      "cleartitle.yaml",
    );
    expect(declarations.models).toEqual([{ hash: "31e3500000", licence: "mit" }]);
  });

  test("and an empty file or one of comments declares nothing", () => {
    for (const text of ["", "# nothing yet\n", "holder:\n"])
      expect(refused(text.replace("holder:\n", "holder: {}\n"))).toBe("");
  });

  test("whatever the text is, it is read or refused with a line, and nothing else happens", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const said = refused(text);
        expect(said === "" || said.startsWith("cleartitle.yaml")).toBe(true);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe("the plan on the day of making", () => {
  const account = {
    plans: [
      { plan: "basic", from: "2025-01-01", until: "2025-03-31" },
      { plan: "pro", from: "2025-04-01", until: "2025-06-30" },
      { plan: "pro", from: "2025-07-01", until: "2025-08-15" },
      { plan: "pro", from: "2025-09-01" },
    ],
  };
  const plan = (made: string | null): string => {
    const found = planOn(account, made, "2026-11-22");
    return found.kind === "known" ? found.plan : found.why;
  };
  test("is the one that held on it, both ends counted", () => {
    expect(plan("2025-01-01")).toBe("basic");
    expect(plan("2025-03-31")).toBe("basic");
    expect(plan("2025-04-01T23:59:00Z")).toBe("pro");
    expect(plan("2025-05")).toBe("pro");
    expect(plan("2026-11-22")).toBe("pro");
  });
  test("is open in a gap, before, after, over a change, and without a date", () => {
    for (const made of ["2025-08-20", "2024-12-31", "2025-08", "2026-11-23", "2026"])
      expect(plan(made)).toMatch(/no plan is declared for all of/);
    expect(plan("2025-03-31")).toBe("basic");
    expect(plan("2025-01")).toBe("basic");
    expect(planOn(account, "2025", "2026-11-22").kind).toBe("open");
    expect(planOn({ plans: account.plans.slice(0, 2) }, "2025-03", "2026-11-22")).toMatchObject({
      plan: "basic",
    });
    expect(
      planOn(
        {
          plans: [
            { plan: "a", from: "2025-03-01", until: "2025-03-10" },
            { plan: "b", from: "2025-03-11" },
          ],
        },
        "2025-03",
        "2026-11-22",
      ),
    ).toMatchObject({ kind: "open", why: expect.stringContaining("a, then b") });
    expect(plan(null)).toMatch(/not known/);
    expect(plan("soon")).toMatch(/not known/);
  });
  test("is known exactly where one plan holds on every day, whatever the periods are", () => {
    const day = fc.integer({ min: 1, max: 28 }).map((date) => `2025-02-${String(date).padStart(2, "0")}`);
    const period = fc.record({ plan: fc.constantFrom("a", "b"), from: day, until: day });
    const days = Array.from({ length: 28 }, (_, at) => `2025-02-${String(at + 1).padStart(2, "0")}`);
    fc.assert(
      fc.property(fc.array(period, { maxLength: 5 }), (plans) => {
        const onDay = (date: string): Set<string> =>
          new Set(plans.filter(({ from, until }) => from <= date && until >= date).map(({ plan }) => plan));
        const all = days.map(onDay);
        const settled =
          all.every((names) => names.size > 0) && new Set(all.flatMap((names) => [...names])).size === 1;
        const found = planOn({ plans }, "2025-02", "2026-11-22");
        expect(found.kind).toBe(settled ? "known" : "open");
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe("declarations", () => {
  const project = join(root, "project");
  const home = { HOME: join(root, "home") };
  const declare = (text: string, folder = project): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "cleartitle.yaml"), text);
  };
  const apply = async (question: Question, inspection: Inspection | null): Promise<DeclaredCase> =>
    applyDeclarations(cleartitle.corpus, await loadDeclarations(cleartitle.corpus, home, project, today), {
      question: checkQuestion(cleartitle.corpus, question, { today, code: "usage" }),
      inspection,
      today,
    });
  const midjourney = { use: "merchandise", made: { on: "2025-02-01", chain: [{ service: "midjourney" }] } };

  test("of the project go before the person's own, and the question before both", async () => {
    declare("holder: { kind: company, country: DE }\n", join(home.HOME, ".config", "cleartitle"));
    declare("holder: { kind: individual }\n");
    expect((await apply(midjourney, null)).question.facts).toEqual({
      "holder.kind": "individual",
      "holder.country": "DE",
    });
    const asked = { ...midjourney, facts: { "holder.kind": "company" } };
    expect((await apply(asked, null)).question.facts?.["holder.kind"]).toBe("company");
    rmSync(home.HOME, { recursive: true });
  });

  test("settle the plan on the day, and leave it open in a gap", async () => {
    declare(
      "accounts:\n  - service: Midjourney\n    plans:\n      - { plan: pro, from: 2025-01-01, until: 2025-03-31 }\n",
    );
    const known = await apply(midjourney, null);
    expect(known.question.made?.chain).toEqual([{ service: "midjourney", plan: "pro" }]);
    const gap = await apply({ ...midjourney, made: { ...midjourney.made, on: "2025-05-01" } }, null);
    expect(gap.question.made?.chain).toEqual([{ service: "midjourney" }]);
    expect(gap.open).toEqual([
      expect.stringMatching(/^Midjourney: no plan is declared for all of 2025-05-01/),
    ]);
    const facts = { "holder.kind": "company", "holder.revenue-usd": 5_000_000 };
    const verdict = ({ question }: DeclaredCase): string =>
      cleartitle.judge({ ...question, facts: { ...question.facts, ...facts } }).verdict;
    expect(verdict(gap)).toBe("unknown");
    expect(verdict(known)).not.toBe("unknown");
  });

  test("about images count only for those that they name, and not where they contradict each other", async () => {
    declare(
      "attestations:\n" +
        "  - { fact: content.trademark, value: false, by: Ada, for: [clean] }\n" +
        "  - { fact: content.real-person, value: false, by: Ada }\n" +
        "  - { fact: content.real-person, value: true, by: Bob, for: [clean/portrait.png] }\n",
    );
    const factsOf = async (file: string): Promise<unknown> =>
      (await apply({ use: "merchandise" }, problemInspection(join(project, file), new Error()))).question
        .facts;
    expect(await factsOf("clean/cup.png")).toEqual({
      "content.trademark": false,
      "content.real-person": false,
    });
    expect(await factsOf("other/cup.png")).toEqual({ "content.real-person": false });
    expect(await factsOf("cleaner/cup.png")).toEqual({ "content.real-person": false });
    expect(await factsOf("clean/portrait.png")).toEqual({ "content.trademark": false });
  });

  test("may say when images were made; what is declared elsewhere is no attestation", async () => {
    const attest = (fact: string, value: string): void =>
      declare(`attestations:\n  - { fact: ${fact}, value: ${value}, by: Ada, for: [old] }\n`);
    attest("made.on", "2024-05");
    const file = problemInspection(join(project, "old/cup.png"), new Error());
    expect((await apply({ use: "merchandise" }, file)).question.facts).toEqual({ "made.on": "2024-05" });
    const load = (): Promise<unknown> => loadDeclarations(cleartitle.corpus, home, project, today);
    attest("made.on", "2024");
    await expect(load()).rejects.toThrow(
      'cleartitle.yaml:2: attestations.0.value: made.on takes a day, a month or a year, in quotes: "2025-07".',
    );
    attest("market", "adobe-stock");
    await expect(load()).rejects.toThrow("this is no fact; it is declared as defaults.market.");
    attest("made", "2024");
    await expect(load()).rejects.toThrow('it is declared as an attestation of "made.on".');
    attest("known", "'2024-05-05'");
    await expect(load()).rejects.toThrow("this is no fact, and cannot be declared for all images.");
    declare("holder: { market: adobe-stock }\n");
    await expect(load()).rejects.toThrow(
      "cleartitle.yaml:1: holder.market: this is no fact; it is declared as",
    );
  });

  test("of models and adapters go by their hash alone, and never hide a service", async () => {
    const hash = "ab12".repeat(16);
    declare(
      `adapters:\n  - { sha256: ${hash}, name: Our style, licence: mit }\nmodels:\n  - { sha256: ${hash}, licence: mit }\n`,
    );
    const base = problemInspection(join(project, "a.png"), new Error());
    const model = { role: "lora", name: "style", hash: hash.slice(0, 10), hashKind: "autov2", party: null };
    const withIt = (change: object): Inspection => ({ ...base, ...change });
    const lora = await apply(
      { use: "merchandise" },
      withIt({ adapters: [model, { ...model, hash: "0".repeat(10) }] }),
    );
    expect(lora.question.made?.chain).toEqual([{ adapter: "Our style", licence: "mit" }]);
    expect(lora.inspection?.adapters).toHaveLength(1);
    const checkpoint = { ...model, role: "checkpoint" };
    const alone = await apply({ use: "merchandise" }, withIt({ models: [checkpoint] }));
    expect(alone.question.made?.chain).toEqual([{ model: "style", licence: "mit" }]);
    const hosted = await apply(
      { use: "merchandise" },
      withIt({ models: [checkpoint], service: { id: "midjourney" } }),
    );
    expect(hosted.question.made?.chain).toEqual([]);
    const short = await apply(
      { use: "merchandise" },
      withIt({ models: [{ ...checkpoint, hash: hash.slice(0, 8) }] }),
    );
    expect(short.question.made?.chain).toEqual([]);
  });

  test("with a proof that is gone or was changed are refused with the line", async () => {
    const account = (proof: string): string =>
      `accounts:\n  - service: midjourney\n    plans:\n      - plan: pro\n        from: 2025-01-01\n        proof:\n          - ${proof}\n`;
    declare(account("invoice.pdf"));
    const load = async (): Promise<unknown> => loadDeclarations(cleartitle.corpus, home, project, today);
    await expect(load()).rejects.toThrow(/cleartitle\.yaml:7: .*the proof invoice\.pdf is not there/);
    writeFileSync(join(project, "invoice.pdf"), "paid");
    expect(await load()).toMatchObject([{ proofs: new Map([["invoice.pdf", { bytes: 4 }]]) }]);
    declare(account(`{ file: invoice.pdf, sha256: ${"0".repeat(64)} }`));
    await expect(load()).rejects.toThrow(/cleartitle\.yaml:7: .*is not the file that was declared/);
  });
});

describe("declarations that would take long", () => {
  const many = (count: number, one: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => one(at)).join("\n");
  test.each([
    [
      "aliases",
      `holder: &a {kind: individual}\n${many(2000, (at) => `x${at}: {<<: *a}`)}`,
      /^c\.yaml:102: The file has more than 100 aliases/,
    ],
    [
      "keys",
      `holder:\n${many(60_000, (at) => `  k${at}: ${at}`)}`,
      /^c\.yaml:25001: The file has more than 25,000 keys and items/,
    ],
    ["bytes", `# ${"x".repeat(9_000_000)}`, /^c\.yaml:1: The file has more than 1,048,576 characters/],
    ["lines", "\n".repeat(200_000), /^c\.yaml:100001: The file has more than 100,000 lines/],
    ["levels", "[".repeat(20_000), /^c\.yaml:\d+: /],
    [
      "keys that there are none of",
      many(20_000, (at) => `k${at}: 1`),
      /^c\.yaml:1: k0: there is no such key/,
    ],
  ])("are refused with the limit and the line: %s", (_, text, message) => {
    expect(() => readDeclarations(text, "c.yaml")).toThrow(message);
  });
});
