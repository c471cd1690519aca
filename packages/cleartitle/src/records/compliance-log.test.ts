import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";

import { Cleartitle } from "../cleartitle.ts";
import type { ComplianceLog } from "./compliance-log.ts";

const root = mkdtempSync(join(tmpdir(), "compliance-log-"));
const keysBefore = process.env["CLEARTITLE_KEYS"];
process.env["CLEARTITLE_KEYS"] = join(root, "keys");
afterAll(() => {
  if (keysBefore === undefined) delete process.env["CLEARTITLE_KEYS"];
  else process.env["CLEARTITLE_KEYS"] = keysBefore;
  rmSync(root, { recursive: true, force: true });
});

const image = join(import.meta.dirname, "../../../../examples/a1111-sdxl.png");
let number = 0;
let ledger: string;
let cleartitle: Cleartitle;
let complianceLog: ComplianceLog;
beforeEach(async () => {
  number += 1;
  ledger = join(root, String(number));
  cleartitle = await Cleartitle.open({ ledger });
  ({ complianceLog } = cleartitle);
});
afterEach(async () => cleartitle.close());

/** What a gateway's client gives back. */
const result = { id: "gen_8f2c" };
const prompt = "Product visualization of a blue teapot for Ada Example";

async function saveAsInTheGuide(): Promise<void> {
  await complianceLog.save({
    generationId: result.id,
    model: "flux-dev",
    prompt,
    timestamp: new Date(),
    license: "FLUX.1-dev",
    intendedUse: "marketing-materials",
    attribution: "Created with FLUX.1-dev via Abstrakt",
  });
}

describe("save", () => {
  test("takes the fields of the guide, twice is once, and the prompt lies beside the log", async () => {
    await saveAsInTheGuide();
    await saveAsInTheGuide();
    const found = await complianceLog.query({ kind: "generation" });
    expect(found).toMatchObject([
      {
        index: 0,
        time: { basis: "live" },
        body: { generationId: "gen_8f2c", license: "FLUX.1-dev", intendedUse: "marketing-materials" },
        private: { prompt },
      },
    ]);
    expect(textsBelow(join(ledger, "log"))).not.toContain("teapot");
    expect(textsBelow(join(ledger, "private"))).toContain("teapot");
  });

  test("again after a restart is still once; other content under the same id is refused", async () => {
    await saveAsInTheGuide();
    await cleartitle.close();
    await saveAsInTheGuide();
    expect(await complianceLog.query()).toHaveLength(1);
    const other = { generationId: result.id, model: "flux-schnell", prompt, timestamp: new Date() };
    await expect(complianceLog.save(other)).rejects.toMatchObject({ code: "already-recorded" });
  });

  test("of many at once, some twice, records each once", async () => {
    const ids = Array.from({ length: 300 }, (_, at) => `g-${at}`);
    const saves = [...ids, ...ids.slice(0, 100)].map(async (generationId) =>
      complianceLog.save({ generationId, model: "flux-dev", timestamp: new Date() }),
    );
    const saved = await Promise.all(saves);
    expect(saved.filter(({ written }) => written)).toHaveLength(300);
    const found = await complianceLog.query();
    expect(new Set(found.map(({ body }) => body["generationId"])).size).toBe(300);
    expect(found).toHaveLength(300);
  });

  test("of the past is marked as recorded later, and nothing can say otherwise", async () => {
    const timestamp = "2025-01-01T00:00:00Z";
    const saved = await complianceLog.save({ generationId: "old", model: "flux-dev", timestamp });
    expect(saved.basis).toBe("recorded-later");
    const live = { generationId: "x", model: "flux-dev", timestamp, basis: "live" };
    await expect(complianceLog.save(live)).rejects.toThrow(/no field "basis"/);
    const misspelt = { generationId: "x", model: "flux-dev", timestamp, licence: "MIT" };
    await expect(complianceLog.save(misspelt)).rejects.toThrow(/Did you mean "license"/);
    const never = { generationId: "x", model: "flux-dev", timestamp: "soon" };
    await expect(complianceLog.save(never)).rejects.toThrow(/timestamp takes a Date/);
  });

  test("while another process writes says who does", async () => {
    await saveAsInTheGuide();
    const second = await Cleartitle.open({ ledger });
    const save = second.complianceLog.save({ generationId: "y", model: "m", timestamp: new Date() });
    await expect(save).rejects.toMatchObject({ code: "ledger" });
    await expect(save).rejects.toThrow(new RegExp(`process ${process.pid}`));
    await second.close();
  });
});

describe("prove and verify", () => {
  test("show a record with the fields that are disclosed, and refuse a changed one", async () => {
    await saveAsInTheGuide();
    const bundle = await complianceLog.prove(result.id, { show: ["prompt"] });
    const report = await complianceLog.verify(bundle);
    expect(report).toMatchObject({ proved: true, keys: "own", disclosed: { prompt } });
    const changed = bundle.replace(/"entry": "(.)/, (_, first) => `"entry": "${first === "e" ? "f" : "e"}`);
    expect(changed).not.toBe(bundle);
    expect(await complianceLog.verify(changed)).toMatchObject({ proved: false });
    expect(await complianceLog.verify("no bundle")).toMatchObject({ proved: false, code: "malformed" });
    await expect(complianceLog.prove("nobody")).rejects.toMatchObject({ code: "no-record" });
  });

  test("of a decision bring the terms, with the corpus logged before it", async () => {
    const question = { use: "merchandise", facts: { "holder.revenue-usd": 5000 } };
    const first = await complianceLog.record(image, question, { by: "Ada Example" });
    const again = await complianceLog.record(image, question, { by: "Ada Example" });
    expect([first?.written, again?.written]).toEqual([true, false]);
    expect(again?.record).toBe(first?.record);
    const found = await complianceLog.query();
    expect(found.map(({ kind }) => kind)).toEqual(["corpus", "decision"]);
    expect(JSON.stringify(found[1]?.body)).not.toContain("revenue");
    const report = await complianceLog.verify(await complianceLog.prove(image));
    expect(report).toMatchObject({ proved: true, terms: { sameCorpus: true, missing: [] } });
  });
});

test("the line for the picture comes from the decision", async () => {
  const question = { use: "marketing", made: { on: "2026-01-01", chain: [{ model: "flux-dev" }] } };
  const { text, standing } = cleartitle.attribution(cleartitle.judge(question));
  expect(text).toBe("Image created with FLUX.1 [dev]");
  expect(["required", "recommended", "optional", "unknown"]).toContain(standing);
});

test("the examples in the documentation run, and print what they say", async () => {
  const source = readFileSync(join(import.meta.dirname, "compliance-log.ts"), "utf8");
  const blocks = [...source.matchAll(/\* @example\n((?: +\*(?! @| *\n)(?!\/).*\n)+)/g)].map(
    ([, block = ""]) => block.replaceAll(/^ +\* ?/gm, ""),
  );
  expect(blocks).toHaveLength(4);
  const code = blocks.map((block) => block.replace(/^const \{ complianceLog \}.*$/m, "")).join("\n");
  const printed: unknown[] = [];
  const run = Object.getPrototypeOf(async () => {}).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await saveAsInTheGuide();
  const proof = JSON.parse(await complianceLog.prove(result.id)) as { keyNotes: string[] };
  const key = proof.keyNotes[0]!.split("\n")[3];
  const example = new run("complianceLog", "keyFromItsOwner", "console", code);
  await example(complianceLog, key, { log: (text: unknown) => printed.push(text) });
  expect(printed[0]).toBe("A teapot");
  expect(printed[1]).toContain("That what the record says is true: it is what its writer said.");
});

function textsBelow(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return paths.flatMap((path) => (statSync(path).isFile() ? [readFileSync(path, "latin1")] : [])).join("\n");
}
