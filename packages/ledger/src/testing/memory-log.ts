import type { Processes } from "../lock/processes.ts";
import type { Ledger } from "../log/ledger.ts";
import { openLedger } from "../log/open-ledger.ts";
import { MemoryStorage } from "../storage/memory-storage.ts";
import { utf8 } from "../verify/bytes.ts";

/** A log in memory with its key folder, for tests. */
export interface MemoryLog {
  readonly storage: MemoryStorage;
  readonly keys: MemoryStorage;
}

export const testOrigin = "example.com/test";

/** The entry that the tests put at `index`: every one is different, some are empty or long. */
export function testEntry(index: number): Uint8Array {
  if (index % 50 === 7) return new Uint8Array(0);
  return utf8(`entry ${index} ${"·".repeat((index * 7) % 23)}`);
}

/** Processes of which one writes and those in `dead` are gone. */
export function testProcesses(pid: number, dead: ReadonlySet<number> = new Set()): Processes {
  return {
    self: { pid, host: "alpha", boot: "1", started: "100" },
    fate: (owner) => (owner.host !== "alpha" ? "unknown" : dead.has(owner.pid) ? "dead" : "alive"),
  };
}

/** Opens as process `pid`; all lower numbers are dead. */
export function openTestLog(log: MemoryLog, pid = 1): Promise<Ledger> {
  const dead = new Set(Array.from({ length: pid }, (_, number) => number));
  return openLedger({ ...log, origin: testOrigin, processes: testProcesses(pid, dead) });
}

/** Makes a log with a head at each of the sizes, which ascend. */
export async function makeTestLog(...sizes: readonly number[]): Promise<MemoryLog> {
  const log = { storage: new MemoryStorage(), keys: new MemoryStorage() };
  const ledger = await openTestLog(log);
  for (const size of sizes) {
    const entries = Array.from({ length: size - ledger.size }, (_, at) => testEntry(ledger.size + at));
    await ledger.appendAll(entries);
    await ledger.checkpoint();
  }
  await ledger.close();
  return log;
}
