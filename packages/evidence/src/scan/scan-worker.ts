/** The thread that reads files of a scan. It is started by the scan pool only. */
import { parentPort as port, workerData } from "node:worker_threads";
import { readFileEvidence } from "../node.ts";
import { mebibytesOf } from "./mebibytes-of.ts";

export interface ScanWorkerSetup {
  /**
   * Shared with the pool, so that it sees what goes on here while this thread is busy: how many files are behind it, and how many mebibytes
   * the one in hand has.
   */
  readonly progress: Int32Array;
}

/** `ready` once; then for every path, in order, what its file says, as JSON. */
export type ScanWorkerMessage = { readonly kind: "ready" } | { readonly kind: "read"; readonly text: string };

if (port === null) throw new Error("This worker is started by the scan pool.");
const { progress } = workerData as ScanWorkerSetup;

async function readAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    Atomics.store(progress, 1, mebibytesOf(path));
    const text = JSON.stringify(await readFileEvidence(path, { sha256: true }));
    Atomics.add(progress, 0, 1);
    say({ kind: "read", text });
  }
}

function say(message: ScanWorkerMessage): void {
  port?.postMessage(message);
}

port.on("message", (paths: readonly string[]) => void readAll(paths));
say({ kind: "ready" });
