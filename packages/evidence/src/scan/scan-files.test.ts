import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import type { Evidence } from "../evidence.ts";
import { readFileEvidence } from "../node.ts";
import { buildJpeg, buildPng, tEXt } from "../testing/build-images.ts";
import { ScanCache } from "./scan-cache.ts";
import { scanFiles, type ScanOptions } from "./scan-files.ts";

const folder = mkdtempSync(join(tmpdir(), "evidence-scan-"));
afterAll(() => rmSync(folder, { recursive: true }));

const naughty = new URL("../testing/naughty-scan-worker.ts", import.meta.url);
const settings = "a hill\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 8x8, Model: hills_v1";

function make(name: string, text: string = settings): string {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith(".jpg") ? buildJpeg([]) : buildPng([tEXt("parameters", text)]));
  return path;
}

async function* each<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}

async function scan(
  paths: readonly string[],
  options: ScanOptions = {},
): Promise<{ path: string; evidence: Evidence | null }[]> {
  const found = [];
  for await (const { item, evidence } of scanFiles(each(paths), (path) => path, options))
    found.push({ path: item, evidence });
  return found;
}

describe("scanFiles", () => {
  const paths = Array.from({ length: 150 }, (_, at) =>
    make(at % 3 === 0 ? `p${at}.jpg` : `p${at}.png`, settings.replace("Seed: 1", `Seed: ${at}`)),
  );

  test("says in threads what reading one by one says, in the order of the source", async () => {
    const found = await scan(paths, { threads: 2 });
    expect(found.map(({ path }) => path)).toEqual(paths);
    for (const { path, evidence } of found)
      expect(evidence).toEqual(await readFileEvidence(path, { sha256: true }));
  });

  test("asks the source for no more than is on its way", async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) {
        asked += 1;
        yield paths[asked % paths.length]!;
      }
    }
    let taken = 0;
    for await (const { evidence } of scanFiles(endless(), (path) => path, { threads: 1 })) {
      expect(evidence?.format).toMatch(/png|jpeg/);
      taken += 1;
      expect(asked - taken).toBeLessThanOrEqual(32);
      if (taken === 100) break;
    }
  });

  test("items without a file keep their place", async () => {
    const items = [paths[0]!, null, paths[1]!, ...paths.slice(2, 40), null];
    const found: boolean[] = [];
    for await (const { evidence } of scanFiles(each(items), (item) => item, { threads: 1 }))
      found.push(evidence === null);
    expect(found).toEqual(items.map((item) => item === null));
  });

  test("a file that is gone is a problem of its own", async () => {
    const found = await scan([paths[0]!, join(folder, "gone.png"), ...paths.slice(1, 30)]);
    expect(found[1]?.evidence?.problems[0]?.code).toBe("unreadable");
    expect(found.filter(({ evidence }) => evidence?.format !== "unknown")).toHaveLength(30);
  });

  test("a file that hangs, fills the memory or ends its thread costs its own answer, never its neighbours'", async () => {
    const bad = ["hang.png", "heavy.png", "die.png", "hang-too.png"].map((name) => make(name));
    const mixed = [
      ...paths.slice(0, 20),
      bad[0]!,
      bad[1]!,
      ...paths.slice(20, 40),
      bad[2]!,
      bad[3]!,
      paths[40]!,
    ];
    const found = await scan(mixed, { threads: 2, milliseconds: 2000, heap: 48, worker: naughty, alone: 0 });
    expect(found.map(({ path }) => path)).toEqual(mixed);
    for (const { path, evidence } of found) {
      const codes = evidence?.problems.map(({ code }) => code);
      if (path.includes("hang")) expect(codes).toEqual(["time-limit"]);
      else if (/heavy|die/.test(path)) expect(codes).toEqual(["memory-limit"]);
      else expect(evidence?.sha256).toHaveLength(64);
    }
  });

  test("a thread that cannot start is an error, not an endless try", async () => {
    const missing = new URL("no-such-worker.ts", import.meta.url);
    await expect(scan(paths, { threads: 1, worker: missing })).rejects.toThrow(/could not be started/);
  });
});

describe("ScanCache", () => {
  const known = { reader: "test 1", today: "2026-11-22" };
  const marked = (evidence: Evidence): Evidence => ({ ...evidence, prompt: "from the cache" });

  test("a file that lies as it did is not read again; one that changed is", async () => {
    const cache = join(folder, "one.cache");
    const path = make("cached.png");
    const first = new ScanCache(cache, known);
    const state = first.stateOf(path)!;
    first.keep(state, marked(await readFileEvidence(path, { sha256: true })));
    first.close();

    const second = new ScanCache(cache, known);
    expect((await scan([path], { cache: second }))[0]?.evidence?.prompt).toBe("from the cache");
    utimesSync(path, new Date(), new Date(Date.parse("2020-01-01")));
    expect((await scan([path], { cache: second }))[0]?.evidence?.prompt).toBe("a hill");
    make("cached.png", settings.replace("a hill", "another hill"));
    expect((await scan([path], { cache: second }))[0]?.evidence?.prompt).toBe("another hill");
    second.close();
  });

  test("evidence of another reader is forgotten, Content Credentials are checked again on another day", async () => {
    const cache = join(folder, "two.cache");
    const path = make("plain.png");
    const signed = make("signed.png");
    const evidence = await readFileEvidence(path, { sha256: true });
    const withCredentials: Evidence = {
      ...evidence,
      contentCredentials: { state: "valid", claimGenerator: null, signer: null, actions: [] },
    };
    const first = new ScanCache(cache, known);
    first.keep(first.stateOf(path)!, evidence);
    first.keep(first.stateOf(signed)!, withCredentials);
    expect(first.find(first.stateOf(signed)!)).toEqual(withCredentials);
    expect(first.findContent(evidence.sha256!, "elsewhere.png")).not.toBeNull();
    expect(first.findContent(evidence.sha256!, "elsewhere.jpg")).toBeNull();
    first.close();

    const tomorrow = new ScanCache(cache, { ...known, today: "2026-11-23" });
    expect(tomorrow.find(tomorrow.stateOf(path)!)).toEqual(evidence);
    expect(tomorrow.find(tomorrow.stateOf(signed)!)).toBeNull();
    tomorrow.close();

    const newer = new ScanCache(cache, { ...known, reader: "test 2" });
    expect(newer.find(newer.stateOf(path)!)).toBeNull();
    newer.close();
  });

  test("rows of a command of another version that takes the file over are not ours, and ours are not its", async () => {
    const cache = join(folder, "versions.cache");
    const path = make("versions.png");
    const evidence = await readFileEvidence(path, { sha256: true });
    const older = new ScanCache(cache, known);
    const newer = new ScanCache(cache, { ...known, reader: "test 2" });
    older.keep(older.stateOf(path)!, evidence);
    older.flush();
    expect(newer.find(newer.stateOf(path)!)).toBeNull();
    newer.keep(newer.stateOf(path)!, evidence);
    newer.flush();
    expect(newer.find(newer.stateOf(path)!)).toEqual(evidence);
    expect(older.find(older.stateOf(path)!)).toBeNull();
    older.close();
    newer.close();
  });

  test("what waits to be written holds nobody up, and a cache that fails is told of once", async () => {
    const cache = join(folder, "failing.cache");
    const path = make("failing.png");
    const evidence = await readFileEvidence(path, { sha256: true });
    const told: string[] = [];
    const one = new ScanCache(cache, { ...known, onTrouble: (reason) => told.push(reason) });
    one.keep(one.stateOf(path)!, evidence);
    expect(one.find(one.stateOf(path)!)).toEqual(evidence);
    const writer = new DatabaseSync(cache, { timeout: 0 });
    writer.exec("BEGIN IMMEDIATE; COMMIT; DROP TABLE file");
    writer.close();
    one.flush();
    expect(one.find(one.stateOf(path)!)).toBeNull();
    expect(one.findContent(evidence.sha256!, path)).toBeNull();
    one.keep(one.stateOf(path)!, evidence);
    one.close();
    expect(told).toEqual([expect.stringMatching(/no such table: .*; files are read without it$/)]);
  });

  test("a file of something else is refused and left as it is", () => {
    const text = join(folder, "notes.txt");
    writeFileSync(text, "these are my notes, and no cache ".repeat(50));
    expect(() => new ScanCache(text, known)).toThrow(/not a database/);
    const foreign = join(folder, "foreign.sqlite");
    const database = new DatabaseSync(foreign);
    database.exec("CREATE TABLE mine (x)");
    database.close();
    expect(() => new ScanCache(foreign, known)).toThrow(/something else/);
  });
});
