import { join } from "node:path";
import { Worker } from "node:worker_threads";

import { type Contestant, textOf } from "../contestant.ts";

const fileLimit = 2_000;

/** exifr, which hangs for ever on some files: in a worker that is ended when it makes no progress, at the cost of that file. */
export function start(): Contestant {
  const run = async (paths: readonly string[], keep: boolean): Promise<{ failed: number; said: unknown }> => {
    let failed = 0;
    let next = 0;
    while (next < paths.length) {
      const outcome = await runWorker(paths.slice(next), keep);
      failed += outcome.failed;
      if (outcome.ended) return { failed, said: outcome.said };
      failed += 1;
      next += outcome.done + 1;
    }
    return { failed, said: null };
  };
  return {
    pass: async (paths) => ({ failed: (await run(paths, false)).failed }),
    say: async (path) => textOf((await run([path], true)).said),
    close: () => Promise.resolve(),
  };
}

interface Outcome {
  readonly ended: boolean;
  /** Files behind it, whether it could read them or not. */
  readonly done: number;
  readonly failed: number;
  readonly said: unknown;
}

function runWorker(paths: readonly string[], keep: boolean): Promise<Outcome> {
  const counters = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(join(import.meta.dirname, "exifr-worker.ts"), {
    workerData: { paths, counters, keep },
  });
  return new Promise((resolve, reject) => {
    let last = 0;
    const finish = (ended: boolean, said: unknown): void => {
      clearInterval(watch);
      void worker.terminate();
      resolve({ ended, done: counters[0]!, failed: counters[1]!, said });
    };
    const watch = setInterval(() => {
      const done = Atomics.load(counters, 0);
      if (done === last) finish(false, null);
      last = done;
    }, fileLimit);
    worker.on("message", (said: unknown) => finish(true, said));
    worker.on("error", reject);
  });
}
