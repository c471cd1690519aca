/**
 * A process that writes to a log as long as it lives, for the tests that end it. It contends for the lock, appends at
 * random, and reports each entry on standard output only once it is acknowledged: "ack INDEX LEAF".
 */
import { randomInt } from "node:crypto";
import { writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { FolderStorage, LedgerError, openLedger, type Ledger } from "../index.ts";

const [folder = "", name = "writer", turns = "forever"] = process.argv.slice(2);
const places = {
  storage: new FolderStorage(join(folder, "log")),
  keys: new FolderStorage(join(folder, "keys")),
};

async function open(): Promise<Ledger> {
  for (;;) {
    try {
      return await openLedger({ ...places, origin: "example.com/process" });
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== "locked") throw error;
      await setTimeout(randomInt(1, 10));
    }
  }
}

async function append(ledger: Ledger, label: string): Promise<void> {
  const text = `${name} ${label} ${"x".repeat(randomInt(0, 3000))}`;
  const { index, leaf } = await ledger.append(new TextEncoder().encode(text));
  writeSync(1, `ack ${index} ${Buffer.from(leaf).toString("hex")}\n`);
}

/** One stay at the log: a few rounds of appending side by side, heads now and then. */
async function stay(rounds: number): Promise<void> {
  const ledger = await open();
  for (let round = 0; round < rounds; round += 1) {
    const width = turns === "forever" ? randomInt(1, 40) : 3;
    await Promise.all(
      Array.from({ length: width }, (_, at) => append(ledger, `${process.pid} ${round} ${at}`)),
    );
    if (turns === "forever" ? randomInt(4) === 0 : round === 0) await ledger.checkpoint();
  }
  await ledger.close();
}

try {
  if (turns === "forever") for (;;) await stay(randomInt(1, 30));
  await stay(Number(turns));
} catch (error) {
  if (!(error instanceof LedgerError)) throw error;
  writeSync(2, `${error.code}: ${error.message}\n`);
  process.exitCode = 3;
}
