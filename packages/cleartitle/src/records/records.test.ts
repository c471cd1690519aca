import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Catalog } from "@cleartitle/catalog";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";

import { exportRecord } from "./exported-record.ts";
import { findLedger, findProject, type LedgerPlace } from "./ledger-place.ts";
import { Records, RecordsWriter } from "./records.ts";

const root = mkdtempSync(join(tmpdir(), "records-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let place: LedgerPlace;
let number = 0;
beforeEach(() => {
  number += 1;
  place = { folder: join(root, String(number), "ledger"), keys: join(root, String(number), "keys") };
});

const now = (): Date => new Date("2026-11-22T10:00:00Z");
const note = { kind: "note", body: { about: "a".repeat(64), text: "The client asked for it." } } as const;

async function writeOne(): Promise<void> {
  const writer = await RecordsWriter.open(place, { now });
  await writer.write([note]);
  await writer.close();
}

describe("the place of the ledger", () => {
  test("is the project upwards, else where one stands; an option beats the environment", () => {
    const project = join(root, "project");
    mkdirSync(join(project, "deep", "deeper"), { recursive: true });
    writeFileSync(join(project, "cleartitle.yaml"), "");
    const from = join(project, "deep", "deeper");
    expect(findProject(from)).toBe(project);
    expect(findLedger({}, {}, from).folder).toBe(join(project, ".cleartitle", "ledger"));
    expect(findLedger({}, { CLEARTITLE_LEDGER: "elsewhere" }, from).folder).toBe(join(from, "elsewhere"));
    expect(findLedger({ ledger: "/a" }, { CLEARTITLE_LEDGER: "/b" }, from).folder).toBe("/a");
    expect(findLedger({}, {}, root).folder).toBe(join(root, ".cleartitle", "ledger"));
  });

  test("has its keys with the person's settings, never in the project", () => {
    expect(findLedger({}, { HOME: "/home/ada" }, root).keys).toBe("/home/ada/.config/cleartitle/keys");
    expect(findLedger({}, { CLEARTITLE_KEYS: "/safe" }, root).keys).toBe("/safe");
  });
});

describe("a ledger", () => {
  test("is made on first use, with a key that only its owner can read, and read again", async () => {
    await writeOne();
    const records = await Records.open(place);
    expect(records.reader.head.size).toBe(1);
    expect(await records.catalog.find({ kind: "note" })).toHaveLength(1);
    await records.close();
    expect(statSync(place.keys).isDirectory()).toBe(true);
    expect(existsSync(join(place.folder, "log", "checkpoint"))).toBe(true);
    expect(existsSync(join(place.folder, ".gitignore"))).toBe(true);
  });

  test("that is not there says how to make one", async () => {
    await expect(Records.open(place)).rejects.toThrow(/cleartitle record FILE/);
  });

  test("that somebody else writes to is refused with who holds it, and nothing is lost", async () => {
    const first = await RecordsWriter.open(place, { now });
    await expect(RecordsWriter.open(place, { now })).rejects.toThrow(
      new RegExp(`process ${process.pid}.*nothing was recorded`),
    );
    await first.write([note]);
    await first.close();
    expect((await Records.open(place)).reader.head.size).toBe(1);
  });

  test("is not put into a folder with other things", async () => {
    mkdirSync(place.folder, { recursive: true });
    writeFileSync(join(place.folder, "thesis.doc"), "");
    await expect(RecordsWriter.open(place, { now })).rejects.toThrow(/holds other things.*thesis\.doc/);
  });

  test("whose key is lost says where it belongs, and can still be read", async () => {
    await writeOne();
    rmSync(place.keys, { recursive: true });
    await expect(RecordsWriter.open(place, { now })).rejects.toThrow(new RegExp(place.keys));
    expect((await Records.open(place)).reader.head.size).toBe(1);
  });

  test("that was rolled back is refused", async () => {
    await writeOne();
    const copy = join(root, `${number}-copy`);
    cpSync(place.folder, copy, { recursive: true });
    await writeOne();
    rmSync(place.folder, { recursive: true });
    cpSync(copy, place.folder, { recursive: true });
    await expect(RecordsWriter.open(place, { now })).rejects.toThrow(/newest copy/);
  });

  test("is not written to while the clock stands before its last record, unless somebody confirms", async () => {
    await writeOne();
    const earlier = (): Date => new Date("2026-11-21T10:00:00Z");
    const writer = await RecordsWriter.open(place, { now: earlier });
    await expect(writer.write([note])).rejects.toThrow(/--clock-is-right/);
    await writer.close();
    const confirmed = await RecordsWriter.open(place, { now: earlier, clockConfirmed: true });
    await confirmed.write([note]);
    await confirmed.close();
  });

  test("whose index is broken or of another ledger gets a new index", async () => {
    await writeOne();
    const other = { folder: join(root, `${number}-other`), keys: place.keys };
    const writer = await RecordsWriter.open(other, { now });
    await writer.write([note, note]);
    await writer.close();
    cpSync(join(other.folder, "catalog.sqlite"), join(place.folder, "catalog.sqlite"));
    const records = await Records.open(place);
    expect(await records.catalog.size()).toBe(1);
    await records.close();
    for (const end of ["-wal", "-shm"]) rmSync(join(place.folder, `catalog.sqlite${end}`), { force: true });
    writeFileSync(join(place.folder, "catalog.sqlite"), "this is no database, whatever its name may say");
    const again = await Records.open(place);
    expect(await again.catalog.size()).toBe(1);
    await again.close();
  });

  test.skipIf(process.getuid?.() === 0)("in a folder that may only be read says so", async () => {
    await writeOne();
    chmodSync(join(place.folder, "log"), 0o500);
    await expect(RecordsWriter.open(place, { now })).rejects.toThrow(/may not be written to/);
    chmodSync(join(place.folder, "log"), 0o700);
  });
});

test("an index that cannot grow is told as one; what was written is in the log", async () => {
  const writer = await RecordsWriter.open(place, { now });
  const full = vi
    .spyOn(Catalog.prototype, "catchUp")
    .mockRejectedValueOnce(new Error("database or disk is full"));
  await expect(writer.write([note])).rejects.toMatchObject({
    code: "ledger",
    message: expect.stringMatching(/in the log, but its index.*disk is full/) as string,
  });
  full.mockRestore();
  await writer.close();
  const records = await Records.open(place);
  expect(await records.catalog.find({})).toHaveLength(1);
  await records.close();
});

test("private fields that cannot be read are told with their folder and what to do", async () => {
  const writer = await RecordsWriter.open(place, { now });
  const [written] = await writer.write([note]);
  await writer.close();
  const { id } = written!.record;
  writeFileSync(join(place.folder, "private", id.slice(0, 2), id), "garbage");
  const records = await Records.open(place);
  const found = await records.catalog.find({});
  await expect(exportRecord(records, found[0]!, true)).rejects.toMatchObject({
    code: "ledger",
    message: expect.stringMatching(/ledger: .* cannot be read\. Restore the file/) as string,
  });
  expect((await exportRecord(records, found[0]!, false)).closed).toEqual(["text"]);
  await records.close();
});
