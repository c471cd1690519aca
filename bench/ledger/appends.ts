import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FolderStorage, openLedger, verifyLog } from "@cleartitle/ledger";

const entryLength = 1024;
const seconds = Number(process.argv[2] ?? 2);
/** The three take turns, and the median counts: other work on the machine then concerns all of them. */
const rounds = Number(process.argv[3] ?? 5);
const entry = new Uint8Array(entryLength).map((_, at) => 32 + (at % 90));

/** Writes the same bytes to one file and syncs after each `batch`: what the disk can do. */
function raw(batch: number): number {
  const folder = mkdtempSync(join(tmpdir(), "ledger-bench-"));
  const file = openSync(join(folder, "raw"), "w");
  const bytes = new Uint8Array(entryLength * batch);
  for (let at = 0; at < batch; at += 1) bytes.set(entry, at * entryLength);
  let count = 0;
  const end = performance.now() + seconds * 1000;
  const start = performance.now();
  while (performance.now() < end) {
    writeSync(file, bytes);
    fdatasyncSync(file);
    count += batch;
  }
  const rate = (count * 1000) / (performance.now() - start);
  closeSync(file);
  rmSync(folder, { recursive: true });
  return rate;
}

function sqlite(batch: number): number {
  const folder = mkdtempSync(join(tmpdir(), "ledger-bench-"));
  const database = new DatabaseSync(join(folder, "rows.sqlite"));
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (id INTEGER PRIMARY KEY, bytes BLOB)",
  );
  const insert = database.prepare("INSERT INTO entry (bytes) VALUES (?)");
  let count = 0;
  const start = performance.now();
  while (performance.now() < start + seconds * 1000) {
    database.exec("BEGIN");
    for (let at = 0; at < batch; at += 1) insert.run(entry);
    database.exec("COMMIT");
    count += batch;
  }
  const rate = (count * 1000) / (performance.now() - start);
  database.close();
  rmSync(folder, { recursive: true });
  return rate;
}

interface Measured {
  readonly rate: number;
  /** 99 of 100 appends waited no longer than this, in milliseconds. */
  readonly slowest: number;
  readonly verify: number;
  /** Microseconds of processor time per entry, heads included. */
  readonly busy: number;
}

/** Callers that each append one entry, wait until it is safe, and append the next. A head is signed once a second. */
async function ledger(inFlight: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "ledger-bench-"));
  const storage = new FolderStorage(join(folder, "log"));
  const log = await openLedger({ storage, keys: new FolderStorage(join(folder, "keys")) });
  const busyBefore = process.cpuUsage();
  const start = performance.now();
  const end = start + seconds * 1000;
  const waits: number[] = [];
  let count = 0;
  const signing = setInterval(() => void log.checkpoint(), 1000);
  await Promise.all(
    Array.from({ length: inFlight }, async (_, caller) => {
      const own = entry.slice();
      new DataView(own.buffer).setUint32(0, caller);
      for (let turn = 0; performance.now() < end; turn += 1) {
        new DataView(own.buffer).setUint32(4, turn);
        const asked = performance.now();
        await log.append(own);
        waits.push(performance.now() - asked);
        count += 1;
      }
    }),
  );
  const rate = (count * 1000) / (performance.now() - start);
  clearInterval(signing);
  await log.close();
  const { user, system } = process.cpuUsage(busyBefore);
  const verifyStart = performance.now();
  const report = await verifyLog(storage);
  if (report.problems.length > 0 || report.head?.size !== count) throw new Error(JSON.stringify(report));
  const verify = (count * 1000) / (performance.now() - verifyStart);
  rmSync(folder, { recursive: true });
  waits.sort((left, right) => left - right);
  const slowest = waits[Math.floor(waits.length * 0.99)] ?? 0;
  return { rate, slowest, verify, busy: (user + system) / count };
}

const show = (value: number): string => Math.round(value).toLocaleString("en").padStart(9);
function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;
}

console.log(
  "in flight | raw, sync | sqlite    | ledger    | of raw | p99 ms | processor µs | verified leaves/s",
);
for (const inFlight of [1, 16, 256]) {
  const [plain, rows, ours]: [number[], number[], Measured[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    plain.push(raw(inFlight));
    rows.push(sqlite(inFlight));
    ours.push(await ledger(inFlight));
  }
  const of = (field: keyof Measured): number => median(ours.map((one) => one[field]));
  const share = `${Math.round((of("rate") / median(plain)) * 100)} %`.padStart(6);
  const waits = of("slowest").toFixed(1).padStart(6);
  console.log(
    `${String(inFlight).padStart(9)} | ${show(median(plain))} | ${show(median(rows))} | ${show(of("rate"))} | ${share} | ${waits} | ${of("busy").toFixed(1).padStart(12)} | ${show(of("verify"))}`,
  );
}
