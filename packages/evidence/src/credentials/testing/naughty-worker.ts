import { parentPort } from "node:worker_threads";
import type { StoreJob } from "../check-store.ts";
import type { WorkerMessage } from "../credential-worker.ts";

/** A stand-in for the credential worker that does what the media type tells it to: hang, throw, leave, eat memory or answer. */
const port = parentPort;
if (port === null) throw new Error("This worker is started by a test.");

const say = (message: WorkerMessage): void => port.postMessage(message);

port.on("message", ({ mediaType }: StoreJob) => {
  switch (mediaType) {
    case "hang":
      for (;;);
    case "throw":
      throw new Error("as if c2pa-wasm had trapped");
    case "leave":
      process.exit(3);
    // falls through
    case "eat":
      for (const eaten: unknown[] = []; ;) eaten.push(Array.from({ length: 100_000 }, () => ({})));
    case "answer and leave":
      setTimeout(() => process.exit(4), 5);
  }
  say({ kind: "outcome", outcome: { kind: "none" } });
});
say({ kind: "ready" });
