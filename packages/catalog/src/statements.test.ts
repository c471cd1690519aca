import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { MemoryStorage, openLedger, openReader, type Ledger, type LogReader } from "@cleartitle/ledger";
import { FolderPrivateStore, RecordWriter, type NewRecord, type Written } from "@cleartitle/ledger/records";
import { beforeEach, describe, expect, test } from "vitest";

import { Catalog } from "./catalog.ts";

const file = "a".repeat(64);
const corpus = { version: "1", digest: `sha256:${"1".repeat(64)}` };

let ledger: Ledger;
let records: RecordWriter;
let storage: MemoryStorage;
let catalog: Catalog;
beforeEach(async () => {
  storage = new MemoryStorage();
  ledger = await openLedger({ storage, keys: new MemoryStorage() });
  const store = new FolderPrivateStore(new MemoryStorage());
  const clock = (): Date => new Date("2026-11-22T10:00:00Z");
  records = await RecordWriter.open({ ledger, store, clock });
  catalog = await Catalog.open();
});

async function reader(): Promise<LogReader> {
  await ledger.checkpoint();
  return openReader(storage);
}

const attestation = (body: Partial<NewRecord<"attestation">["body"]>): NewRecord => ({
  kind: "attestation",
  body: { subject: file, fact: "content.real-person", value: false, by: "Ada", ...body },
});

async function write(...all: readonly NewRecord[]): Promise<readonly Written[]> {
  const written = await records.writeAll(all);
  await catalog.catchUp(await reader());
  return written;
}

const said = (subject: string | null = file): readonly unknown[] =>
  catalog.statements(subject).map(({ position, fact, value }) => [position, fact, value]);

describe("statements", () => {
  test("are found by the file they are about, or by none, in the order of the log; private values are not there", async () => {
    expect(catalog.hasStatements()).toBe(false);
    await write(
      attestation({}),
      attestation({ subject: undefined, fact: "holder.kind", value: undefined, privateValue: "company" }),
      attestation({ subject: "b".repeat(64), fact: "plan", value: "pro" }),
      attestation({ fact: "met.market.ai-checkbox", value: true, use: "print", market: "shop" }),
    );
    expect(catalog.hasStatements()).toBe(true);
    expect(said()).toEqual([
      [0, "content.real-person", false],
      [3, "met.market.ai-checkbox", true],
    ]);
    expect(said(null)).toEqual([[1, "holder.kind", undefined]]);
    expect(said("c".repeat(64))).toEqual([]);
    expect(catalog.statements(file)[1]).toMatchObject({ kind: "attestation", use: "print", market: "shop" });
    expect(JSON.stringify(await catalog.find({}))).not.toContain("company");
  });

  test("come from what a person confirmed in a review, and from publishing", async () => {
    const item = { mandatory: true, state: "confirmed" } as const;
    await write(
      {
        kind: "review",
        body: {
          subject: file,
          use: "print",
          market: "shop",
          items: [
            { ...item, code: "person", duties: ["person.consent"], facts: { "content.trademark": false } },
            { ...item, code: "law.label" },
            { code: "open", mandatory: false, state: "open", duties: ["never"], facts: { never: true } },
            { code: "shown", mandatory: false, state: "evidence", evidence: "the file" },
          ],
          outcome: "cleared",
          by: "Ada",
          confirmedBy: { person: "Ada", "law.label": "Ada" },
        },
      },
      { kind: "publication", body: { subject: file, use: "print", where: "shop", duties: ["a", "a"] } },
    );
    expect(
      catalog.statements(file).map(({ fact, value, use, market }) => [fact, value, use, market]),
    ).toEqual([
      ["content.trademark", false, null, null],
      ["met.law.label", true, "print", "shop"],
      ["met.person.consent", true, "print", "shop"],
      ["met.a", true, "print", "shop"],
    ]);
  });

  test("go where they were taken back whole, or were replaced for one fact; what came before is not meant", async () => {
    const [first, second] = await write(attestation({}), attestation({ fact: "content.trademark" }));
    expect(catalog.withdrawn(first!.record.id)).toBeNull();
    await write(attestation({ value: true, replaces: [first!.record.id, second!.record.id] }));
    expect(said()).toEqual([
      [1, "content.trademark", false],
      [2, "content.real-person", true],
    ]);
    await write({
      kind: "withdrawal",
      body: { record: second!.record.id, index: 1, subject: file, by: "Ada" },
    });
    expect(said()).toEqual([[2, "content.real-person", true]]);
    expect(catalog.withdrawn(second!.record.id)).toBe(3);
    expect((await catalog.find({ file })).map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  });

  test("close the duty of a decision about their use and market alone, until they are taken back", async () => {
    const decision = (use: string, market?: string): NewRecord => ({
      kind: "decision",
      body: {
        subject: { sha256: file },
        question: {},
        use,
        ...(market === undefined ? {} : { market }),
        on: "2026-11-22",
        parties: [],
        verdict: "conditional",
        rules: [],
        duties: [{ code: "label", phase: "with", met: false }],
        corpus,
        engine: "1",
      },
    });
    await write(
      decision("print", "shop"),
      decision("print", "fair"),
      decision("print"),
      decision("sale", "shop"),
    );
    const open = async (): Promise<readonly string[]> =>
      (await catalog.openDuties({ subject: file })).map(({ use, market }) => `${use} ${market}`);
    expect(await open()).toEqual(["print shop", "print fair", "print null", "sale shop"]);
    const met = attestation({ fact: "met.label", value: true, use: "print", market: "shop" });
    const [done] = await write(met);
    expect(await open()).toEqual(["print fair", "print null", "sale shop"]);
    await write({ kind: "withdrawal", body: { record: done!.record.id, index: 5, by: "Ada" } });
    expect(await open()).toEqual(["print shop", "print fair", "print null", "sale shop"]);
    await write(attestation({ fact: "met.label", value: false, use: "print", market: "shop" }));
    expect(await open()).toHaveLength(4);
    await write({
      kind: "publication",
      body: { subject: file, use: "print", where: "fair", duties: ["label"] },
    });
    expect(await open()).toEqual(["print shop", "sale shop"]);
    // One says that it is done, and one that it is not: nobody has said that it is, until one takes it back.
    await write(met);
    expect(await open()).toEqual(["print shop", "sale shop"]);
    const denied = attestation({ fact: "met.label", value: false, use: "print" });
    const [denial] = await write(denied);
    expect(await open()).toEqual(["print shop", "print null", "sale shop"]);
    await write({ kind: "withdrawal", body: { record: denial!.record.id, index: 10, by: "Ada" } });
    expect(await open()).toEqual(["print shop", "sale shop"]);
  });
});

describe("open duties", () => {
  test("of a decision are not closed by an older one that was imported after it, and are those of the newest", async () => {
    const decision = (duty: string, happened?: string): NewRecord => ({
      kind: "decision",
      body: {
        subject: { sha256: file },
        question: {},
        use: "print",
        on: "2026-11-22",
        parties: [],
        verdict: "conditional",
        rules: [],
        duties: [{ code: duty, phase: "with", met: false }],
        corpus,
        engine: "1",
      },
      ...(happened === undefined ? {} : { happened, later: true }),
    });
    const open = async (): Promise<readonly string[]> =>
      (await catalog.openDuties({ subject: file })).map(({ code }) => code);
    await write(decision("new"), decision("old", "2026-01-05T10:00:00.000Z"));
    expect(await open()).toEqual(["new"]);
    await write(decision("newer"), decision("older", "2026-01-04T10:00:00.000Z"));
    expect(await open()).toEqual(["newer"]);
  });
});

describe("a catalog file", () => {
  test("of an earlier version is thrown away, with the tables it had", async () => {
    const folder = mkdtempSync(join(tmpdir(), "catalog-"));
    try {
      const path = join(folder, "catalog.sqlite");
      const old = new DatabaseSync(path);
      old.exec(`CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        INSERT INTO state VALUES ('schema', '1'), ('size', '9'); CREATE TABLE closing (subject TEXT)`);
      old.close();
      await write(attestation({}));
      const opened = await Catalog.open(path);
      expect(await opened.catchUp(await reader())).toBe(1);
      expect(opened.statements(file)).toHaveLength(1);
      await opened.close();
      const file2 = new DatabaseSync(path);
      expect(file2.prepare("SELECT name FROM sqlite_schema WHERE name = 'closing'").all()).toEqual([]);
      file2.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("that two have open takes in every entry once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "catalog-"));
    try {
      const path = join(folder, "catalog.sqlite");
      await write(attestation({}));
      const [one, other] = [await Catalog.open(path), await Catalog.open(path)];
      expect(await one.catchUp(await reader())).toBe(1);
      expect(await other.catchUp(await reader())).toBe(0);
      await write(attestation({ value: true }));
      expect(await other.catchUp(await reader())).toBe(1);
      expect(await one.catchUp(await reader())).toBe(0);
      expect(one.statements(file)).toHaveLength(2);
      await one.close();
      await other.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
