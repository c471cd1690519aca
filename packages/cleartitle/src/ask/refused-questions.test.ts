import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Cleartitle } from "../cleartitle.ts";
import { CleartitleError } from "../cleartitle-error.ts";
import { checkDeclarations } from "../declarations/check-declarations.ts";
import { readDeclarations } from "../declarations/read-declarations.ts";
import { runCommand } from "../testing/run-command.ts";
import type { Question } from "./question.ts";

const now = (): Date => new Date("2026-11-22T12:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "refused-"));
const image = join(import.meta.dirname, "../../../../examples/midjourney.png");
let cleartitle: Cleartitle;
beforeAll(async () => {
  cleartitle = await Cleartitle.open({ now });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = { on: "2026-01-10", chain: [{ service: "midjourney", plan: "pro" }] };
const clean = { use: "merchandise", made };

/** What the library and `judge` say about the same question; both must refuse it for the same reason. */
async function refusedEverywhere(question: object): Promise<CleartitleError> {
  let thrown: unknown;
  try {
    cleartitle.judge(question as Question);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(CleartitleError);
  const error = thrown as CleartitleError;
  const lines = [question, clean].map((each) => JSON.stringify(each)).join("\n");
  const { status, out } = await runCommand(["judge", "--no-declarations"], lines);
  const [first, second] = out.trim().split("\n");
  const told = JSON.parse(first ?? "") as {
    readonly error: { readonly issues: unknown; readonly line: number };
  };
  expect(told.error.issues).toEqual(
    // Only the library takes `onRecord`, so that it names one key more.
    JSON.parse(JSON.stringify(error.issues).replaceAll(", onRecord", "")),
  );
  expect(told.error.line).toBe(1);
  expect(JSON.parse(second ?? "")).toHaveProperty("verdict");
  expect(status).toBe(2);
  return error;
}

describe("the library and judge refuse the same, and answer the other questions", () => {
  const facts = (stated: object): object => ({ ...clean, facts: stated });
  test.each<[string, object, string]>([
    ["unknown-fact", facts({ "content.real_person": true }), 'Did you mean "content.real-person"?'],
    ["unknown-fact", facts({ "Content.Real-Person": true }), 'Did you mean "content.real-person"?'],
    ["unknown-fact", facts({ "content.realPerson": true }), 'Did you mean "content.real-person"?'],
    ["unknown-fact", facts({ "content.real-person ": true }), 'Did you mean "content.real-person"?'],
    ["unknown-fact", facts({ "holder.knd": null }), 'Did you mean "holder.kind"?'],
    ["unknown-fact", facts({ "met.market.ai-checkbx": true }), 'Did you mean "met.market.ai-checkbox"?'],
    ["unknown-key", { ...clean, fact: {} }, 'Did you mean "facts"?'],
    ["unknown-key", { ...clean, Market: "adobe-stock" }, 'Did you mean "market"?'],
    ["unknown-key", { ...clean, made: { ...made, chian: [] } }, 'Did you mean "chain"?'],
    ["unknown-key", { ...clean, made: { chain: [{ tool: "a", modle: "b" }] } }, 'Did you mean "model"?'],
    ["contradiction", facts({ plan: "trial" }), "say it once"],
    ["contradiction", facts({ "made.on": "2025-01-10" }), "say it once"],
    ["contradiction", { ...facts({ market: "dreamstime" }), market: "adobe-stock" }, "say it once"],
    ["bad-date", { ...clean, on: "2025-12-31" }, "no later than the use, 2025-12-31"],
    ["bad-date", { ...clean, made: { ...made, on: "2026-02-30" } }, "that exists"],
    ["bad-date", { ...clean, made: { ...made, on: "2026-11-24" }, on: "2027-01-01" }, "2026-11-23, tomorrow"],
    ["bad-date", { ...clean, made: { ...made, on: "2027" }, on: "2028-01-01" }, "2026-11-23, tomorrow"],
    ["bad-date", { ...clean, on: "2200-01-01" }, "no later than 2036-12-31"],
    ["bad-date", { ...clean, known: "2030-01-01" }, "2026-11-23, tomorrow"],
    ["unknown-place", facts({ "holder.country": "40k" }), "holder.country takes one country"],
    ["unknown-place", facts({ "holder.country": "XX" }), "holder.country takes one country"],
    ["unknown-place", facts({ "use.territory": "none" }), "or write world for every place"],
    ["unknown-place", facts({ "use.territory": ["de", "Frnce"] }), 'Did you mean "France"?'],
    ["two-meanings", facts({ "holder.revenue-usd": "40.000" }), "write 40000 or 40"],
    ["two-meanings", facts({ "holder.revenue-usd": "1,200" }), "write 1200 or 1.2"],
    ["bad-value", facts({ "holder.revenue-usd": "40k" }), "Write 40000."],
    ["bad-value", facts({ "content.people": "false" }), "content.people takes true, false or none"],
    ["unknown-use", { ...clean, use: "merchandize" }, 'Did you mean "merchandise"?'],
  ])("%s: %j", async (code, question, words) => {
    const { issues, message } = await refusedEverywhere(question);
    expect(issues[0]).toMatchObject({ code, path: expect.any(Array), expected: expect.any(String) });
    expect(message).toContain(words);
  });

  test("an unknown party or plan stays an honest unknown", () => {
    for (const link of [{ service: "midjurney" }, { service: "midjourney", plan: "premium" }])
      expect(cleartitle.judge({ use: "merchandise", made: { chain: [link] } }).verdict).toBe("unknown");
  });
});

describe("text of JSON", () => {
  const judged = async (line: string): Promise<unknown> =>
    JSON.parse((await runCommand(["judge", "--no-declarations"], line)).out);
  test.each([
    ['{"use":"merchandise","facts":{"holder.kind":"company","holder.kind":"individual"}}', "duplicate-key"],
    ['{"use":"merchandise","market":"a","market":"a"}', "duplicate-key"],
    ['{"use":"merchandise","made":{"chain":[{"model":"a","model":"b"}]}}', "duplicate-key"],
    ['{"use":"merchandise","facts":{"holder.revenue-usd":40.000}}', "two-meanings"],
    ['{"use":"merchandise","facts":{"holder.revenue-usd": 1.200 }}', "two-meanings"],
  ])("%s", async (line, code) => {
    expect(await judged(line)).toMatchObject({ error: { issues: [{ code }] } });
    expect((await runCommand(["explain", "-"], line)).status).toBe(2);
  });
});

describe("the command refuses before any file is read, once", () => {
  test.each([
    [["--fact", "content.real_person=true"], 'Did you mean "content.real-person"?'],
    [["--fact", "holder.country=40k"], "holder.country takes one country"],
    [["--fact", "holder.revenue-usd=40.000"], "write 40000 or 40"],
    [["--fact", "plan=pro", "--plan", "trial"], "give it once"],
    [["--service", "midjourney", "--plan", "premium"], 'Midjourney has no plan "premium".'],
    [["--service", "midjourny"], 'Did you mean "midjourney"?'],
    [["--made", "2025-02-30"], "--made takes a day, a month or a year that exists"],
    [["--made", "2026-05-01", "--on", "2026-04-01"], "--made takes a day no later than the use, 2026-04-01"],
    [["--on", "2200-01-01"], "--on takes a day no later than"],
    [["--fact", "use.territory=none"], "or write world"],
  ])("%j", async (options, words) => {
    const { status, out, err } = await runCommand(["check", image, image, "--no-declarations", ...options]);
    expect([status, out]).toEqual([2, ""]);
    expect(err.split("cleartitle:")).toHaveLength(2);
    expect(err.replaceAll(/\s+/g, " ")).toContain(words);
  });

  test("a plan that the service of the file has not is said once, with the number of files", async () => {
    for (const name of ["a.png", "b.png", "c.png"])
      writeFileSync(
        join(folder, name),
        await import("node:fs").then(({ readFileSync }) => readFileSync(image)),
      );
    const { status, err } = await runCommand(["check", folder, "--no-declarations", "--plan", "premium"]);
    expect(status).toBe(2);
    expect(err.match(/Midjourney has no plan "premium"/g)).toHaveLength(2);
    expect(err).toContain("2 more:");
  });

  test("territories add up to a list", async () => {
    const asked = [
      "--fact",
      "use.territory=DE,fr",
      "--fact",
      "holder.country=DE",
      "--fact",
      "use.territory=us_ny",
      "--for",
      "merchandise",
      "--json",
    ];
    const { out } = await runCommand(["check", image, "--no-declarations", ...asked]);
    expect(JSON.parse(out)).toMatchObject([{ decision: { places: { asked: 3 } } }]);
  });
});

describe("cleartitle.yaml refuses the same, with its line", () => {
  const declared = (text: string): string => {
    try {
      checkDeclarations(cleartitle.corpus, readDeclarations(text, "cleartitle.yaml"), "2026-11-22");
    } catch (error) {
      expect((error as CleartitleError).issues.length).toBeGreaterThan(0);
      return (error as Error).message;
    }
    return "";
  };
  test.each([
    ["holder:\n  country: 40k\n", "cleartitle.yaml:2: holder.country: holder.country takes one country"],
    ["holder:\n  countri: DE\n", 'Did you mean "country"?'],
    ["holder:\n  revenue-usd: 40.000\n", "takes a number, not 40.000. It may be 40000 or 40"],
    ["holder:\n  revenue-usd: &r 1.200\n", "It may be 1200 or 1.2"],
    ["holder:\n  revenue-usd: 1,200\n", "It may be 1200 or 1.2"],
    ["holder:\n  kind: company\n  holder.kind: individual\n", "declared as company and as individual"],
    ["holder:\n  use.territory: [DE, Frnce]\n", 'Did you mean "France"?'],
    ["holder: { kind: company, kind: company }\n", "keys must be unique"],
    [
      "attestations:\n  - { fact: content.real_person, value: false, by: Ada }\n",
      'Did you mean "content.real-person"?',
    ],
    ["attestations:\n  - { fact: plan, value: premiun, by: Ada }\n", "no service on record has a plan"],
    ["attestations:\n  - { fact: made.on, value: 2027-01-01, by: Ada }\n", "no later than 2026-11-23"],
    ["attestations:\n  - { fact: made.on, value: 2025-02-30, by: Ada }\n", "made.on takes a day"],
    [
      "attestations:\n  - { fact: content.trademark, value: false, by: Ada, on: 2027-01-01 }\n",
      "no later than",
    ],
    [`models:\n  - { sha256: ${"a".repeat(64)}, licence: mti }\n`, 'no licence on record is called "mti"'],
  ])("%j", (text, words) => {
    expect(declared(text)).toContain(words);
  });

  test("files of before that say none for a place still open, and leave it out", () => {
    const read = readDeclarations("holder: { use.territory: none, country: none, kind: individual }\n", "f");
    expect(checkDeclarations(cleartitle.corpus, read, "2026-11-22").holder).toEqual({
      "holder.kind": "individual",
    });
    const listed = readDeclarations("holder: { use.territory: [FR, Germany] }\n", "f");
    expect(checkDeclarations(cleartitle.corpus, listed, "2026-11-22").holder).toEqual({
      "use.territory": "de,fr",
    });
  });
});

/** Something each fact takes. */
function valueFor(name: string): string | number | boolean {
  const fact = cleartitle.corpus.registry.facts[name];
  if (name === "holder.country") return "DE";
  if (name === "use.territory") return "de";
  if (fact?.type === "number") return 1;
  if (fact?.type === "boolean") return true;
  if (fact?.type === "date") return "2026-01-01";
  return String(fact?.values?.[0] ?? "pro");
}

test("every fact of the registry is taken as it is spelt, and refused in other spellings", () => {
  const { facts } = cleartitle.corpus.registry;
  const judge = (name: string): string => {
    try {
      cleartitle.judge({ use: "merchandise", facts: { [name]: valueFor(name.toLowerCase()) } });
    } catch (error) {
      return (error as CleartitleError).code;
    }
    return "answered";
  };
  for (const [name, { derived }] of Object.entries(facts)) {
    expect([name, judge(name)]).toEqual([name, derived ? "unknown-fact" : "answered"]);
    const misspelt = [name.toUpperCase(), `${name} `, `${name}s`, name.replaceAll(/[.-]/g, "_")];
    for (const other of misspelt)
      if (!Object.hasOwn(facts, other)) expect([other, judge(other)]).toEqual([other, "unknown-fact"]);
  }
});
