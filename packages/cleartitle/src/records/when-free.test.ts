import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { FolderStorage, LedgerError, openLedger, systemProcesses, type Ledger } from "@cleartitle/ledger";
import { afterAll, expect, test } from "vitest";

import { whenFree } from "./when-free.ts";

const root = mkdtempSync(join(tmpdir(), "when-free-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A ledger as another living process sees it. */
async function openAs(folder: string, pid: number): Promise<Ledger> {
  const { self } = systemProcesses();
  const processes = { self: { ...self, pid }, fate: () => "alive" as const };
  return openLedger({
    storage: new FolderStorage(join(folder, "log")),
    keys: new FolderStorage(join(folder, "keys")),
    processes,
  });
}

test("a writer that ends in a moment is waited for, and told once", async () => {
  const folder = mkdtempSync(join(root, "a-"));
  const first = await openAs(folder, 41);
  const told: string[] = [];
  setTimeout(() => void first.close(), 150);
  const second = await whenFree(async () => openAs(folder, 42), { onWait: (why) => told.push(why) });
  expect(told).toEqual([expect.stringContaining("process 41")]);
  await second.close();
});

test("one that goes on is named when the time is up", async () => {
  const folder = mkdtempSync(join(root, "b-"));
  const first = await openAs(folder, 41);
  await expect(whenFree(async () => openAs(folder, 42), { longest: 60 })).rejects.toThrow("process 41");
  await first.close();
});

test("what waiting cannot change is thrown at once", async () => {
  const folder = mkdtempSync(join(root, "c-"));
  const first = await openAs(folder, 41);
  let tries = 0;
  const itself = whenFree(async () => {
    tries += 1;
    return openAs(folder, 41);
  });
  await expect(itself).rejects.toThrow("this one");
  expect(tries).toBe(1);
  await first.close();
  const other = whenFree(async () => Promise.reject(new LedgerError("no-space", "full", "Make room.")));
  await expect(other).rejects.toThrow("full");
});
