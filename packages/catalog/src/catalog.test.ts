import { beforeAll, describe, expect, test } from "vitest";
import { MemoryStorage, openLedger, openReader, type Ledger, type LogReader } from "@cleartitle/ledger";
import { FolderPrivateStore, RecordWriter, type NewRecord } from "@cleartitle/ledger/records";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { Catalog } from "./catalog.ts";
import { greySide, perceptualHash, type GreyPicture } from "./look/perceptual-hash.ts";
import { drawnGreyPicture } from "./testing/drawn-picture.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { medianHash } from "./testing/median-hash.ts";

const digestOf = (number: number): string => number.toString(16).padStart(64, "0");
const corpus = { version: "1", digest: `sha256:${digestOf(1)}` };

function generation(number: number): NewRecord<"generation"> {
  return {
    kind: "generation",
    body: {
      generationId: `gen-${number}`,
      model: number % 2 === 0 ? "flux-1-dev" : "sdxl-1.0",
      service: "replicate",
      timestamp: `2026-11-${String((number % 20) + 1).padStart(2, "0")}T10:00:00Z`,
      prompt: "private",
      intendedUse: "advertising",
      output: { sha256: digestOf(100 + number) },
      // Some were recorded by an earlier release.
      fingerprint:
        number % 5 === 4
          ? medianHash(drawnGreyPicture(number + 1))
          : perceptualHash(drawnGreyPicture(number + 1))!,
    },
  };
}

function decision(
  number: number,
  change: Partial<NewRecord<"decision">["body"]> = {},
): NewRecord<"decision"> {
  return {
    kind: "decision",
    body: {
      subject: { sha256: digestOf(100 + number) },
      question: {},
      use: "stock-licensing",
      market: "adobe-stock",
      on: "2026-11-22",
      parties: ["flux-1-dev", "adobe-stock"],
      verdict: number % 3 === 0 ? "forbidden" : "conditional",
      rules: [],
      duties: [
        { code: "market.ai-checkbox", phase: "with", met: false },
        { code: "people", met: true },
      ],
      corpus,
      engine: "0.1.0",
      ...change,
    },
  };
}

let ledger: Ledger;
let records: RecordWriter;
let now = new Date("2026-11-22T10:00:00Z");
const storage = new MemoryStorage();

async function reader(): Promise<LogReader> {
  await ledger.checkpoint();
  return openReader(storage);
}

beforeAll(async () => {
  ledger = await openLedger({ storage, keys: new MemoryStorage() });
  const store = new FolderPrivateStore(new MemoryStorage());
  records = await RecordWriter.open({ ledger, store, clock: () => now });
  for (let number = 0; number < 30; number += 1) {
    await records.writeAll([generation(number), decision(number)]);
    now = new Date(now.getTime() + 3_600_000);
  }
});

describe("the catalog", () => {
  test("finds by file, party, verdict, use, market, kind, date and generation, and by several at once", async () => {
    const catalog = await Catalog.open();
    await catalog.catchUp(await reader());
    const count = async (query: Parameters<Catalog["find"]>[0]): Promise<number> =>
      (await catalog.find(query)).length;
    expect(await count({})).toBe(61);
    expect(await count({ file: digestOf(105) })).toBe(2);
    expect(await count({ party: "sdxl-1.0" })).toBe(15);
    expect(await count({ verdict: "forbidden" })).toBe(10);
    expect(await count({ use: "advertising" })).toBe(30);
    expect(await count({ market: "adobe-stock", kind: "decision" })).toBe(30);
    expect(await count({ kind: "corpus" })).toBe(1);
    expect(await count({ from: "2026-11-22T20:00", until: "2026-11-23T00:00" })).toBe(8);
    expect(await count({ generation: "gen-7" })).toBe(1);
    expect(await count({ verdict: "forbidden", file: digestOf(103) })).toBe(1);
    expect(await count({ verdict: "forbidden", party: "sdxl-1.0" })).toBe(0);
    expect(await count({ party: "' OR 1=1 --" })).toBe(0);
    const newest = await catalog.find({ newestFirst: true, limit: 3, kind: "generation" });
    expect(newest.map(({ position }) => position)).toEqual([59, 57, 55]);
    const [next] = await catalog.find({ after: 57, limit: 1 });
    expect(next).toMatchObject({ position: 58, record: { kind: "decision" } });
    expect(await catalog.corpora()).toEqual([corpus.digest]);
    await catalog.close();
  });

  test("holds nothing private", async () => {
    const catalog = await Catalog.open();
    await catalog.catchUp(await reader());
    expect(JSON.stringify(await catalog.find({}))).not.toContain('"prompt":"private"');
    await catalog.close();
  });

  test.each([7, 9])(
    "finds a changed copy of a picture with its distance, and its mirror image: %s",
    async (number) => {
      const catalog = await Catalog.open();
      await catalog.catchUp(await reader());
      const noisy = perceptualHash(noise(drawnGreyPicture(number + 1)))!;
      const expected = { record: { body: { generationId: `gen-${number}` } }, cut: null };
      const copies = await catalog.findCopies(noisy);
      expect(copies).toMatchObject([{ ...expected, mirrored: false }]);
      expect(copies[0]!.distance).toBeLessThan(6);
      const turned = perceptualHash(mirror(noise(drawnGreyPicture(number + 1))))!;
      expect(await catalog.findCopies(turned)).toMatchObject([{ ...expected, mirrored: true }]);
      await catalog.close();
    },
  );

  test("finds old fingerprints by old ones, and compares nothing with those of another algorithm", async () => {
    const catalog = await Catalog.open();
    await catalog.catchUp(await reader());
    const old = medianHash(drawnGreyPicture(8));
    expect(await catalog.findCopies(old)).toMatchObject([{ record: { body: { generationId: "gen-7" } } }]);
    expect(await catalog.findCopies({ ...old, algorithm: "other" })).toEqual([]);
    expect(await catalog.findCopies({ ...old, hash: old.hash.slice(0, 16) })).toEqual([]);
    expect(await catalog.findCopies(perceptualHash(drawnGreyPicture(999))!)).toEqual([]);
    await catalog.close();
  });

  test("finds the picture that one is a part of, which no record of the first fingerprint tells", async () => {
    const catalog = await Catalog.open();
    await catalog.catchUp(await reader());
    // A tenth more of nothing around the picture, at each side.
    const around = (seed: number): GreyPicture => {
      const { grey, ...size } = drawnGreyPicture(seed);
      const inside = (at: number): number => Math.floor((at - 10.67) * 1.2);
      return {
        ...size,
        grey: Float64Array.from({ length: greySide ** 2 }, (_, at) => {
          const [x, y] = [inside(at % greySide), inside(Math.floor(at / greySide))];
          return x < 0 || y < 0 || x >= greySide || y >= greySide ? 0 : grey[y * greySide + x]!;
        }),
      };
    };
    expect(await catalog.findCopies(perceptualHash(around(8))!)).toEqual([]);
    const [part, ...others] = await catalog.findParts(around(8));
    expect(part).toMatchObject({ record: { body: { generationId: "gen-7" } }, mirrored: false });
    expect(part!.cut!.left).toBeCloseTo(-0.1, 1);
    expect(others).toEqual([]);
    expect(await catalog.findParts(around(10))).toEqual([]);
    await catalog.close();
  });

  test("grown step by step is the same as rebuilt at once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "catalog-"));
    const path = join(folder, "catalog.sqlite");
    try {
      const grown = await Catalog.open(path);
      const whole = await reader();
      for (const size of [1, 2, 30, 61]) {
        const root = await whole.tree.root(size);
        await grown.catchUp(readerAt(whole, size, root));
      }
      expect(await grown.catchUp(whole)).toBe(0);
      await grown.findCopies(perceptualHash(drawnGreyPicture(1))!);
      await records.write({ kind: "note", body: { about: digestOf(100), text: "because" } });
      expect(await grown.catchUp(await reader())).toBe(1);
      const before = await grown.digest();
      const rebuilt = await Catalog.open();
      await rebuilt.rebuild(await reader());
      expect(await rebuilt.digest()).toBe(before);
      await grown.close();
      const again = await Catalog.open(path);
      expect(await again.digest()).toBe(before);
      expect(await again.rebuild(await reader())).toBe(62);
      expect(await again.digest()).toBe(before);
      await again.close();
      await rebuilt.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("of an older version is thrown away and made anew", async () => {
    const folder = mkdtempSync(join(tmpdir(), "catalog-"));
    const path = join(folder, "catalog.sqlite");
    try {
      const older = new DatabaseSync(path);
      older.exec("CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
      older.exec("CREATE TABLE closing (subject TEXT, code TEXT, position INTEGER)");
      older.exec("INSERT INTO state VALUES ('schema', '1'), ('size', '7'), ('root', 'x')");
      older.close();
      const catalog = await Catalog.open(path);
      expect(await catalog.size()).toBe(0);
      await catalog.catchUp(await reader());
      const whole = await Catalog.open();
      await whole.catchUp(await reader());
      expect(await catalog.digest()).toBe(await whole.digest());
      await Promise.all([catalog.close(), whole.close()]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("refuses a log that is not the one it was made from", async () => {
    const catalog = await Catalog.open();
    await catalog.catchUp(await reader());
    const other = new MemoryStorage();
    const otherLedger = await openLedger({ storage: other, keys: new MemoryStorage() });
    await otherLedger.close();
    await expect(catalog.catchUp(await openReader(other))).rejects.toMatchObject({ code: "forked" });
    await catalog.close();
  });
});

test("notes and evidence are found with the file that they are about, also by way of its records", async () => {
  const catalog = await Catalog.open();
  const [image, receipt] = [digestOf(9001), digestOf(9002)];
  const { record } = await records.write(decision(0, { subject: { sha256: image }, duties: [] }));
  const file = { sha256: receipt };
  await records.write({ kind: "evidence-file", body: { file, kind: "receipt", about: image } });
  await records.write({ kind: "evidence-file", body: { file, about: record.id } });
  await records.write({ kind: "note", body: { about: record.id, text: "because" } });
  await records.write({ kind: "evidence-file", body: { file } });
  await catalog.catchUp(await reader());
  const kinds = async (sha256: string): Promise<readonly string[]> =>
    (await catalog.find({ file: sha256 })).map((found) => found.record.kind);
  expect(await kinds(image)).toEqual(["decision", "evidence-file", "evidence-file", "note"]);
  expect(await kinds(receipt)).toEqual(["evidence-file", "evidence-file", "evidence-file"]);
  await catalog.close();
});

describe("open duties", () => {
  test("are those of the latest decision that nothing has closed since", async () => {
    const catalog = await Catalog.open();
    const subject = digestOf(104);
    const state = async (): Promise<readonly string[]> => {
      await catalog.catchUp(await reader());
      return (await catalog.openDuties({ subject })).map(({ code, use }) => `${use} ${code}`);
    };
    expect(await state()).toEqual(["stock-licensing market.ai-checkbox"]);
    expect(await catalog.openDuties({ code: "people" })).toEqual([]);
    expect((await catalog.find({ openDuty: "market.ai-checkbox" })).length).toBe(30);
    expect((await catalog.find({ openDuty: true, file: subject })).length).toBe(1);

    const elsewhere = {
      subject,
      use: "stock-licensing",
      where: "The client",
      duties: ["market.ai-checkbox"],
    };
    await records.write({ kind: "publication", body: elsewhere });
    await records.write({ kind: "publication", body: { ...elsewhere, where: "alamy", market: "alamy" } });
    await records.write({ kind: "publication", body: { ...elsewhere, use: "print", market: "adobe-stock" } });
    expect(await state()).toEqual(["stock-licensing market.ai-checkbox"]);
    const body = { ...elsewhere, where: "adobe-stock", market: "adobe-stock" };
    await records.write({ kind: "publication", body });
    expect(await state()).toEqual([]);
    expect((await catalog.find({ openDuty: true })).length).toBe(29);
    await records.write(decision(4));
    expect(await state()).toEqual(["stock-licensing market.ai-checkbox"]);
    await records.write(decision(4, { duties: [] }));
    expect(await state()).toEqual([]);
    await records.write(decision(4, { use: "print" }));
    expect(await state()).toEqual(["print market.ai-checkbox"]);
    await catalog.close();
  });

  test("are closed by the point of a review that covers them, once it is closed", async () => {
    const catalog = await Catalog.open();
    const subject = digestOf(105);
    const review = (state: "open" | "confirmed"): NewRecord<"review"> => ({
      kind: "review",
      body: {
        subject,
        use: "stock-licensing",
        market: "adobe-stock",
        items: [{ code: "disclosure", mandatory: true, state, duties: ["market.ai-checkbox"] }],
        outcome: state === "open" ? "not-cleared" : "cleared",
        by: "Ada",
        confirmedBy: { disclosure: "Ada" },
      },
    });
    const left = async (): Promise<number> => {
      await catalog.catchUp(await reader());
      return (await catalog.openDuties({ subject })).length;
    };
    await records.write(review("open"));
    expect(await left()).toBe(1);
    await records.write(review("confirmed"));
    expect(await left()).toBe(0);
    await catalog.close();
  });
});

function noise(picture: GreyPicture): GreyPicture {
  const grey = Float64Array.from(picture.grey, (value, at) => value * 0.9 + ((at * 7919) % 13));
  return { ...picture, grey };
}

function mirror({ grey, ...size }: GreyPicture): GreyPicture {
  const last = greySide - 1;
  return {
    ...size,
    grey: Float64Array.from(grey, (_, at) => grey[at - (at % greySide) + last - (at % greySide)]!),
  };
}

/** The log as it was when it had `size` entries. */
function readerAt(reader: LogReader, size: number, root: Uint8Array): LogReader {
  return {
    head: { ...reader.head, size, root },
    tree: reader.tree,
    async *entries(from = 0) {
      for await (const entry of reader.entries(from)) {
        if (entry.index >= size) return;
        yield entry;
      }
    },
  } as unknown as LogReader;
}

test("what SQLite says of a full disk is not hidden by the rollback that it made itself", async () => {
  const file = new DatabaseSync(":memory:");
  file.exec("CREATE TABLE big (text TEXT); PRAGMA max_page_count = 8");
  const database = new Kysely<{ readonly big: { readonly text: string } }>({ dialect: sqliteDialect(file) });
  const fill = database.transaction().execute(async (transaction) => {
    for (let at = 0; at < 100; at += 1)
      await transaction
        .insertInto("big")
        .values({ text: "x".repeat(4000) })
        .execute();
  });
  await expect(fill).rejects.toThrow(/full/);
  await database.destroy();
});
