import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
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
const otherImage = join(import.meta.dirname, "../../../../examples/photo.jpg");
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
    await expect(complianceLog.save(live)).rejects.toThrow(/no key "basis"/);
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
    await expect(save).rejects.toThrow(
      `process ${process.pid}, which is this one, writes to this log already. Share the session that does, or close it first; nothing was recorded.`,
    );
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

describe("what became of an image", () => {
  const published = {
    use: "merchandise",
    where: "Adobe Stock",
    to: "Ada Example",
    by: "Bob Example",
  } as const;

  test("is held against the decision on record, once, with names beside the log", async () => {
    const none = await complianceLog.recordPublication(image, published);
    expect(none).toMatchObject({ written: true, where: "adobe-stock", decision: null });
    const question = { use: "merchandise", market: "adobe-stock" };
    const decided = await complianceLog.record(image, question);
    const again = await complianceLog.recordPublication(image, published);
    expect(again).toMatchObject({
      record: none.record,
      written: false,
      decision: { record: decided?.record },
    });
    expect(again.warnings).toHaveLength(1);
    const [found] = await complianceLog.query({ kind: "publication" });
    expect(found).toMatchObject({
      body: { where: "adobe-stock", market: "adobe-stock" },
      private: { to: "Ada Example", by: "Bob Example" },
    });
    expect(textsBelow(join(ledger, "log"))).not.toContain("Example");
  });

  test("many at once are each recorded once, behind one another", async () => {
    const places = Array.from({ length: 20 }, (_, at) => `shelf number ${at % 10}`);
    const all = await Promise.all(
      places.map(async (where) => complianceLog.recordPublication(image, { use: "merchandise", where })),
    );
    expect(all.filter(({ written }) => written)).toHaveLength(10);
    expect(await complianceLog.query({ kind: "publication" })).toHaveLength(10);
  });

  test("by whose hand is on record with the line of the file, and opens what was changed", async () => {
    const edit = { before: image, after: otherImage, tool: "Krita", what: "Painted the handle", by: "Ada" };
    expect(await complianceLog.recordEdit(edit)).toMatchObject({ record: 0, written: true, warnings: [] });
    expect(await complianceLog.recordEdit(edit)).toMatchObject({ record: 0, written: false });
    const [origin, made] = await complianceLog.lineage(otherImage);
    expect(origin).toMatchObject({ place: "before", records: [] });
    expect(made?.records).toMatchObject([
      { kind: "edit", private: { what: "Painted the handle", by: "Ada" } },
    ]);
  });

  test("is proved by files, of a generation that was saved just now too", async () => {
    const receipt = join(root, "paid.pdf");
    writeFileSync(receipt, "paid");
    const { id, generationId } = await complianceLog.save({
      generationId: "g-9",
      model: "flux-dev",
      timestamp: new Date(),
    });
    const evidence = { about: generationId, kind: "receipt", proves: "The plan" } as const;
    expect(await complianceLog.attach(receipt, evidence)).toMatchObject({
      about: id,
      record: 1,
      written: true,
    });
    expect(await complianceLog.attach(receipt, evidence)).toMatchObject({ record: 1, written: false });
  });

  test("that does not fit is refused by the name of the field", async () => {
    const refused = async (change: object): Promise<unknown> =>
      complianceLog.recordPublication(image, { ...published, ...change }).catch((error: unknown) => error);
    expect(await refused({ where: undefined })).toMatchObject({ code: "usage" });
    expect(String(await refused({ to: "x".repeat(301) }))).toMatch(/to takes at most 300/);
    expect(String(await refused({ where: "half \ud83c" }))).toMatch(/where holds half a character/);
    expect(await refused({ use: "sale" })).toMatchObject({ code: "unknown-use" });
    expect(await refused({ met: ["gift"] })).toMatchObject({ code: "unknown-duty" });
    const receipt = { about: image, kind: "gift", proves: "x" } as unknown as Parameters<
      ComplianceLog["attach"]
    >[1];
    await expect(complianceLog.attach(image, receipt)).rejects.toThrow(/kind takes receipt/);
    expect(await complianceLog.query()).toEqual([]);
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
  expect(blocks).toHaveLength(8);
  const code = blocks.map((block) => block.replace(/^const \{ complianceLog \}.*$/m, "")).join("\n");
  const printed: unknown[] = [];
  const run = Object.getPrototypeOf(async () => {}).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await saveAsInTheGuide();
  const proof = JSON.parse(await complianceLog.prove(result.id)) as { keyNotes: string[] };
  const key = proof.keyNotes[0]!.split("\n")[3];
  const receipt = join(root, "receipt.pdf");
  writeFileSync(receipt, "paid");
  const given = { complianceLog, keyFromItsOwner: key, picture: image, edited: otherImage, receipt };
  const log = (text: unknown): number => printed.push(text);
  await new run(...Object.keys(given), "console", code)(...Object.values(given), { log });
  expect(printed.slice(0, -1)).toEqual(["A teapot", ["no-decision"], true, ["before", "this"]]);
  expect(printed.at(-1)).toContain("That what the record says is true: it is what its writer said.");
});

function textsBelow(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return paths.flatMap((path) => (statSync(path).isFile() ? [readFileSync(path, "latin1")] : [])).join("\n");
}
