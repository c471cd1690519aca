import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LedgerError } from "../ledger-error.ts";
import { MemoryStorage } from "../storage/memory-storage.ts";
import {
  makeTestLog,
  openTestLog,
  testEntry,
  testOrigin,
  testProcesses,
  type MemoryLog,
} from "../testing/memory-log.ts";
import { equalBytes, utf8 } from "../verify/bytes.ts";
import { isConsistent } from "../verify/merkle.ts";
import { openLedger } from "./open-ledger.ts";
import { openReader } from "./open-log.ts";
import { replaceLostKey } from "./replace-lost-key.ts";
import { verifyLog } from "../verify-log/verify-log.ts";

function newLog(): MemoryLog {
  return { storage: new MemoryStorage(), keys: new MemoryStorage() };
}

describe("the ledger", () => {
  test("gives entries in flight their places in the order they were asked for, with few syncs", async () => {
    const log = newLog();
    const ledger = await openTestLog(log);
    const syncs: string[] = [];
    log.storage.injectFaults((operation, path) => {
      if (operation === "sync" && path.startsWith("journal/")) syncs.push(path);
      return null;
    });
    const appended = await Promise.all(Array.from({ length: 256 }, (_, at) => ledger.append(testEntry(at))));
    expect(appended.map(({ index }) => index)).toEqual(Array.from({ length: 256 }, (_, at) => at));
    expect(syncs.length).toBe(1);
    expect(ledger.size).toBe(256);
    expect(ledger.head.size).toBe(0);
    expect(await ledger.entry(200)).toEqual(testEntry(200));
    await ledger.close();
    expect(ledger.head.size).toBe(256);
    await expect(ledger.append(testEntry(0))).rejects.toMatchObject({ code: "closed" });
  });

  test("keeps callers that ask again at once in one batch", async () => {
    const log = newLog();
    const ledger = await openTestLog(log);
    let syncs = 0;
    log.storage.injectFaults((operation, path) => {
      if (operation === "sync" && path.startsWith("journal/")) syncs += 1;
      return null;
    });
    const caller = async (): Promise<void> => {
      for (let turn = 0; turn < 20; turn += 1) await ledger.append(utf8(String(turn)));
    };
    await Promise.all(Array.from({ length: 64 }, caller));
    expect(ledger.size).toBe(1280);
    expect(syncs).toBeLessThanOrEqual(22);
    await ledger.close();
  });

  test("is not changed by a caller who reuses the buffer", async () => {
    const ledger = await openTestLog(newLog());
    const buffer = utf8("first");
    const waiting = ledger.append(buffer);
    buffer.fill(0);
    await waiting;
    expect(await ledger.entry(0)).toEqual(utf8("first"));
    await ledger.close();
  });

  test("grows under heads each of which begins with the one before, while appending goes on", async () => {
    const log = newLog();
    const ledger = await openTestLog(log);
    const heads = [ledger.head];
    let next = 0;
    const appending = (async () => {
      while (next < 900) await ledger.appendAll([testEntry(next++), testEntry(next++), testEntry(next++)]);
    })();
    while (ledger.size < 900) {
      heads.push(await ledger.checkpoint());
      await setImmediate();
    }
    await appending;
    await ledger.close();
    const reader = await openReader(log.storage);
    for (const head of heads) {
      const proof = await reader.tree.consistency(head.size, 900);
      expect(await isConsistent(head.size, 900, head.root, reader.head.root, proof)).toBe(true);
    }
    expect(heads.length).toBeGreaterThan(5);
    let index = 0;
    for await (const { bytes } of reader.entries()) expect(bytes).toEqual(testEntry(index++));
    expect(index).toBe(900);
    expect((await verifyLog(log.storage)).problems).toEqual([]);
    expect(await log.storage.list("journal")).toEqual([]);
  });

  test("refuses an entry that no bundle can hold, and takes the longest that one can", async () => {
    const ledger = await openTestLog(newLog());
    await expect(ledger.append(new Uint8Array(65_536))).rejects.toMatchObject({ code: "entry-too-large" });
    const { index } = await ledger.append(new Uint8Array(65_535));
    expect(await ledger.checkpoint()).toMatchObject({ size: 1 });
    expect((await ledger.reader().entry(index)).bytes).toHaveLength(65_535);
    await ledger.close();
  });

  test("lets one writer in and says who it is", async () => {
    const log = newLog();
    const ledger = await openTestLog(log, 1);
    const second = openLedger({ ...log, processes: testProcesses(2) });
    await expect(second).rejects.toMatchObject({
      code: "locked",
      message: "process 1 on alpha writes to this log",
    });
    await ledger.close();
  });

  test("signs nothing once its lock was taken away", async () => {
    const log = newLog();
    const ledger = await openTestLog(log);
    await ledger.append(testEntry(0));
    log.storage.tamper("lock/1", null);
    await expect(ledger.checkpoint()).rejects.toMatchObject({ code: "lock-lost" });
    await expect(ledger.append(testEntry(1))).rejects.toMatchObject({ code: "stopped" });
    expect((await openReader(log.storage)).head.size).toBe(0);
  });
});

describe("a failing disk", () => {
  test("stops the writer for good, with a typed error; what was acknowledged is there after opening again", async () => {
    const codes = { EIO: "storage-failed", ENOSPC: "no-space", EROFS: "read-only" } as const;
    for (const [code, expected] of Object.entries(codes)) {
      for (const failing of ["write", "sync"]) {
        const log = newLog();
        const ledger = await openTestLog(log);
        await ledger.append(testEntry(0));
        let failed = 0;
        log.storage.injectFaults((operation, path) => {
          if (operation !== failing || !path.startsWith("journal/") || failed > 0) return null;
          failed += 1;
          return Object.assign(new Error(code), { code });
        });
        await expect(ledger.append(testEntry(1))).rejects.toMatchObject({ code: expected });
        await expect(ledger.append(testEntry(2))).rejects.toMatchObject({ code: "stopped" });
        await expect(ledger.checkpoint()).rejects.toMatchObject({ code: "stopped" });
        expect(ledger.failure).toMatchObject({ code: expected });
        await ledger.close();
        const again = await openTestLog(log, 2);
        expect(again.size).toBeGreaterThanOrEqual(1);
        expect(await again.entry(0)).toEqual(testEntry(0));
        await again.close();
        expect((await verifyLog(log.storage)).problems).toEqual([]);
      }
    }
  });

  test("that is full and stays full gives the lock back; once there is space, nothing is missing", async () => {
    const log = newLog();
    const ledger = await openTestLog(log);
    await ledger.append(testEntry(0));
    log.storage.injectFaults((operation) => {
      return operation === "write" ? Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }) : null;
    });
    await expect(ledger.append(testEntry(1))).rejects.toMatchObject({ code: "no-space" });
    await ledger.close();
    expect(await verifyLog(log.storage)).toMatchObject({ problems: [], unsigned: 1 });
    await expect(openTestLog(log)).rejects.toMatchObject({ code: "no-space" });
    log.storage.injectFaults(() => null);
    const again = await openTestLog(log);
    expect(await again.entry(0)).toEqual(testEntry(0));
    await again.close();
  });

  /**
   * One life of a log: opened, appended to in batches, heads signed, the key rotated, closed. Returns how many entries the
   * log had at least when it ended, by itself or by a failure: one more than the highest index acknowledged.
   */
  async function live(log: MemoryLog, pid: number, batches: number): Promise<number> {
    let acknowledged = 0;
    try {
      const ledger = await openTestLog(log, pid);
      const start = ledger.size;
      for (let batch = 0; batch < batches; batch += 1) {
        const entries = Array.from({ length: 60 }, (_, at) => testEntry(start + batch * 60 + at));
        await Promise.all(
          entries.map(async (entry) => {
            const { index } = await ledger.append(entry);
            acknowledged = Math.max(acknowledged, index + 1);
          }),
        );
        if (batch % 2 === 1) await ledger.checkpoint();
        if (batch === 4) await ledger.rotateKey();
      }
      await ledger.close();
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
    }
    return acknowledged;
  }

  async function expectAll(log: MemoryLog, pid: number, acknowledged: number): Promise<void> {
    const ledger = await openTestLog(log, pid);
    expect(ledger.size).toBeGreaterThanOrEqual(acknowledged);
    for (let index = 0; index < ledger.size; index += 1) {
      if (!equalBytes(await ledger.entry(index), testEntry(index))) throw new Error(`entry ${index} is lost`);
    }
    await ledger.append(utf8("one more"));
    await ledger.close();
    expect(await verifyLog(log.storage)).toMatchObject({ problems: [], unsigned: 0 });
  }

  test("at any single operation, by error or by loss of power, loses nothing acknowledged", async () => {
    const counting = newLog();
    await live(counting, 1, 6);
    for (const which of ["storage", "keys"] as const) {
      const operations = counting[which].operations;
      expect(operations).toBeGreaterThan(which === "storage" ? 60 : 20);
      for (let failing = 1; failing <= operations; failing += 1) {
        const log = newLog();
        log[which].injectFaults((_operation, _path, count) => {
          return count >= failing ? Object.assign(new Error("EIO"), { code: "EIO" }) : null;
        });
        const acknowledged = await live(log, 1, 6);
        for (const luck of [() => true, () => false, alternating(failing)]) {
          const crashed = { storage: log.storage.crash(luck), keys: log.keys.crash(luck) };
          const report = await verifyLog(crashed.storage);
          const hasHead = (await crashed.storage.read("checkpoint")) !== null;
          const wrong = hasHead ? report.problems : [];
          expect(wrong, `${which} ${failing}`).toEqual([]);
          await expectAll(crashed, 2, acknowledged);
        }
        // One error that passes, such as a disk that was full for a moment: the writer must have stopped all the same.
        const once = newLog();
        once[which].injectFaults((_operation, _path, count) => {
          return count === failing ? Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }) : null;
        });
        await expectAll(once, 3, await live(once, 1, 6));
      }
    }
  });

  test("during recovery is recovered from in turn", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.boolean(), fc.nat()), {
          minLength: 2,
          maxLength: 5,
        }),
        async (lives) => {
          let log = newLog();
          let acknowledged = 0;
          let pid = 1;
          for (const [failing, inKeys, seed] of lives) {
            (inKeys ? log.keys : log.storage).injectFaults((_operation, _path, count) => {
              return count >= failing ? Object.assign(new Error("EIO"), { code: "EIO" }) : null;
            });
            acknowledged = Math.max(acknowledged, await live(log, pid, 6));
            log = { storage: log.storage.crash(alternating(seed)), keys: log.keys.crash(alternating(seed)) };
            pid += 1;
          }
          await expectAll(log, pid, acknowledged);
          expect(pid).toBe(lives.length + 1);
        },
      ),
      { numRuns: 60, seed: 2018 },
    );
  });
});

describe("a log that is not what it was", () => {
  test("is refused where an older copy was put back", async () => {
    const log = await makeTestLog(10);
    const old = log.storage.copy();
    const ledger = await openTestLog(log, 2);
    await ledger.append(testEntry(10));
    await ledger.close();
    await expect(openTestLog({ storage: old, keys: log.keys }, 3)).rejects.toMatchObject({
      code: "rolled-back",
    });
    await (await openTestLog(log, 3)).close();
  });

  test("is refused where two copies were written to", async () => {
    const log = await makeTestLog(10);
    const copy = { storage: log.storage.copy(), keys: log.keys.copy() };
    for (const [one, text] of [
      [log, "this"],
      [copy, "that"],
    ] as const) {
      const ledger = await openTestLog(one, 2);
      await ledger.append(utf8(text));
      await ledger.close();
    }
    await expect(openTestLog({ storage: copy.storage, keys: log.keys }, 3)).rejects.toMatchObject({
      code: "forked",
    });
  });

  test("is refused where its key, its origin or its files are somebody else's, and nothing is changed", async () => {
    const [log, other] = [await makeTestLog(3), await makeTestLog(3)];
    const open = (parts: Partial<Parameters<typeof openLedger>[0]>): Promise<unknown> =>
      openLedger({ ...log, processes: testProcesses(9), ...parts });
    await expect(open({ origin: "example.com/other" })).rejects.toMatchObject({ code: "foreign-log" });
    await expect(open({ keys: new MemoryStorage() })).rejects.toMatchObject({ code: "key-lost" });
    await expect(open({ keys: other.keys })).rejects.toMatchObject({ code: "key-lost" });
    const foreignKeys = new MemoryStorage();
    await (
      await openLedger({ storage: new MemoryStorage(), keys: foreignKeys, processes: testProcesses(1) })
    ).close();
    await expect(open({ keys: foreignKeys })).rejects.toMatchObject({ code: "foreign-log" });
    const holiday = new MemoryStorage();
    holiday.tamper("holiday.jpg", utf8("x"));
    await expect(open({ storage: holiday })).rejects.toMatchObject({ code: "foreign-files" });
    expect(await holiday.list("")).toEqual(["holiday.jpg"]);
    await (await openTestLog(log, 10)).close();
    expect((await verifyLog(log.storage)).problems).toEqual([]);
  });

  test("is refused where a tile or the journal was damaged, and the journal is kept", async () => {
    const log = await makeTestLog(300);
    const damaged = { storage: log.storage.copy(), keys: log.keys };
    damaged.storage.tamper("tile/0/001.p/44", new Uint8Array(44 * 32));
    await expect(openTestLog(damaged, 2)).rejects.toMatchObject({ code: "damaged" });
    const open = await openTestLog(log, 3);
    await open.append(utf8("one"));
    await open.append(utf8("two"));
    const [name] = await log.storage.list("journal");
    const crashed = { storage: log.storage.copy(), keys: log.keys.copy() };
    const bytes = (await crashed.storage.read(`journal/${name}`))!;
    bytes[60] = bytes[60]! ^ 1;
    crashed.storage.tamper(`journal/${name}`, bytes);
    await expect(openTestLog(crashed, 4)).rejects.toMatchObject({ code: "damaged" });
    expect(await crashed.storage.read(`journal/${name}`)).toEqual(bytes);
    await open.close();
  });

  test("without its head is refused, not begun anew", async () => {
    const log = await makeTestLog(3);
    log.storage.tamper("checkpoint", null);
    await expect(openTestLog(log, 2)).rejects.toMatchObject({ code: "damaged" });
    await expect(openTestLog({ storage: new MemoryStorage(), keys: log.keys }, 2)).rejects.toMatchObject({
      code: "rolled-back",
    });
  });
});

describe("the signing key", () => {
  test("that others can read is not used", async () => {
    const log = await makeTestLog(3);
    const [name] = (await log.keys.list("")).filter((path) => path.endsWith(".key"));
    log.keys.injectFaults(() => null);
    const line = (await log.keys.read(name!))!;
    const exposed = new MemoryStorage();
    const file = await exposed.create(name!);
    await file.write(line);
    await expect(openTestLog({ storage: log.storage, keys: exposed }, 2)).rejects.toMatchObject({
      code: "key-exposed",
    });
  });

  test("that is damaged is refused without showing it", async () => {
    const log = await makeTestLog(3);
    const [name] = (await log.keys.list("")).filter((path) => path.endsWith(".key"));
    const line = (await log.keys.read(name!))!;
    line[60] = line[60] === 65 ? 66 : 65;
    log.keys.tamper(name!, line);
    const error: unknown = await openTestLog(log, 2).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expect.stringMatching(/^key-(damaged|exposed)$/) });
    expect(String(error)).not.toContain(new TextDecoder().decode(line).slice(60, 80));
  });

  test("that is lost can be replaced; the log says so for ever", async () => {
    const log = await makeTestLog(3);
    const keys = new MemoryStorage();
    const options = { storage: log.storage, keys, origin: testOrigin, processes: testProcesses(2) };
    await replaceLostKey(options);
    const ledger = await openLedger({ ...options, processes: testProcesses(3, new Set([2])) });
    await ledger.append(testEntry(3));
    await ledger.close();
    expect(await verifyLog(log.storage)).toMatchObject({
      problems: [],
      notes: [expect.stringContaining("key/1: the key before was lost")],
      head: { size: 4 },
    });
    await expect(replaceLostKey({ ...options, processes: testProcesses(4) })).rejects.toMatchObject({
      code: "key-damaged",
    });
  });
});

/** Luck that changes in a way that depends on a number. */
function alternating(seed: number): () => boolean {
  let state = seed + 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % 3 !== 0;
  };
}
