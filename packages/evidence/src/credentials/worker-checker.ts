import { Worker } from "node:worker_threads";
import type { StoreChecker, StoreJob, StoreOutcome } from "./check-store.ts";
import type { WorkerMessage, WorkerSetup } from "./credential-worker.ts";

export interface WorkerLimits {
  /** Milliseconds one file may take once the worker is ready. */
  readonly milliseconds: number;
  /** Bytes of WebAssembly memory, and of JavaScript heap besides. */
  readonly memory: number;
  readonly heap: number;
}

/** Milliseconds a worker may take to load c2pa-wasm; more than enough on a machine that does anything else besides. */
const START = 30_000;

/**
 * Checks in a worker thread that is started with the first file, serves one file at a time, and is replaced when it exceeds a
 * limit or dies: a hostile file costs its own answer, never its neighbours'. An idle worker does not keep the process alive.
 */
export function createWorkerChecker(entry: URL, limits: WorkerLimits): StoreChecker {
  let worker: Promise<Worker> | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function run(job: StoreJob): Promise<StoreOutcome> {
    const starting = (worker ??= startWorker(entry, limits));
    const forget = (): void => {
      if (worker === starting) worker = null;
    };
    const current = await starting.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (current.listenerCount("exit") === 0) current.once("exit", forget);
    const outcome = await ask(current, job, limits.milliseconds);
    if (outcome.kind === "time-limit" || outcome.kind === "trap") {
      worker = null;
      await current.terminate();
    }
    return outcome;
  }

  return {
    check(job) {
      const answer = queue.then(() => run(job));
      queue = answer.catch(() => null);
      return answer;
    },
    async close() {
      await queue;
      const last = worker;
      worker = null;
      await (await last)?.terminate();
    },
  };
}

async function startWorker(entry: URL, limits: WorkerLimits): Promise<Worker> {
  const setup: WorkerSetup = { memory: limits.memory };
  const worker = new Worker(entry, {
    name: "cleartitle-credentials",
    workerData: setup,
    execArgv: [], // a program given on the command line is not the worker's
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(limits.heap / 1_048_576) },
  });
  // A worker that is being terminated may still report its death; without a listener that would end the process.
  worker.on("error", () => null);
  const message = await nextMessage(worker, START);
  if (message.kind !== "ready") {
    await worker.terminate();
    const reason = message.kind === "failed" ? message.reason : "it did not get ready in time";
    throw new Error(`The reader of Content Credentials could not be started: ${reason}.`);
  }
  worker.unref();
  return worker;
}

async function ask(worker: Worker, job: StoreJob, milliseconds: number): Promise<StoreOutcome> {
  worker.ref();
  worker.postMessage(job, [job.bytes.buffer]);
  const message = await nextMessage(worker, milliseconds);
  worker.unref();
  switch (message.kind) {
    case "outcome":
      return message.outcome;
    case "silent":
      return { kind: "time-limit" };
    case "failed":
      return { kind: "trap", reason: message.reason };
    case "ready":
      return { kind: "trap", reason: "the worker started twice" };
  }
}

type Answer =
  | WorkerMessage
  | { readonly kind: "silent" }
  | { readonly kind: "failed"; readonly reason: string };

/** The next message of a worker, or that it died, or that it was silent for too long. */
function nextMessage(worker: Worker, milliseconds: number): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer): void => {
      clearTimeout(timer);
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.off("exit", onExit);
      resolve(answer);
    };
    const onMessage = (message: WorkerMessage): void => settle(message);
    const onError = (error: unknown): void =>
      settle({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
    const onExit = (code: number): void => settle({ kind: "failed", reason: `it ended with status ${code}` });
    const timer = setTimeout(() => settle({ kind: "silent" }), milliseconds);
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.on("exit", onExit);
  });
}
