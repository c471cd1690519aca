/** A thread that misbehaves where the name of a file says so: `hang` never ends, `heavy` takes all memory, `die` ends the thread. */
import { parentPort as port, workerData } from "node:worker_threads";
import { readFileEvidence } from "../node.ts";
import type { ScanWorkerMessage, ScanWorkerSetup } from "../scan/scan-worker.ts";

if (port === null) throw new Error("This worker is started by a test.");
const { progress } = workerData as ScanWorkerSetup;
const say = (message: ScanWorkerMessage): void => port?.postMessage(message);

port.on("message", (paths: readonly string[]) => void readAll(paths));
say({ kind: "ready" });

async function readAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (path.includes("hang")) for (;;) Math.sqrt(2);
    if (path.includes("die")) process.exit(3);
    if (path.includes("heavy")) {
      const kept: number[][] = [];
      for (;;) kept.push(Array.from({ length: 1_000_000 }, () => 1));
    }
    const text = JSON.stringify(await readFileEvidence(path, { sha256: true }));
    Atomics.add(progress, 0, 1);
    say({ kind: "read", text });
  }
}
