import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LedgerError } from "../ledger-error.ts";
import { MemoryStorage } from "../storage/memory-storage.ts";
import type { Storage } from "../storage/storage.ts";
import { testProcesses } from "../testing/memory-log.ts";
import { takeLock } from "./lock.ts";
import { systemProcesses, type Owner } from "./processes.ts";

describe("the lock", () => {
  test("is held by one writer; a second is told by whom", async () => {
    const storage = new MemoryStorage();
    const lock = await takeLock(storage, testProcesses(41));
    await expect(takeLock(storage, testProcesses(42))).rejects.toMatchObject({
      code: "locked",
      message: "process 41 on alpha writes to this log",
    });
    await lock.check();
    await lock.release();
    await (await takeLock(storage, testProcesses(42))).release();
  });

  test("is not taken twice by one process, which is not told to end itself", async () => {
    const storage = new MemoryStorage();
    await takeLock(storage, testProcesses(41));
    await expect(takeLock(storage, testProcesses(41))).rejects.toMatchObject({
      code: "locked",
      message: "process 41, which is this one, writes to this log already",
      remedy: "Share the session that does, or close it first.",
    });
  });

  test("is taken over from a dead process, but not from one on another machine", async () => {
    const storage = new MemoryStorage();
    await takeLock(storage, testProcesses(41));
    const lock = await takeLock(storage, testProcesses(42, new Set([41])));
    await lock.release();
    const elsewhere = { ...testProcesses(7), self: { pid: 7, host: "beta", boot: "9", started: "1" } };
    await takeLock(storage, elsewhere);
    await expect(takeLock(storage, testProcesses(42))).rejects.toMatchObject({
      code: "locked",
      remedy: expect.stringContaining("lock/3"),
    });
  });

  test("is not taken by somebody so slow that the turn after the one it looked at has come and gone", async () => {
    const storage = new MemoryStorage();
    await (await takeLock(storage, testProcesses(1))).release();
    let passed = (): void => {};
    const pause = new Promise<void>((resolve) => (passed = resolve));
    const slow = slowed(storage, (work) => work());
    slow.create = async (path) => {
      await pause;
      return storage.create(path);
    };
    const late = takeLock(slow, testProcesses(2));
    await setImmediate();
    // Turn 2, which the slow one wants, is taken, given back and cleared away; turn 3 is held.
    await (await takeLock(storage, testProcesses(3))).release();
    const held = await takeLock(storage, testProcesses(4));
    expect((await storage.list("lock")).filter((name) => /^[0-9]+$/.test(name))).toEqual(["3"]);
    passed();
    await expect(late).rejects.toMatchObject({ code: "locked" });
    await held.check();
    await expect(takeLock(storage, testProcesses(5))).rejects.toMatchObject({
      message: "process 4 on alpha writes to this log",
    });
  });

  test("notices when it was taken away", async () => {
    const storage = new MemoryStorage();
    const lock = await takeLock(storage, testProcesses(41));
    storage.tamper("lock/1", null);
    await expect(lock.check()).rejects.toMatchObject({ code: "lock-lost" });
  });

  test("is not given away where its file cannot be read", async () => {
    const storage = new MemoryStorage();
    await takeLock(storage, testProcesses(41));
    storage.tamper("lock/1", new Uint8Array(3));
    await expect(takeLock(storage, testProcesses(42, new Set([41])))).rejects.toMatchObject({
      code: "locked",
    });
  });

  test("is never held twice, in whatever order the steps of contenders fall", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 2 }), async (scheduler, staleTurns) => {
        const storage = new MemoryStorage();
        for (let turn = 0; turn < staleTurns; turn += 1)
          await takeLock(storage, testProcesses(1 + turn, new Set([turn])));
        const slow = slowed(storage, (work) => scheduler.schedule(Promise.resolve(), "step").then(work));
        let holders = 0;
        let most = 0;
        let won = 0;
        const contend = async (pid: number): Promise<void> => {
          for (let attempt = 0; attempt < 3; attempt += 1) {
            try {
              const lock = await takeLock(slow, testProcesses(pid, new Set([1, 2])));
              holders += 1;
              won += 1;
              most = Math.max(most, holders);
              await lock.check();
              holders -= 1;
              await lock.release();
            } catch (error) {
              if (!(error instanceof LedgerError) || error.code !== "locked") throw error;
            }
          }
        };
        const all = Promise.all([contend(11), contend(12), contend(13)]);
        await scheduler.waitFor(all);
        expect(most).toBeLessThanOrEqual(1);
        expect(won).toBeGreaterThan(0);
        await takeLock(storage, testProcesses(99));
      }),
      { numRuns: 300, seed: 41 },
    );
  });

  test("knows this process as alive, and one with another start or boot as dead", () => {
    const processes = systemProcesses();
    const { self } = processes;
    const fate = (owner: Owner): string => processes.fate(owner);
    expect(fate(self)).toBe("alive");
    expect(fate({ ...self, boot: "another" })).toBe("dead");
    expect(fate({ ...self, pid: 2 ** 22 + 1 })).toBe("dead");
    expect(fate({ ...self, host: "elsewhere" })).toBe("unknown");
    expect(fate({ ...self, started: "1" })).toBe(self.started === "" ? "alive" : "dead");
  });
});

/** A storage each of whose operations waits until the scheduler lets it go on. */
function slowed(storage: Storage, later: <T>(work: () => Promise<T>) => Promise<T>): Storage {
  return {
    read: (path) => later(() => storage.read(path)),
    list: (folder) => later(() => storage.list(folder)),
    create: (path, access) => later(() => storage.create(path, access)),
    rename: (from, to) => later(() => storage.rename(from, to)),
    link: (from, to) => later(() => storage.link(from, to)),
    renameFolder: (from, to) => later(() => storage.renameFolder(from, to)),
    remove: (path) => later(() => storage.remove(path)),
    makeFolder: (path) => later(() => storage.makeFolder(path)),
    syncFolder: (path) => later(() => storage.syncFolder(path)),
    isExposed: (path) => later(() => storage.isExposed(path)),
  };
}
