import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { checkStore, startModule, type StoreJob, type StoreOutcome } from "./check-store.ts";

/** What the worker is started with. */
export interface WorkerSetup {
  readonly memory: number;
}

/** Sent once when the module is ready, and then one outcome a job, in order. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "outcome"; readonly outcome: StoreOutcome };

const port = parentPort;
if (port === null) throw new Error("credential-worker is started by createCredentialReader, not by hand.");

const { memory } = workerData as WorkerSetup;
startModule(readFileSync(fileURLToPath(import.meta.resolve("@contentauth/c2pa-wasm/c2pa.wasm"))), memory);
port.on("message", (job: StoreJob) => {
  void checkStore(job).then((outcome) =>
    port.postMessage({ kind: "outcome", outcome } satisfies WorkerMessage),
  );
});
port.postMessage({ kind: "ready" } satisfies WorkerMessage);
